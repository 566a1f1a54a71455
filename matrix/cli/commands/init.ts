import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Misuse } from "../../domain/misuse.ts";
import { asCalled } from "../../domain/own-command.ts";
import { places } from "../../places.ts";
import { projectFile } from "../../run/inputs/project-file.ts";
import type { Console } from "./console.ts";

/** Writes a project's file with comments. @throws Misuse if there is a file already. */
export const init = async (
  { project }: Readonly<{ project: string }>,
  { out, command }: Pick<Console, "out" | "command">,
): Promise<number> => {
  const text = await readFile(join(places.templates, projectFile), "utf8");
  try {
    await writeFile(project, asCalled(text, command), { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new Misuse(`${project} is there already, and stays as it is`);
  }
  out(`wrote ${project}; next: handshake-matrix new LANGUAGE\n`);
  return 0;
};
