import type { Finding } from "../domain/behaviour.ts";
import type { Behaviour, Shown } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call } from "./exchange.ts";
import { expectOk } from "./expect-ok.ts";
import { quote, violation } from "./findings.ts";

/** Longer than a refused connection takes, and shorter than the first pause before another try, of a second. */
const shortMs = 400;

/** The pauses between tries grow to no more until then (gRPC's connection-backoff.md). */
const longMs = 8_000;

export const waitForReady: Behaviour = {
  name: "wait-for-ready",
  title: "calls that wait for a server and one that does not, before it listens and after",
  area: "connections",
  exchanges: [
    call("Unary", { name: "does not wait", address: "closed", waitForReady: false }),
    call("Unary", {
      name: "waits in vain",
      address: "closed",
      waitForReady: true,
      deadlineMs: shortMs,
    }),
    call("Unary", { name: "waits", address: "opened", waitForReady: true, deadlineMs: longMs }),
    call("Unary", { name: "need not wait", address: "opened", waitForReady: false }),
  ],
  judge: (shown) => [
    ...ends(shown("does not wait"), "UNAVAILABLE", "a call that does not wait"),
    ...ends(shown("waits in vain"), "DEADLINE_EXCEEDED", "a call that waits until its deadline"),
    ...served(shown("waits"), "a call that waits for its server"),
    ...served(shown("need not wait"), "a call to a server that listens"),
  ],
};

/** A call that is not begun at all has met no server. */
const served = (shown: Shown, of: string): readonly Finding[] =>
  shown.streams?.length === 0 ? ends(shown, "OK", of) : expectOk(shown, [0]);

/** Nobody but the client has a part in it. */
const ends = ({ report }: Shown, status: string, of: string): readonly Finding[] =>
  report.status === status
    ? []
    : [
        violation(
          "client",
          clauses.waitForReady,
          `${of}: status ${report.status}, where ${status} is due`,
          quote("client", `${report.status}: ${report.message}`),
        ),
      ];
