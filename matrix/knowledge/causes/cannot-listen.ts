import type { CauseKnowledge } from "../cause-knowledge.ts";

export const cannotListen: CauseKnowledge = {
  summary: "The server cannot listen where it was told to, so it serves nobody.",
  sides: ["server"],
  toBeSure:
    "`ss -ltnp | grep <port>` names who has the port; ports below 1024 need CAP_NET_BIND_SERVICE; for a socket look at its folder with `ls -ld` and at a file that an earlier run left.",
  clause: "bind(2); unix(7)",
  check: {
    at: "program",
    look: "on the server's host: what listens on the port, whether this user may bind it, and whether the folder of a socket can be written to",
  },
  fix: {
    any: "end the process that has the port, or choose another: port 0 takes a free one, and the server announces which; remove the socket file of a run that was killed",
    go: 'net.Listen("tcp", "127.0.0.1:0"), then announce listener.Addr()',
    python:
      'port = server.add_insecure_port("127.0.0.1:0"); it raises where it cannot bind, and so_reuseport lets two servers share a port unseen',
    node: 'server.bindAsync("127.0.0.1:0", credentials, (error, port) => …): look at error',
  },
};
