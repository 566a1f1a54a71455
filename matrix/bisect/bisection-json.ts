import type { CellResult } from "../domain/run-result.ts";
import { type Bisection, differencesIn } from "./bisection.ts";
import type { NotRun, Ran, Tried } from "./halving.ts";

/** What `bisect --json` prints. */
export const bisectionJson = ({
  cell,
  at,
  library,
  versions,
  tried,
  found,
  elapsedMs,
}: Bisection) => {
  const neighbour = ({ version, end }: Ran<CellResult>) => ({
    version,
    cell: at(version).id,
    outcome: end.outcome,
    diagnosis: end.diagnosis,
    observed: end.observed,
  });
  const reason = ({ version, reason }: NotRun) => ({ version, reason });
  const result = () => {
    switch (found.kind) {
      case "not-run":
        return { kind: found.kind, oldest: reason(found.oldest), newest: reason(found.newest) };
      case "alike":
        return {
          kind: found.kind,
          oldest: neighbour(found.oldest),
          newest: neighbour(found.newest),
        };
      case "changed":
        return {
          kind: found.kind,
          before: neighbour(found.before),
          after: neighbour(found.after),
          differences: differencesIn(found.before.end.observed, found.after.end.observed),
          contradicting: found.contradicting.map(neighbour),
          skipped: found.skipped.map(reason),
        };
    }
  };
  const one = (tries: Tried<CellResult>) =>
    tries.kind === "ran"
      ? {
          version: tries.version,
          outcome: tries.end.outcome,
          cause: tries.end.diagnosis?.causes[0]?.code ?? null,
        }
      : reason(tries);
  return {
    schemaVersion: 1,
    cell: cell.id,
    library,
    versions,
    found: result(),
    tried: tried.map((each) => ({
      ...one(each),
      elapsedMs: each.elapsedMs,
      buildsMs: each.buildsMs,
    })),
    elapsedMs,
  };
};
