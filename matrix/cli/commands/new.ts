import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { Misuse } from "../../domain/misuse.ts";
import { asCalled } from "../../domain/own-command.ts";
import { places } from "../../places.ts";
import { projectFile } from "../../run/inputs/project-file.ts";
import { noNeeds, readImplementations } from "../../run/inputs/read-inputs.ts";
import type { Console } from "./console.ts";

/** The form of an implementation's id (CONTRACT.md, "Manifest"). */
const languageForm = /^[a-z][a-z0-9-]{0,59}$/;

/** What a file of the template says in place of what differs. */
const blank = /<(language|folder|contract|proto)>/g;

/**
 * Makes the folder of a new implementation: a manifest, stubs of server and client, the schemas of their messages, and what to
 * do next. A project's file is written where there is none.
 *
 * @throws Misuse for a name that is no id or that an implementation of the tool has, or a folder that is there already.
 */
export const newImplementation = async (
  language: string,
  {
    folder = language,
    project: projectAt,
  }: Readonly<{ folder?: string | undefined; project: string }>,
  { out, command }: Pick<Console, "out" | "command">,
): Promise<number> => {
  if (!languageForm.test(language)) {
    throw new Misuse(
      `${JSON.stringify(language)} is no name of an implementation; expected lower-case letters, digits and hyphens, as zig`,
    );
  }
  if ((await readImplementations(noNeeds, [])).some(({ id }) => id === language)) {
    throw new Misuse(`${language} comes with the tool; give yours another name, as my-${language}`);
  }
  await makeFolder(folder);
  const words = {
    language,
    folder: shown(folder),
    contract: join(places.harness, "CONTRACT.md"),
    proto: places.proto,
  };
  const template = join(places.templates, "implementation");
  for (const name of await readdir(template)) {
    const text = await readFile(join(template, name), "utf8");
    const filled = text.replace(blank, (_, word: keyof typeof words) => words[word]);
    await writeFile(join(folder, name), asCalled(filled, command), { flag: "wx" });
  }
  const schema = "contract.schema.json";
  await copyFile(join(places.harness, schema), join(folder, schema));
  out(
    `wrote ${shown(folder)}: its README.md has the steps\n${await project(folder, projectAt, command)}`,
  );
  out(`next: handshake-matrix conform ${shown(folder)}\n`);
  return 0;
};

const makeFolder = async (folder: string): Promise<void> => {
  try {
    await mkdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw new Misuse(`${folder} is there already, and stays as it is`);
    if (code === "ENOENT")
      throw new Misuse(`the folder in which ${folder} is to be made does not exist`);
    throw error;
  }
};

const shown = (path: string) => relative(process.cwd(), resolve(path)) || ".";

/** Names the implementation in the project's file, or says how. @returns what was done, as lines. */
const project = async (folder: string, file: string, command: string): Promise<string> => {
  const from = (path: string) => JSON.stringify(relative(dirname(resolve(file)), resolve(path)));
  const entry = `implementations: [${from(folder)}]`;
  const expectations = `expectations: [${from(join(folder, "expectations.yaml"))}]`;
  const text = await readFile(join(places.templates, projectFile), "utf8");
  const filled = asCalled(text, command)
    .replace("implementations: []", entry)
    .replace("expectations: []", expectations);
  try {
    await writeFile(file, filled, { flag: "wx" });
    return `wrote ${file}, which names it\n`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return `add to ${file}:\n  ${entry}\n  ${expectations}\n`;
  }
};
