import { z } from "zod";
import type { VersionListForm } from "../domain/implementation.ts";
import { compareVersions } from "../domain/version-order.ts";

/** Each version that a tool printed or keeps, releases and others. */
const readers: Readonly<Record<VersionListForm, (printed: string) => readonly string[]>> = {
  // "google.golang.org/grpc v1.0.5 v1.5.1"
  go: (printed) => words(printed).flatMap((word) => (word.startsWith("v") ? [word.slice(1)] : [])),
  // "Available versions: 1.85.3, 1.85.1"
  pip: (printed) =>
    words(/^Available versions:(.*)$/m.exec(printed)?.[1]?.replaceAll(",", " ") ?? ""),
  // A list in JSON; one version alone is a text. Warnings may stand before it.
  npm: (printed) => {
    const json = printed.slice(Math.max(0, printed.search(/^["[]/m)));
    const read = npmSchema.safeParse(parsed(json));
    return read.success ? [read.data].flat() : [];
  },
  // Lines of JSON between zeros, one for each version, behind a header.
  cargo: (kept) =>
    kept.split("\0").flatMap((part) => {
      const read = cargoSchema.safeParse(parsed(part));
      return read.success && !read.data.yanked ? [read.data.vers] : [];
    }),
  maven: (kept) =>
    [...kept.matchAll(/<version>([^<\s]{1,60})<\/version>/g)].map(([, one = ""]) => one),
};

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== "");

const cargoSchema = z.object({ vers: z.string(), yanked: z.boolean() });
const npmSchema = z.union([z.string(), z.array(z.string())]);

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
};

const isRelease = (version: string): boolean => /^\d+\.\d+(\.\d+)*$/.test(version);

/** The releases of a list, the oldest first; empty where none can be read. */
export const releasesIn = (form: VersionListForm, printed: string): readonly string[] =>
  [...new Set(readers[form](printed).filter(isRelease))].sort(compareVersions);
