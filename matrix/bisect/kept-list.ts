import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { KeptListForm } from "../domain/implementation.ts";
import { readAtMost } from "../limits/read-at-most.ts";

/** A hundred versions of a library with many features are half a megabyte of cargo's index. */
const mostBytes = 16 * 1024 * 1024;

export type Home = Readonly<{
  folder: string;
  environment: Readonly<Record<string, string | undefined>>;
}>;

/**
 * The list of a package's versions as a tool keeps it: the newest, where it knows several registries.
 *
 * @param name - a crate, or a group and an artifact with a colon between them.
 * @returns null where the tool has none.
 */
export const keptList = async (
  form: KeptListForm,
  name: string,
  home: Home,
): Promise<string | null> => {
  const paths = await candidates[form](name, home);
  const dated = await Promise.all(
    paths.map(async (path) => ({ path, at: (await stat(path).catch(() => null))?.mtimeMs ?? 0 })),
  );
  const newest = dated.filter(({ at }) => at > 0).sort((a, b) => b.at - a.at)[0];
  return newest ? readAtMost(newest.path, mostBytes, `${form}'s list of versions`) : null;
};

const candidates: Readonly<
  Record<KeptListForm, (name: string, home: Home) => Promise<readonly string[]>>
> = {
  cargo: async (name, { folder, environment }) => {
    const indexes = join(environment["CARGO_HOME"] || join(folder, ".cargo"), "registry", "index");
    return (await namesIn(indexes)).map((index) =>
      join(indexes, index, ".cache", ...crateFolders(name), name),
    );
  },
  maven: async (name, { folder }) => {
    const [group = "", artifact = ""] = name.split(":");
    const kept = join(folder, ".m2", "repository", ...group.split("."), artifact);
    return (await namesIn(kept))
      .filter((file) => /^maven-metadata-.*\.xml$/.test(file))
      .map((file) => join(kept, file));
  },
};

/** As the index of a registry is laid out (Cargo's reference, "Index Format"). */
const crateFolders = (name: string): readonly string[] => {
  switch (name.length) {
    case 1:
    case 2:
      return [`${name.length}`];
    case 3:
      return ["3", name.slice(0, 1)];
    default:
      return [name.slice(0, 2), name.slice(2, 4)];
  }
};

const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);
