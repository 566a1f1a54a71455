import type { Finding } from "../domain/behaviour.ts";
import type { Behaviour, Shown } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call } from "./exchange.ts";
import { distinct, quote, violation } from "./findings.ts";
import { outlivesGoAway, toldToGo } from "./goaways.ts";

/** What some clients say of it depends on the moment, but not of three in a row. */
const afterwards = ["afterwards", "afterwards again", "afterwards once more"];

/** A server that stops has no listener any more, so that there is nowhere else to go. */
export const gracefulStop: Behaviour = {
  name: "graceful-stop",
  title: "a server that stops gracefully while a call is in flight, and calls after that",
  advice: "Take UNKNOWN and CANCELLED of tonic for UNAVAILABLE where nobody has cancelled.",
  area: "connections",
  endsServer: true,
  exchanges: [
    call("Unary", { name: "in flight", script: { stopServer: true, delayMs: 300, sizes: [10] } }),
    ...afterwards.map((name) => call("Unary", { name })),
  ],
  judge: (shown) => {
    const calls = afterwards.map(shown);
    return distinct([
      ...outlivesGoAway(shown("in flight"), [10]),
      ...calls.flatMap((one) => toldToGo(shown("in flight"), one)),
      ...calls.flatMap(unavailable),
    ]);
  },
};

const unavailable = ({ report }: Shown): readonly Finding[] =>
  report.status === "UNAVAILABLE"
    ? []
    : [
        violation(
          "client",
          clauses.unavailable,
          "the server is gone, and the status is not UNAVAILABLE",
          quote("client", `${report.status}: ${report.message}`),
        ),
      ];
