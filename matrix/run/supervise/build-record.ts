/**
 * What was built, and from what: a file of the build folder's name in `.records` beside it, written when the last step
 * has succeeded. Without it a build folder holds nothing that may be used.
 */
import { randomBytes } from "node:crypto";
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { type FileState, fileKinds } from "./file-state.ts";

export type Artefact = FileState &
  Readonly<{
    /** The step, counted from 0, that made it. */
    step: number;
  }>;

export type BuildRecord = Readonly<{
  /** Of each step. */
  fingerprints: readonly string[];
  /** Whether a step left alone what the steps before it had made, so that it can be run again without them. */
  apart: boolean;
  artefacts: readonly Artefact[];
}>;

type BesideKind = "records" | "locks" | "descriptions" | "temporary";

/** A place of its own for each build folder; names of build folders may hold dots, so that an ending would not do. */
export const besideBuild = (build: string, kind: BesideKind): string =>
  join(dirname(build), `.${kind}`, basename(build));

const schema = z.object({
  fingerprints: z.array(z.string()),
  apart: z.boolean(),
  artefacts: z.array(z.unknown()),
});

/** A row of the file: by hand, as a schema takes as long for a thousand of them as looking at the files does. */
const artefactOf = (row: unknown): Artefact => {
  const [path, kind, size, mtimeMs, ctimeMs, ino, content, step] = row as readonly unknown[];
  const numbers = [size, mtimeMs, ctimeMs, ino, step];
  if (
    typeof path !== "string" ||
    typeof content !== "string" ||
    !fileKinds.includes(kind as FileState["kind"]) ||
    !numbers.every((one) => typeof one === "number")
  ) {
    throw new TypeError("no row of a record");
  }
  const [sizes, modified, changed, inode, made] = numbers as [
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    ...{ path, kind: kind as FileState["kind"], content, step: made },
    ...{ size: sizes, mtimeMs: modified, ctimeMs: changed, ino: inode },
  };
};

/** @returns null where there is none that can be read: what was built is then of no use. */
export const readRecord = (build: string): BuildRecord | null => {
  try {
    const { artefacts, ...rest } = schema.parse(
      JSON.parse(readFileSync(besideBuild(build, "records"), "utf8")),
    );
    return { ...rest, artefacts: artefacts.map(artefactOf) };
  } catch {
    return null;
  }
};

export const writeRecord = (build: string, { artefacts, ...rest }: BuildRecord): void => {
  const rows = artefacts.map(({ path, kind, size, mtimeMs, ctimeMs, ino, content, step }) => [
    ...[path, kind, size, mtimeMs, ctimeMs, ino, content, step],
  ]);
  writeWhole(besideBuild(build, "records"), JSON.stringify({ ...rest, artefacts: rows }));
};

/** Says that what was built is used now. */
export const touchRecord = (build: string): void => {
  const now = new Date();
  try {
    utimesSync(besideBuild(build, "records"), now, now);
  } catch {
    // A checkout that may only be read.
  }
};

/** When what was built was last used; of what was not built to the end, when that was begun. */
export const lastUsed = (build: string): Date => {
  const files = [besideBuild(build, "records"), build];
  const [found] = files.flatMap((file) => statSync(file, { throwIfNoEntry: false }) ?? []);
  return found?.mtime ?? new Date();
};

/** Removes what was built, and what is known of it. */
export const removeBuild = (build: string): void => {
  // Without a record, what is left if this is broken off is of no use.
  for (const kind of ["records", "descriptions", "locks", "temporary"] as const) {
    rmSync(besideBuild(build, kind), { recursive: true, force: true });
  }
  rmSync(build, { recursive: true, force: true });
};

export const removeRecord = (build: string): void => {
  rmSync(besideBuild(build, "records"), { force: true });
};

/** Whoever reads the file gets all of the old text or all of the new one. */
export const writeWhole = (file: string, text: string): void => {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
};
