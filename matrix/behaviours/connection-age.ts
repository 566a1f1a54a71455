import type { Behaviour } from "./behaviour.ts";
import { call } from "./exchange.ts";
import { expectOk } from "./expect-ok.ts";
import { distinct, rate } from "./findings.ts";
import { outlivesGoAway, toldToGo } from "./goaways.ts";

/** A stack may add or take a tenth, so that clients do not all come at once (gRPC's proposal A9). */
const ageMs = 2_000;

/** Goes on beyond that, and a machine under load comes to it before. */
const sizes = Array.from({ length: 11 }, () => 10);
const eachMs = 260;

/** Some stacks take a call for a connection that is about to close, and then it depends on the moment. */
const next = ["next", "the one after", "the one after that"];

export const connectionAge: Behaviour = {
  name: "connection-age",
  title:
    "a connection that gets too old for its server while a call is in flight, and calls after that",
  advice: "Make a call again that ends in CANCELLED though nobody has cancelled it: tonic says so.",
  area: "connections",
  settings: { maxConnectionAgeMs: ageMs },
  exchanges: [
    call("ServerStream", { name: "in flight", script: { sizes, eachMs } }),
    ...next.map((name) => call("Unary", { name })),
  ],
  judge: (shown) => {
    const calls = next.map(shown);
    const failed = calls.filter(({ report }) => report.status !== "OK");
    const sentence = `status ${failed[0]?.report.status} of a call after GOAWAY, where OK is due`;
    return distinct([
      ...outlivesGoAway(shown("in flight"), sizes),
      ...calls.flatMap((one) => toldToGo(shown("in flight"), one)),
      ...(failed.length < calls.length
        ? rate("client", sentence, failed.length, calls.length)
        : calls.flatMap((one) => expectOk(one, [0]))),
    ]);
  },
};
