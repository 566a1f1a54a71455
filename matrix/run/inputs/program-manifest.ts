/** What the manifests of all programs have, whoever wrote the program. */
import { isAbsolute, join } from "node:path";
import { z } from "zod";
import type { Implementation } from "../../domain/implementation.ts";
import { argv, buildSteps, paths, type Replace, replacedBuild, text } from "./build-steps.ts";

export const name = (form: RegExp, expected: string) =>
  z.string().max(60, "expected at most 60 characters").regex(form, expected);

/** What every program has that is built and started here. */
export const startable = {
  id: name(/^[a-z][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens"),
  title: text(100),
  toolchain: z
    .array(
      z.strictObject({
        name: text(60),
        command: argv,
        lowest: name(/^\d+(\.\d+)*$/, "expected a version such as 1.26"),
        install: text(300),
      }),
    )
    .max(16),
  build: buildSteps.default([]),
  /** Names in the build folder, wherever they lie there. */
  written: z
    .array(name(/^(?!\.{1,2}$)[\w.@+-]{1,128}$/, "expected the name of a file or folder"))
    .max(16)
    .default([]),
  program: paths
    .refine((list) => !list.some(isAbsolute), "expected paths relative to the folder")
    .default([]),
};

/** Where the words in braces of a manifest lead. `{keyLog}` stays: it differs by process. */
export type Places = Readonly<{
  folder: string;
  /** Where what is built of an implementation lies, by its id and its manifest's folder. */
  buildFolder(id: string, folder: string): string;
  node: string;
  proto: string;
  cores: number;
}>;

type Startable = z.infer<z.ZodObject<typeof startable>>;

/** What a manifest says of a program that is built and started here. */
export type Described = Pick<Startable, "id" | "title" | "toolchain" | "written" | "program"> &
  Pick<Implementation, "server" | "client" | "debug" | "thirdParty">;

/** A program with nothing left to replace, and what replaces words of its manifest. */
export const described = (
  manifest: Omit<Described, "id">,
  build: z.infer<typeof buildSteps>,
  id: string,
  places: Places,
) => {
  const words = { ...places, build: places.buildFolder(id, places.folder) };
  const replaced: Replace = (word) =>
    word.replace(/\{(folder|build|node|proto|cores)\}/g, (_, place: keyof typeof words) =>
      String(words[place]),
    );
  const implementation: Implementation = {
    id,
    title: manifest.title,
    language: id,
    folder: places.folder,
    toolchain: manifest.toolchain.map((tool) => ({ ...tool, command: tool.command.map(replaced) })),
    build: replacedBuild(build, places.folder, replaced),
    buildFolder: words.build,
    written: manifest.written,
    program: manifest.program.map((path) => join(places.folder, path)),
    debug: manifest.debug,
    server: manifest.server?.map(replaced) ?? null,
    client: manifest.client?.map(replaced) ?? null,
    thirdParty: manifest.thirdParty,
    library: null,
  };
  return { implementation, replaced };
};
