// Makes the pictures of the README: `npm run screenshots`, or `npm run screenshots -- FOLDER` of another run.
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { causeCards } from "../../cli/commands/cause-cards.ts";
import { places } from "../../places.ts";
import { fragmentOf } from "../../report/html/view-state.ts";
import { htmlReportName } from "../../run/results/html-report.ts";
import { readStoredResults } from "../../run/results/stored-results.ts";
import { writeHtmlReport } from "../../run/results/write-html-report.ts";
import { startChromium } from "./chromium.ts";

const images = join(places.root, "docs/images");

/** Of the committed results, a cell whose files are committed too. */
const committedCell = "go/python/mtls/p521";

/** The committed results as a run's folder. */
const committedRun = (folder: string): string => {
  copyFileSync(join(places.root, "docs/results.json"), join(folder, "results.json"));
  cpSync(join(places.root, "fixtures/report-page"), folder, { recursive: true });
  return folder;
};

const failingCell = async (folder: string): Promise<string | null> => {
  const { cells } = await readStoredResults(join(folder, "results.json"));
  return cells.find(({ outcome }) => outcome.kind === "failed")?.id ?? null;
};

const shoot = async (folder: string, cell: string | null): Promise<void> => {
  const result = await readStoredResults(join(folder, "results.json"));
  await writeHtmlReport(result, folder, causeCards(), "npm run matrix --");
  const address = pathToFileURL(join(folder, htmlReportName)).href;
  const browser = await startChromium();
  const shot = async (name: string, fragment: string, height: number) => {
    const page = await browser.newPage({ viewport: { width: 1280, height }, colorScheme: "light" });
    await page.goto(`${address}#${fragment}`);
    await page.screenshot({ path: join(images, `${name}.png`) });
    process.stdout.write(`wrote docs/images/${name}.png\n`);
  };
  try {
    await shot("overview", "", 720);
    if (cell !== null) {
      await shot("failing-cell", fragmentOf({ cell, text: "", chosen: new Map() }), 1000);
    }
  } finally {
    await browser.close();
  }
};

mkdirSync(images, { recursive: true });
const [given] = process.argv.slice(2);
if (given !== undefined) {
  await shoot(given, await failingCell(given));
} else {
  const folder = mkdtempSync(join(tmpdir(), "screenshots-"));
  try {
    await shoot(committedRun(folder), committedCell);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
