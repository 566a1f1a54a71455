import type { Behaviour, Shown } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call } from "./exchange.ts";
import { distinct, rate, violation } from "./findings.ts";
import { outlivesGoAway, toldToGo } from "./goaways.ts";
import { streamOf } from "./wire-view.ts";

/** When they begin; the call in flight goes on after all of them. */
const meanwhileMs = [300, 450, 600];
const meanwhile = meanwhileMs.map((beginAfterMs, at) => ({
  name: `meanwhile, ${at + 1}`,
  beginAfterMs,
}));
const inFlightMs = 1_000;

/** A GOAWAY that passed so long before a call began has reached its client, also on a machine under load. */
const heardMs = 200;

const afterwards = ["1", "2", "3", "4", "5"].map((number) => `afterwards, ${number}`);

/** A server that stops has no listener any more, so that there is nowhere else to go. */
export const gracefulStop: Behaviour = {
  name: "graceful-stop",
  title:
    "a server that stops gracefully while a call is in flight, with three calls meanwhile and five after it",
  advice: "Take UNKNOWN and CANCELLED of tonic for UNAVAILABLE where nobody has cancelled.",
  area: "connections",
  endsServer: true,
  exchanges: [
    call("Unary", {
      name: "in flight",
      script: { stopServer: true, delayMs: inFlightMs, sizes: [10] },
    }),
    ...meanwhile.map((one) => call("Unary", { ...one, atOnce: true })),
    ...afterwards.map((name) => call("Unary", { name })),
  ],
  judge: (shown) => {
    const inFlight = shown("in flight");
    const late = meanwhile.map(({ name }) => shown(name)).filter((one) => isLate(one, inFlight));
    const calls = [...late, ...afterwards.map(shown)];
    const others = calls.filter(({ report }) => report.status !== "UNAVAILABLE");
    return distinct([
      ...outlivesGoAway(inFlight, [10]),
      ...calls.flatMap((one) => toldToGo(inFlight, one)),
      ...(others.some(({ report }) => report.status === "OK")
        ? [violation("client", clauses.unavailable, "a call ends in OK where no server is")]
        : []),
      // What a client says of it depends on the moment: whether it has heard already that the server is gone.
      ...rate(
        "client",
        "the server is gone, and the status is not UNAVAILABLE",
        others.length,
        calls.length,
      ),
    ]);
  },
};

/** Whether a call began when its client had heard that the server goes: one that began before may be served. */
const isLate = ({ streams }: Shown, inFlight: Shown): boolean => {
  const connection = streamOf(inFlight)?.connection ?? 0;
  const [goaway] = inFlight.connections?.[connection]?.goaways ?? [];
  if (!goaway || streams === null) return false;
  return streams.every(({ begunMs }) => begunMs > goaway.atMs + heardMs);
};
