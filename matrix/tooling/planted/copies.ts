import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import type { Edit, Planted } from "../../../fixtures/behaviours/planted-harnesses/row.ts";
import { places } from "../../places.ts";
import type { Language } from "./languages.ts";
import { plain } from "./plain.ts";

export const copyName = ({ end, name }: Planted): string => `${end}-${name}`;

export const implementationId = ({ name }: Language, copy: string): string =>
  copy === plain ? `planted-${name}` : `planted-${name}:${copy}`;

/**
 * Copies a harness once for each row, changed as it says, with a manifest of which each copy is a variant. What was there of an
 * earlier call is replaced.
 *
 * @param place - the folder for all languages; what is built of a copy is kept as long as its path stays.
 * @returns the manifest's folder.
 * @throws Error for a row whose text does not stand in the source once.
 */
export const makeCopies = (language: Language, rows: readonly Planted[], place: string): string => {
  const folder = join(place, language.name);
  const harness = join(places.harness, language.name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // Where a program looks for it that runs from its sources.
  const proto = join(place, "proto");
  rmSync(proto, { force: true });
  symlinkSync(places.proto, proto);
  const whole = language.each === "everything" ? rows.map(copyName) : [];
  for (const copy of [plain, ...whole]) {
    for (const name of language.copied) {
      cpSync(join(harness, name), join(folder, copy, name), {
        recursive: true,
        preserveTimestamps: true,
      });
    }
  }
  for (const row of rows) {
    for (const [file, text] of changedFiles(row, (name) =>
      readFileSync(join(harness, name), "utf8"),
    )) {
      const changed = join(folder, copyName(row), file);
      mkdirSync(dirname(changed), { recursive: true });
      writeFileSync(changed, text);
    }
  }
  const { toolchain } = parse(readFileSync(join(harness, "implementation.yaml"), "utf8"));
  const manifest = {
    id: implementationId(language, plain),
    title: `the harness in ${language.name} with one violation`,
    toolchain,
    ...commonOf(language),
    variants: Object.fromEntries(rows.map(copyName).map((copy) => [copy, language.programs(copy)])),
  };
  writeFileSync(join(folder, "implementation.yaml"), JSON.stringify(manifest));
  return folder;
};

const commonOf = ({ build, programs }: Language) => {
  const { build: own = [], ...argv } = programs(plain);
  return { build: [...build, ...own], ...argv };
};

/**
 * The files that a row changes, each with all of its edits.
 *
 * @throws Error where a text does not stand in its file once.
 */
export const changedFiles = (
  row: Planted,
  read: (file: string) => string,
): ReadonlyMap<string, string> => {
  const files = new Map<string, string>();
  for (const edit of row.edits) {
    files.set(edit.file, changed(row, edit, files.get(edit.file) ?? read(edit.file)));
  }
  return files;
};

const changed = (row: Planted, { file, text, replacement }: Edit, source: string): string => {
  const [before, after, ...more] = source.split(text);
  if (before === undefined || after === undefined || more.length > 0) {
    const times = after === undefined ? "not" : `${more.length + 1} times`;
    throw new Error(`${copyName(row)}: its text stands ${times} in ${file}: ${text}`);
  }
  return `${before}${replacement}${after}`;
};
