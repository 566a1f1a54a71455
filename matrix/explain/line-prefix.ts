import { type MappedText, replaced } from "./mapped-text.ts";

/** What log collectors put before every line; of what fits, the first counts. */
const prefixes: readonly RegExp[] = [
  // Compose, and numbers of lines.
  /^[ \t]{0,8}[\w./-]{1,60} {0,30}[|│] ?/gm,
  // CRI, docker --timestamps, GitHub's and GitLab's jobs.
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[\d.,]{0,12}(?:Z|[+-]\d\d:?\d\d)?(?: (?:stdout|stderr) [FP]| \d\d[EO][+ ]?)? ?/gm,
  // syslog and the journal.
  /^[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d(?:\.\d{1,6})? [\w.-]{1,64} [\w./-]{1,64}(?:\[\d{1,7}\])?: /gm,
  // Android's logcat.
  /^[VDIWEF]\/[\w.-]{1,60} {0,8}\( {0,6}\d{1,7}\): ?/gm,
  // grep's and cat's numbers of lines; the hour of a time is none.
  /^[ \t]{0,8}\d{1,6}[:\t](?!\d\d:\d\d) ?/gm,
  /^\[?(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL|error|warn|info|debug)\]?[: ] ?/gm,
];

/** The text without what stands before every one of its lines; undefined where nothing does. */
export const withoutLinePrefix = (clean: MappedText): MappedText | undefined => {
  const lines = clean.text.split("\n").filter((line) => line.trim() !== "").length;
  if (lines < 2) return undefined;
  for (const prefix of prefixes) {
    const bearing = [...clean.text.matchAll(prefix)].length;
    if (bearing >= 0.9 * lines) return replaced(clean, prefix, () => "");
  }
  return undefined;
};
