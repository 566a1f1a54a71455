import type { Behaviour } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call } from "./exchange.ts";
import { distinct, quote, violation } from "./findings.ts";
import { outlivesGoAway, toldToGo } from "./goaways.ts";

/** A server that stops has no listener any more, so that there is nowhere else to go. */
export const gracefulStop: Behaviour = {
  name: "graceful-stop",
  title: "a server that stops gracefully while a call is in flight, and a call after that",
  area: "connections",
  endsServer: true,
  exchanges: [
    call("Unary", { name: "in flight", script: { stopServer: true, delayMs: 300, sizes: [10] } }),
    call("Unary", { name: "afterwards" }),
  ],
  judge: (shown) => {
    const { report } = shown("afterwards");
    return distinct([
      ...outlivesGoAway(shown("in flight"), [10]),
      ...toldToGo(shown("in flight"), shown("afterwards")),
      ...(report.status === "UNAVAILABLE"
        ? []
        : [
            violation(
              "client",
              clauses.unavailable,
              `status ${report.status}, where the server is gone and UNAVAILABLE is due`,
              quote("client", `${report.status}: ${report.message}`),
            ),
          ]),
    ]);
  },
};
