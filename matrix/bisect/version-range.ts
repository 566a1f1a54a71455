import { Misuse } from "../domain/misuse.ts";
import { compareVersions } from "../domain/version-order.ts";

/** The versions among which a change is looked for, and the ends of a cell that get them. */
export type VersionRange = Readonly<{
  language: string;
  /** What stands before the version in an id: "plugin" of go@plugin=1.6..1.8, nothing of go=1.64..1.85. */
  of: string;
  /** Which ends of the cell, where both are of the language. */
  ends: readonly ("client" | "server")[];
  /** null: as old as there is one, as new as there is one. */
  oldest: string | null;
  newest: string | null;
}>;

const form =
  /^(?:(?<end>client|server):)?(?<language>[a-z][a-z0-9-]*)(?:@(?<of>[a-z][a-z-]*))?=(?<oldest>\d+(?:\.\d+)*)?\.\.(?<newest>\d+(?:\.\d+)*)?$/;

/** @throws Misuse */
export const parseVersionRange = (text: string): VersionRange => {
  const { end, language, of = "", oldest = null, newest = null } = form.exec(text)?.groups ?? {};
  if (language === undefined) {
    throw new Misuse(
      `--versions ${text}: expected a language and its oldest and newest version, as go=1.64..1.85, client:go=1.64.. or go@plugin=1.6..1.8`,
    );
  }
  if (oldest !== null && newest !== null && !isUpTo(oldest, newest)) {
    throw new Misuse(`--versions ${text}: ${oldest} is newer than ${newest}`);
  }
  return {
    language,
    of,
    ends: end === undefined ? ["client", "server"] : [end as "client" | "server"],
    oldest,
    newest,
  };
};

/** 1.85.3 is one of 1.85, and no newer than it. */
const isUpTo = (version: string, newest: string): boolean =>
  compareVersions(version, newest) <= 0 || version.startsWith(`${newest}.`);

export const isFull = (version: string | null): version is string =>
  version !== null && version.split(".").length > 2;

/**
 * The releases in a range, the oldest first. A full version that bounds it is one of them even if it is not listed: registries
 * serve more than they list.
 */
export const inRange = (
  releases: readonly string[],
  { oldest, newest }: Pick<VersionRange, "oldest" | "newest">,
): readonly string[] => {
  const inside = releases.filter(
    (version) =>
      (oldest === null || compareVersions(version, oldest) >= 0) &&
      (newest === null || isUpTo(version, newest)),
  );
  return [...new Set([...inside, ...[oldest, newest].filter(isFull)])].sort(compareVersions);
};

/** Of each minor version the newest patch. */
export const newestPatches = (versions: readonly string[]): readonly string[] =>
  versions.filter((version, at) => minorOf(version) !== minorOf(versions[at + 1] ?? ""));

const minorOf = (version: string): string => version.split(".").slice(0, 2).join(".");
