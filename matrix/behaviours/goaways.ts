import type { Finding } from "../domain/behaviour.ts";
import type { Shown } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { expectOk } from "./expect-ok.ts";
import { quote, violation } from "./findings.ts";
import { blockFrame, goAwayFrame, resetFrame } from "./frames.ts";
import { streamOf } from "./wire-view.ts";

/** Whether a call ended as usual although its server had told the client to go. */
export const outlivesGoAway = (shown: Shown, sizes: readonly number[]): readonly Finding[] => {
  const stream = streamOf(shown);
  if (!stream || stream.request.reset === null) return expectOk(shown, sizes);
  const reset = resetFrame(stream, "request");
  const wire = quote("wire", `RST_STREAM ${stream.request.reset}`, reset);
  return [violation("client", clauses.goaway, "the client ends a call that is in flight", wire)];
};

/**
 * Whether a server told its client to go while a call was in flight, and the next call went elsewhere. Nothing where the wire
 * cannot be read.
 */
export const toldToGo = (inFlight: Shown, next: Shown): readonly Finding[] => {
  const stream = streamOf(inFlight);
  if (!stream) return [];
  const goaways = inFlight.connections?.[stream.connection]?.goaways ?? [];
  const first = goaways.find(({ atMs }) => atMs <= (stream.endedMs ?? Number.POSITIVE_INFINITY));
  if (!first) {
    return [violation("server", clauses.goaway, "no GOAWAY comes while the call is in flight")];
  }
  const wrong = goaways.find(({ code }) => code !== "NO_ERROR");
  if (wrong) {
    const frame = goAwayFrame(stream.connection, wrong);
    const wire = quote("wire", `GOAWAY ${wrong.code}`, frame);
    return [violation("server", clauses.goaway, "GOAWAY names an error where there is none", wire)];
  }
  const late = (next.streams ?? []).find(
    ({ connection, begunMs }) => connection === stream.connection && begunMs > first.atMs,
  );
  return late
    ? [
        violation(
          "client",
          clauses.goaway,
          "a call is begun on a connection after its GOAWAY",
          quote(
            "wire",
            `stream ${late.stream} ${Math.round(late.begunMs - first.atMs)} ms later`,
            blockFrame(late, "request", null),
          ),
        ),
      ]
    : [];
};
