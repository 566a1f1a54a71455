/** A hunk's title: which lines it takes from the old file and from the new one; of a merge, from several old ones. */
const hunkTitle = /^@@{1,3}(?: -\d{1,7}(?:,\d{1,6})?){1,3} \+\d{1,7}(?:,(\d{1,6}))? @@{1,3}(?: |$)/;

/** The files of a patch, before its hunks. */
const newFile = /^(?:\+\+\+|---) (\S{1,300})/;

/** What processes wrote: somebody held two logs against each other, and each line of them was printed. */
const ofProcess = /\.(?:log|out|err|stderr|stdout|txt)(?:\.\d{1,3})?$|^\/(?:dev|proc\/self)\/fd\//;

/** Context's form: before its hunks, and the title of either half. */
const contextTitle = /^(?:\*\*\* \d{1,7}(?:,\d{1,7})? \*{4}|--- \d{1,7}(?:,\d{1,7})? ----)$/;

/** `diff` without options: "10,12c10,14". */
const plainTitle = /^\d{1,7}(?:,\d{1,7})?([acd])(\d{1,7})(?:,(\d{1,7}))?$/;

/** What `git log -p`, `git show` and `git format-patch` begin a commit with. */
const commitTitle =
  /^(?:commit [\da-f]{7,40}(?: \([^)\n]{1,200}\))?|From [\da-f]{40} [A-Z][a-z]{2} .{1,30})$/;

/** What ends the words of a commit: its patch, or the files that it changes. */
const patchBegins = /^(?:diff --(?:git|cc|combined) |---$|--- \S)/;

/** A line of the old file alone, or a remark. */
const ofOldFile = { unified: /^[\\-]/, plain: /^(?:[<\\]|---$)/ } as const;

type Place =
  | Readonly<{ kind: "outside" | "commit" | "context" }>
  /** `left`: how many lines of the new file are still to come. */
  | Readonly<{ kind: keyof typeof ofOldFile; left: number }>;

/** Where the lines behind a title are; null where the line is none. */
const titled = (line: string): Place | null => {
  const hunk = hunkTitle.exec(line);
  if (hunk) return { kind: "unified", left: Number(hunk[1] ?? 1) };
  if (contextTitle.test(line)) return { kind: "context" };
  const [, change, from, to] = plainTitle.exec(line) ?? [];
  if (change !== undefined) {
    const added = Number(to ?? from) - Number(from) + 1;
    return { kind: "plain", left: change === "d" ? 0 : added };
  }
  if (commitTitle.test(line)) return { kind: "commit" };
  return null;
};

/** Where the line behind this one is; null where this one is no part of the place. */
const after = (place: Place, line: string): Place | null => {
  switch (place.kind) {
    case "outside":
      return null;
    case "commit":
      return patchBegins.test(line) ? null : place;
    case "context":
      return /^(?:[ +!\\-]|$)/.test(line) ? place : null;
    // The signs of an answer's and of a new line are the same, and the reader takes the answer's off.
    case "plain":
    case "unified":
      if (ofOldFile[place.kind].test(line)) return place;
      if (place.left === 0 || (place.kind === "unified" && !/^(?:[ +]|$)/.test(line))) return null;
      return { ...place, left: place.left - 1 };
  }
};

/**
 * For each line whether it is of a patch, as `diff`, git and mails have it: somebody wrote it, or wrote that it was
 * done. A patch between two logs shows what was printed.
 */
export const inPatches = (lines: readonly string[]): readonly boolean[] => {
  let place: Place = { kind: "outside" };
  let isOfLogs = false;
  return lines.map((line) => {
    const title = titled(line.trimEnd());
    const next = title ?? after(place, line);
    place = next ?? { kind: "outside" };
    if (title?.kind === "commit") isOfLogs = false;
    const file = next === null ? newFile.exec(line)?.[1] : undefined;
    if (file !== undefined && file !== "/dev/null") isOfLogs = ofProcess.test(file);
    return next !== null && !isOfLogs;
  });
};
