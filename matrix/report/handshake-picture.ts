import type { CellEvidence } from "../domain/evidence.ts";
import { headline } from "../domain/outcome.ts";
import type { CellResult } from "../domain/run-result.ts";
import { ladder } from "./ladder/ladder.ts";
import { ladderOf } from "./ladder/picture.ts";

/** A cell's connections as a ladder, with the first cause, or else the outcome, where it broke. */
export const handshakePicture = (
  { client, server, outcome, diagnosis }: CellResult,
  { connections }: Pick<CellEvidence, "connections">,
): string =>
  ladder({
    client,
    server,
    connections: connections.map(ladderOf),
    broke:
      outcome.kind === "passed"
        ? null
        : { sentence: diagnosis?.causes[0]?.sentence ?? headline(outcome) },
  });
