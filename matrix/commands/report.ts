import { readFile, writeFile } from "node:fs/promises";
import { Misuse } from "../domain/misuse.ts";
import { brokenPeers } from "../report/broken-peers.ts";
import { compatibility } from "../report/compatibility.ts";
import { resultsSchema } from "../report/results-schema.ts";
import type { Console } from "./console.ts";

const reporters = { compatibility, "broken-peers": brokenPeers };

type ReportName = keyof typeof reporters;

/** Makes the markdown of a run again, from its results.json alone. */
export const report = async (
  file: string,
  options: Readonly<{ as: ReportName; write?: string; check?: string }>,
  { out }: Console,
): Promise<number> => {
  const markdown = reporters[options.as](await readResults(file));
  if (options.write !== undefined) {
    await writeFile(options.write, markdown);
    out(`wrote ${options.write}\n`);
    return 0;
  }
  if (options.check !== undefined) {
    const current = await readFile(options.check, "utf8").catch(() => "");
    if (current === markdown) return 0;
    out(`${options.check} is not what ${file} gives; refresh it with --write ${options.check}\n`);
    return 1;
  }
  out(markdown);
  return 0;
};

/** @throws Misuse if the file is no results.json. */
const readResults = async (file: string) => {
  const text = await readFile(file, "utf8").catch(() => {
    throw new Misuse(
      `cannot read ${file}; name a results.json, such as matrix-results/latest/results.json`,
    );
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Misuse(`${file} is no JSON`);
  }
  const checked = resultsSchema.safeParse(json);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  throw new Misuse(`${file}: ${issue?.path.join(".")}: ${issue?.message}`);
};
