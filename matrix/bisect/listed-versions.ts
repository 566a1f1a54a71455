import { homedir } from "node:os";
import type { VersionList } from "../domain/implementation.ts";
import { Misuse } from "../domain/misuse.ts";
import { asked, howNot } from "../run/supervise/asked.ts";
import { keptList } from "./kept-list.ts";
import { releasesIn } from "./version-list.ts";

/** pip asks each of its indexes, and takes ten seconds for one. */
const listedWithinMs = 60_000;

/** The releases of a library, the oldest first. @throws Misuse where its tool does not tell them. */
export const listedVersions = async (
  library: string,
  list: VersionList,
  signal: AbortSignal,
): Promise<readonly string[]> => {
  const { argv, environment } = list;
  const answer = await asked(argv, { environment, signal, answerWithinMs: listedWithinMs });
  signal.throwIfAborted();
  const unknown = (how: string) =>
    new Misuse(`the versions of ${library} are not known: \`${argv.join(" ")}\` ${how}`);
  if (answer.kind !== "answered") throw unknown(howNot(answer));
  if (!("package" in list)) {
    const releases = releasesIn(list.form, answer.printed);
    if (releases.length === 0) throw unknown("printed none");
    return releases;
  }
  const home = { folder: homedir(), environment: process.env };
  const kept = await keptList(list.form, list.package, home);
  const releases = releasesIn(list.form, kept ?? "");
  if (releases.length === 0) throw unknown(`left no list of ${list.package}`);
  return releases;
};
