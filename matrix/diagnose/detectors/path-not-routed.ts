import { httpAnswer } from "../http-answer.ts";
import { unroutedByEnvoy } from "../no-route.ts";
import { decisiveConnection, type Rule, wire } from "../rule.ts";

const ofStatus = httpAnswer("path-not-routed");

export const pathNotRouted: Rule = {
  ...ofStatus,
  diagnose: (symptoms) => {
    const http2 = decisiveConnection(symptoms.evidence)?.wire.http2;
    const unrouted = http2 && symptoms.endpoint ? unroutedByEnvoy(http2) : [];
    if (unrouted.length === 0) return ofStatus.diagnose(symptoms);
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
};
