import type { CellEvidence } from "../domain/evidence.ts";
import { headline } from "../domain/outcome.ts";
import type { CellResult } from "../domain/run-result.ts";
import { ladder } from "./ladder/ladder.ts";
import { marksOf } from "./ladder/marks.ts";
import { ladderOf } from "./ladder/picture.ts";

/**
 * A cell's connections as a ladder, with the first cause, or else the outcome, where it broke. Where something
 * stands between client and server, that is two ladders.
 */
export const handshakePicture = (
  { client, server, route, outcome, diagnosis, findings = [] }: CellResult,
  { connections, upstream }: Pick<CellEvidence, "connections" | "upstream">,
): string => {
  const broke =
    outcome.kind === "passed"
      ? null
      : { sentence: diagnosis?.causes[0]?.sentence ?? headline(outcome) };
  const own = connections.map((one, at) => ladderOf(one, marksOf(findings, at)));
  if (upstream === null) return ladder({ client, server, connections: own, broke });
  const behind = upstream.connections.map((one) => ladderOf(one));
  return [
    ladder({ client, server: route, connections: own, broke: null }),
    ladder({ client: route, server, connections: behind, broke }),
  ].join("\n");
};
