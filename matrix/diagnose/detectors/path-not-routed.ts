import { httpAnswer } from "../http-answer.ts";
import { unroutedByEnvoy } from "../no-route.ts";
import { firstOf, seenIn, wire } from "../rule.ts";

export const pathNotRouted = firstOf(
  "path-not-routed",
  ({ evidence, endpoint }) => {
    const { http2 } = seenIn(evidence);
    const unrouted = http2 && endpoint ? unroutedByEnvoy(http2) : [];
    if (unrouted.length === 0) return undefined;
    const streams = new Set(unrouted.map(({ stream }) => stream));
    const paths = (http2?.client.headers ?? []).flatMap(({ stream, path }) =>
      streams.has(stream) && path !== null ? [path] : [],
    );
    return {
      side: "between",
      decided: false,
      sentence: "Envoy has no route for the paths that were called.",
      matched: paths.map((path) => wire(`UNIMPLEMENTED by Envoy itself: ${path}`)),
      remedy: "add a route that matches /<package.Service>/",
    };
  },
  httpAnswer("path-not-routed").diagnose,
);
