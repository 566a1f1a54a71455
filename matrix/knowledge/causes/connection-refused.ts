import type { CauseKnowledge } from "../cause-knowledge.ts";

export const connectionRefused: CauseKnowledge = {
  summary: "Nobody listens at the address that was dialled.",
  sides: ["client", "server"],
  passes: true,
  toBeSure:
    "`nc -vz <host> <port>` from where the client runs, `ss -ltnp | grep <port>` where the server runs: a listener on 127.0.0.1 is not reachable from elsewhere, and `localhost` may mean ::1.",
  clause: "connect(2)",
  check: {
    at: "endpoint",
    look: "on the server's host: what listens on the port, and on which address",
  },
  fix: {
    any: "start the server, and dial the address and port on which it really listens; map the port of a container",
    go: 'net.Listen("tcp", "0.0.0.0:50051") to be reached from other machines; announce the address after Listen has returned',
    python: 'server.add_insecure_port or add_secure_port("0.0.0.0:50051", …), then server.start()',
    node: 'server.bindAsync("0.0.0.0:50051", …) and dial in its callback',
    java: 'NettyServerBuilder.forAddress(new InetSocketAddress("0.0.0.0", port))',
    rust: 'Server::builder().serve("0.0.0.0:50051".parse()?)',
  },
};
