import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { causeCodes } from "../../domain/cause.ts";
import { causePages } from "../../report/cause-pages.ts";
import { plain } from "../../report/grid.ts";
import { provenCell } from "../../tooling/test/proven-cell.ts";
import { runResult } from "../../tooling/test/results.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { causeCards } from "./cause-cards.ts";
import type { Console } from "./console.ts";
import { knownTexts } from "./known-texts.ts";
import { report } from "./report.ts";

const listening = () => {
  const said: string[] = [];
  const console: Console = {
    out: (text) => said.push(text),
    command: "npx it",
    isTerminal: false,
    columns: 80,
    rows: 24,
    paint: plain,
  };
  return { said, console };
};

test("a page for each cause, an index and the texts; what is no page is a difference", async () => {
  const folder = temporaryFolder();
  const results = join(folder, "results.json");
  const pages = join(folder, "causes");
  writeFileSync(results, JSON.stringify(runResult([provenCell("go/go/tls/p256")])));
  const { said, console } = listening();
  const run = (options: object) => report(results, { as: "causes", ...options }, console);

  expect(await run({ write: pages })).toBe(0);
  const codes = causeCodes.filter((code) => code !== "undiagnosed");
  const files = ["README.md", "texts.md", ...codes.map((code) => `${code}.md`)];
  expect(readdirSync(pages).sort()).toEqual([...files].sort());
  expect(await run({ check: pages })).toBe(0);

  writeFileSync(join(pages, "of-old.md"), "x");
  writeFileSync(join(pages, "goaway.md"), "x");
  said.length = 0;
  expect(await run({ check: pages })).toBe(1);
  expect(said).toEqual([
    `${pages} is not what ${results} gives (of-old.md, goaway.md); refresh it with --write ${pages}\n`,
  ]);
  rmSync(join(pages, "of-old.md"));
  await run({ write: pages });
  expect(await run({ check: pages })).toBe(0);

  said.length = 0;
  await run({});
  expect(said).toEqual([readFileSync(join(pages, "README.md"), "utf8")]);
});

test("the texts of the table lead to their causes", () => {
  const of = (part: string) => knownTexts().find(({ text }) => text.includes(part));
  expect(of("Cannot check peer: missing selected ALPN property")).toMatchObject({
    code: "alpn-not-negotiated",
    by: "grpc-core",
    likely: true,
  });
  expect(of("Deadline exceeded after")).toMatchObject({ by: "grpc-js, client", likely: false });
  expect(knownTexts().filter(({ text }) => text === "" || /\n/.test(text))).toEqual([]);
});

/** A page without what is known of texts. */
const withoutTexts = (page: string): string =>
  page.replace(/## (?:Seen|Texts|Looks alike)\n[\s\S]*?\n(?=## )/g, "");

const committed = (file: string): string =>
  readFileSync(join(import.meta.dirname, "../../../docs/causes", file), "utf8");

test.for(
  causePages(runResult([]), causeCards(), [])
    .filter(({ file }) => file !== "README.md" && file !== "texts.md")
    .map(({ file, markdown }) => [file, markdown] as const),
)("docs/causes/%s is what is known of the cause", ([file, markdown]) => {
  expect(withoutTexts(committed(file))).toBe(markdown);
});
