import type { About } from "../about.ts";
import { isReset } from "../cut-off.ts";
import { endOf } from "../ended.ts";
import { unreachable } from "../endpoint-findings.ts";
import { decisiveConnection, type Rule, wire } from "../rule.ts";
import { isResolution } from "./name-not-resolved.ts";

const about: About = {
  summary: "Nobody listens at the address that was dialled.",
  sides: ["client", "server"],
  toBeSure:
    "`nc -vz <host> <port>` from where the client runs, `ss -ltnp | grep <port>` where the server runs: a listener on 127.0.0.1 is not reachable from elsewhere, and `localhost` may mean ::1.",
  fix: {
    any: "map the port of a container; dial the port that the server really announces",
    go: 'net.Listen("tcp", "0.0.0.0:50051") to be reached from other machines; announce the address after Listen has returned',
    python: 'server.add_insecure_port or add_secure_port("0.0.0.0:50051", …), then server.start()',
    node: 'server.bindAsync("0.0.0.0:50051", …) and dial in its callback',
    java: 'NettyServerBuilder.forAddress(new InetSocketAddress("0.0.0.0", port))',
    rust: 'Server::builder().serve("0.0.0.0:50051".parse()?)',
  },
};

/** It announced an address on which nobody listens. */
export const connectionRefused: Rule = {
  code: "connection-refused",
  clause: "connect(2)",
  about,
  diagnose: ({ evidence, endpoint }) => {
    const refused = decisiveConnection(evidence);
    if (!refused?.dialError || isResolution(refused.dialError)) return undefined;
    if (endpoint) return isReset(refused.dialError) ? undefined : unreachable(refused, endpoint);
    if (!/ECONNREFUSED|ENOENT/.test(refused.dialError)) {
      return {
        side: "server",
        decided: false,
        sentence: `The announced address ${refused.serverAddress} cannot be reached.`,
        matched: [wire(refused.dialError)],
        nextCheck: "connect to the address from the same machine while the server runs",
      };
    }
    const exit = evidence.server?.exit;
    return {
      side: "server",
      decided: true,
      sentence: `Nobody accepts connections at the announced address ${refused.serverAddress}${exit ? `: the server's process has ended (${endOf(exit)})` : ""}.`,
      matched: [wire(refused.dialError)],
      remedy: "listen before the address is announced, and for as long as the plugin lives",
    };
  },
};
