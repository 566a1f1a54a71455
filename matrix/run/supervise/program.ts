/**
 * Which program ran: a digest of everything of an implementation that runs, taken before the run, and whether all of
 * it is still what it was. A file that was written to in a run counts as changed even if its content is as before:
 * what ran in between is not known.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join, normalize, relative } from "node:path";
import type { Implementation } from "../../domain/implementation.ts";
import type { ProgramDigest } from "../../domain/run-result.ts";
import { leftBySources } from "./build-inputs.ts";
import { addedBelow, type FileState, filesBelow, isUntouched, lookAgain } from "./file-state.ts";

type Part = Readonly<{
  /** The build folder, or a path that runs as it is. */
  root: string;
  states: readonly FileState[];
  /** Names that belong to nobody's program. */
  ignored: readonly string[];
}>;

export type Program = Readonly<{
  digest: ProgramDigest;
  parts: readonly Part[];
  /** What is looked at before each start. */
  watched: readonly Readonly<{ root: string; state: FileState }>[];
}>;

/** So many files are looked at in a tenth of a millisecond; of more, those that argv names. */
const mostWatched = 32;

/** Of a program's path and its content; implementations with the same files read them once. */
export type PartsRead = Map<string, Promise<Part>>;

/**
 * @param artefacts - everything in the build folder.
 * @throws TooMuch; the signal's reason, if it is aborted.
 */
export const programOf = async (
  { folder, buildFolder, written, server, client, program }: Implementation,
  artefacts: readonly FileState[],
  read: PartsRead,
  signal?: AbortSignal,
): Promise<Program> => {
  const words = [...(server ?? []), ...(client ?? [])];
  const asTheyAre = [...new Set([...program, ...words.flatMap((word) => ownPath(word, folder))])];
  const own = asTheyAre
    .map((path) => normalize(path))
    .sort()
    .map((root) => {
      const part =
        read.get(root) ??
        filesBelow(root, leftBySources, signal).then((states) => ({
          root,
          states,
          ignored: leftBySources,
        }));
      read.set(root, part);
      return part;
    });
  const parts = [
    { root: buildFolder, states: artefacts, ignored: written },
    ...(await Promise.all(own)),
  ];
  const hash = createHash("sha256").update(JSON.stringify([server, client]));
  for (const { root, states } of parts) {
    const place = root === buildFolder ? "{build}" : relative(folder, root);
    hash.update(
      JSON.stringify([place, states.map(({ path, kind, content }) => [path, kind, content])]),
    );
  }
  return { digest: `sha256:${hash.digest("hex")}`, parts, watched: watchedOf(parts, words) };
};

/** A path below the folder that a word has in it, alone or after something else, as in --config=PATH. */
const ownPath = (word: string, folder: string): readonly string[] => {
  const at = word.indexOf(`${folder}/`);
  const path = word.slice(at);
  return at !== -1 && existsSync(path) ? [path] : [];
};

const watchedOf = (parts: readonly Part[], words: readonly string[]): Program["watched"] => {
  const files = parts.flatMap(({ root, states }) =>
    states.filter(({ kind }) => kind !== "folder").map((state) => ({ root, state })),
  );
  if (files.length <= mostWatched) return files;
  const named = new Set(words.map((word) => normalize(word)));
  return files.filter(({ root, state }) => named.has(normalize(join(root, state.path))));
};

/** Looks at time stamps alone, for right before a start. @returns which file was written to; else null. */
export const touchedSince = ({ watched }: Program): string | null => {
  const touched = watched.find(({ root, state }) => !isUntouched(root, state));
  return touched ? sentence(touched.root, touched.state) : null;
};

/**
 * Which programs are no longer what they were when they were read.
 *
 * @returns for the key of each, what became of which file, one sentence.
 */
export const changedSince = <Key>(
  programs: ReadonlyMap<Key, Program>,
): ReadonlyMap<Key, string> => {
  const looked = new Map<Part, string | null>();
  const look = (part: Part): string | null => {
    const change = looked.has(part) ? (looked.get(part) ?? null) : changeOf(part);
    looked.set(part, change);
    return change;
  };
  const changed = new Map<Key, string>();
  for (const [key, { parts }] of programs) {
    const change = parts.map(look).find((one) => one !== null);
    if (change) changed.set(key, change);
  }
  return changed;
};

const changeOf = ({ root, states, ignored }: Part): string | null => {
  const touched = states.filter((state) => !isUntouched(root, state));
  const file = touched.find(({ kind }) => kind !== "folder");
  if (file) return sentence(root, file);
  if (touched.length === 0) return null;
  let added: string | undefined;
  try {
    added = addedBelow(root, states, ignored);
  } catch (error) {
    // More than can be looked at, or no right to.
    return `${error instanceof Error ? error.message : error} while the run went on`;
  }
  if (added !== undefined) {
    return `${added} was added while the run went on; what programs write themselves has to be named under \`written\` of the manifest`;
  }
  const gone = touched
    .map((state) => lookAgain(root, state))
    .find((one) => typeof one === "string");
  return gone ? `${gone} while the run went on` : null;
};

const sentence = (root: string, state: FileState): string => {
  const again = lookAgain(root, state);
  const what = typeof again === "string" ? again : `${join(root, state.path)} was written to`;
  return `${what} while the run went on`;
};
