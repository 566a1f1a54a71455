import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { Misuse } from "../domain/misuse.ts";
import { makeFolder } from "../run/results/make-folder.ts";
import { ownersFolder, ownersOnly, writeWhole } from "../run/results/write-whole.ts";

/** What a part of a run may come to, uncompressed: files beyond it are left out, and results.json never is. */
const mostBytes = 64 * 2 ** 20;

const packedSchema = z.strictObject({
  results: z.string(),
  /** Of a cell's folder: the path below the run's folder with slashes, and the file's bytes in base64. */
  files: z.array(z.tuple([z.string(), z.string()])),
});

/** A run's results.json and the files of its cells, compressed. */
export const packedRun = (folder: string): Buffer => {
  const results = readFileSync(join(folder, "results.json"), "utf8");
  let left = mostBytes - results.length;
  const files = filesBelow(join(folder, "cells")).flatMap((path): [string, string][] => {
    const bytes = readFileSync(path).toString("base64");
    left -= bytes.length;
    return left < 0 ? [] : [[relative(folder, path).split(sep).join("/"), bytes]];
  });
  return gzipSync(JSON.stringify({ results, files }));
};

/** No links: one could lead out of the folder. */
const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const found = lstatSync(path);
    if (found.isDirectory()) return filesBelow(path);
    return found.isFile() ? [path] : [];
  });

/**
 * Writes what {@link packedRun} gave into a folder.
 *
 * @throws Misuse where a worker of another version, or somebody else, wrote something else.
 */
export const unpackRun = (packed: Buffer, folder: string): void => {
  const { results, files } = contentOf(packed);
  makeFolder(folder, ownersFolder);
  for (const [path, bytes] of files) {
    if (!cellFile.test(path))
      throw new Misuse(`a result of the queue has a file ${path.slice(0, 200)}`);
    const file = join(folder, ...path.split("/"));
    makeFolder(dirname(file), ownersFolder);
    writeWhole(file, Buffer.from(bytes, "base64"), { mode: ownersOnly });
  }
  writeWhole(join(folder, "results.json"), results, { mode: ownersOnly });
};

/** Below cells/, each part as a cell's id and its files have it: no "..", no empty one. */
const cellFile = /^cells(?:\/[A-Za-z0-9][A-Za-z0-9.@+=-]*)+$/;

const contentOf = (packed: Buffer): z.infer<typeof packedSchema> => {
  try {
    const text = gunzipSync(packed, { maxOutputLength: 2 * mostBytes }).toString();
    return packedSchema.parse(JSON.parse(text));
  } catch {
    throw new Misuse("a result of the queue is not as a worker of this version writes it");
  }
};
