// Prints how fast the page of a run is that has many cells: `npm run bench:page -- <results folder> [cells]`. The cells of the
// run are taken again under further versions of their clients until there are so many. Nothing fails on time.
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { causeCards } from "../../cli/commands/cause-cards.ts";
import type { RunResult } from "../../domain/run-result.ts";
import { countsOf } from "../../report/counts.ts";
import { htmlReport, htmlReportName } from "../../run/results/html-report.ts";
import { readStoredResults } from "../../run/results/stored-results.ts";
import { startChromium } from "../screenshots/chromium.ts";

const repeats = 5;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** A further version of an implementation; the same of the name of its folder. */
const copyOf = (client: string, copy: number): string =>
  /[:+@]/.test(client) ? `${client}.${copy}` : `${client}@${copy}`;

/** The run with as many cells as are asked for; beside it, each copy's files are those of its original. */
const widen = (result: RunResult, from: string, to: string, count: number): RunResult => {
  const cells = Array.from({ length: count }, (_, at) => {
    const cell = result.cells[at % result.cells.length];
    if (!cell) throw new Error(`${from} has no cells`);
    const copy = Math.floor(at / result.cells.length);
    if (copy === 0) return cell;
    const client = copyOf(cell.client, copy);
    return { ...cell, client, id: cell.id.replace(cell.client, client) };
  });
  mkdirSync(join(to, "cells"));
  for (const client of readdirSync(join(from, "cells"))) {
    const original = join(from, "cells", client);
    symlinkSync(original, join(to, "cells", client));
    for (let copy = 1; copy * result.cells.length < count; copy++) {
      symlinkSync(original, join(to, "cells", copyOf(client, copy)));
    }
  }
  return { ...result, cells, counts: countsOf(cells) };
};

/** In the page: milliseconds from a change of the words until the next picture has been drawn. */
const filterScript = (words: string) => `new Promise((done) => {
  const input = document.querySelector("input[type=search]");
  input.value = ${JSON.stringify(words)};
  const begun = performance.now();
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now() - begun);
    port2.postMessage(null);
  });
})`;

/** In the page: milliseconds from when it was asked for until something, and until most of it, was drawn. */
const paintScript = (kind: "paint" | "largest-contentful-paint") => `new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime)).observe({
    type: "${kind}", buffered: true,
  });
})`;

const main = async (): Promise<void> => {
  const [folder, words = "5000"] = process.argv.slice(2);
  if (folder === undefined)
    throw new Error("say which run: npm run bench:page -- <results folder>");
  const from = resolve(folder);
  const to = await mkdtemp(join(tmpdir(), "bench-page-"));
  const count = Number(words);
  const run = await readStoredResults(join(from, "results.json"));
  const wide = widen(run, from, to, count);
  const begun = performance.now();
  const page = await htmlReport(wide, to, causeCards(), "npm run matrix --");
  const madeMs = performance.now() - begun;
  const path = join(to, htmlReportName);
  writeFileSync(path, page);

  const browser = await startChromium();
  const first: number[] = [];
  const largest: number[] = [];
  const filters = new Map<string, number[]>([
    ["p", []],
    ["p521", []],
    ["handshake failure", []],
    ["", []],
  ]);
  for (let repeat = 0; repeat < repeats; repeat++) {
    const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await tab.goto(pathToFileURL(path).href);
    first.push(await tab.evaluate(paintScript("paint")));
    largest.push(await tab.evaluate(paintScript("largest-contentful-paint")));
    for (const [text, times] of filters) times.push(await tab.evaluate(filterScript(text)));
    await tab.close();
  }
  await browser.close();
  await rm(to, { recursive: true });

  const ms = (values: readonly number[]) => `${median(values).toFixed(0)} ms`;
  const all = (values: readonly number[]) => values.map((one) => one.toFixed(0)).join(", ");
  const megabytes = Buffer.byteLength(page) / 1e6;
  process.stdout.write(
    [
      `a page of ${count} cells: ${megabytes.toFixed(1)} MB (${((1000 * megabytes) / count).toFixed(2)} MB for 1,000 cells), made in ${(madeMs / 1000).toFixed(1)} s`,
      `  first picture           ${ms(first)} after the page was asked for  (${all(first)})`,
      `  verdict and filters     ${ms(largest)}  (${all(largest)})`,
      ...[...filters].map(
        ([text, times]) =>
          `  filter ${JSON.stringify(text).padEnd(20)} ${ms(times)} until drawn  (${all(times)})`,
      ),
      "",
    ].join("\n"),
  );
};

await main();
