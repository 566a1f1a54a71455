import type { VersionList } from "../domain/implementation.ts";
import { Misuse } from "../domain/misuse.ts";
import { asked, howNot } from "../run/supervise/asked.ts";
import { releasesIn } from "./version-list.ts";

/** pip asks each of its indexes, and takes ten seconds for one. */
const listedWithinMs = 60_000;

/** The releases of a library, the oldest first. @throws Misuse where its tool does not tell them. */
export const listedVersions = async (
  library: string,
  { form, argv, environment }: VersionList,
  signal: AbortSignal,
): Promise<readonly string[]> => {
  const answer = await asked(argv, { environment, signal, answerWithinMs: listedWithinMs });
  signal.throwIfAborted();
  const command = argv.join(" ");
  if (answer.kind !== "answered") {
    throw new Misuse(`the versions of ${library} are not known: \`${command}\` ${howNot(answer)}`);
  }
  const releases = releasesIn(form, answer.printed);
  if (releases.length === 0) {
    throw new Misuse(`the versions of ${library} are not known: \`${command}\` printed none`);
  }
  return releases;
};
