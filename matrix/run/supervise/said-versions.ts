import type { SaysVersions } from "../../domain/third-party.ts";
import { asked, howNot } from "./asked.ts";
import type { Described } from "./described.ts";

/** What a program prints of the versions that it was built from, as `go version -m` does. */
export const saidVersions = async (
  { command, ...names }: SaysVersions,
  signal: AbortSignal,
): Promise<Described> => {
  const answer = await asked(command, { signal });
  const shown = command.join(" ");
  if (answer.kind !== "answered") {
    return { kind: "silent", reason: `\`${shown}\` ${howNot(answer)}` };
  }
  const lines = answer.printed.split("\n");
  const unsaid = Object.values({ ...names.stack, ...names.runtime, ...names.tls }).find(
    (before) => versionIn(lines, before) === null,
  );
  if (unsaid !== undefined) {
    return { kind: "silent", reason: `\`${shown}\` prints no version behind ${unsaid}` };
  }
  const versions = (some: Readonly<Record<string, string>>) =>
    Object.entries(some).map(([name, before]) => ({
      name,
      version: versionIn(lines, before) ?? "",
    }));
  const [runtime] = versions(names.runtime);
  const [tls] = versions(names.tls);
  if (!runtime || !tls) {
    return { kind: "silent", reason: "its manifest names no runtime or no tls" };
  }
  const stack = versions(names.stack);
  return { kind: "described", description: { stack, runtime, tls, keyLog: false } };
};

const version = /\d{1,10}\.\d[\w.+-]{0,60}/;

/** Words that only begin a longer name, as a module's path does of those below it. */
const goesOn = /^[A-Za-z_/-]/;

/** Of the first line that has a version behind the last place at which the words stand. */
export const versionIn = (lines: readonly string[], before: string): string | null => {
  for (const line of lines) {
    const at = line.lastIndexOf(before);
    const behind = line.slice(at + before.length);
    const found = at === -1 || goesOn.test(behind) ? undefined : version.exec(behind)?.[0];
    if (found !== undefined) return found;
  }
  return null;
};
