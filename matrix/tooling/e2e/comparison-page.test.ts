import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareRuns } from "../../report/diff/compare-runs.ts";
import { htmlComparison } from "../../run/results/html-comparison.ts";
import { chromiumPath, startChromium } from "../screenshots/chromium.ts";
import { hostileText } from "../test/hostile-text.ts";
import { cellResult, diagnosed, failedAt, runResult, schemeNotOffered } from "../test/results.ts";
import { sharedFolder } from "./matrix-process.ts";

const keys = Array.from({ length: 14 }, (_, at) => `go/go@1.${at}.0/tls/p256`);
const before = runResult(keys.map((id) => cellResult(id)));
const after = runResult(
  [
    ...keys.map((id) =>
      cellResult(id, failedAt("tls", hostileText), {
        ...diagnosed({ ...schemeNotOffered, sentence: hostileText, remedy: hostileText }),
        ...{ verdict: "unexpected", verdictReason: hostileText },
      }),
    ),
    cellResult("go/go/none"),
  ],
  { orchestrator: { ...before.orchestrator, node: "25.0.0" } },
);

const folder = sharedFolder();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser: Browser;

beforeAll(async () => {
  if (chromiumPath !== undefined) browser = await startChromium();
});

afterAll(() => browser?.close());

/** A page on which anything that goes wrong, and any request but for itself, fails the test. */
const visit = async (
  name: string,
  runs: readonly [typeof before, typeof before],
  colorScheme: "light" | "dark",
  look: (page: Page) => Promise<void>,
) => {
  const file = join(folder, name);
  writeFileSync(file, await htmlComparison(compareRuns(...runs), "npm run matrix --"));
  const context = await browser.newContext({ colorScheme, viewport: { width: 360, height: 800 } });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on("console", (message) => wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("dialog", (dialog) => wrong.push(dialog.message()));
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(file).href) wrong.push(request.url());
  });
  await page.goto(pathToFileURL(file).href);
  try {
    await look(page);
  } finally {
    await context.close();
  }
  expect(wrong).toEqual([]);
};

describe.skipIf(chromiumPath === undefined)("the page of two runs", () => {
  test("says what changed and moved, with the regression open, and every cell by a click", () =>
    visit("changed.html", [before, after], "light", async (page) => {
      await page
        .getByRole("heading", { level: 1, name: /^14 cells broke, 1 appeared; / })
        .waitFor();
      const group = page.locator("details", { hasText: "broke: passed" });
      expect(await group.getAttribute("open")).not.toBe(null);
      await group.getByText("npm run matrix -- cell 'go/go@1.0.0/tls/p256'").waitFor();
      expect(await group.locator(".ids li").count()).toBe(13);
      await group.getByRole("button", { name: "and 2 more" }).click();
      expect(await group.locator(".ids li").count()).toBe(14);
      await page.getByRole("row", { name: /24\.11\.0 → 25\.0\.0/ }).waitFor();
    }));

  test("of runs that are alike says so", () =>
    visit("alike.html", [before, before], "light", async (page) => {
      await page.getByRole("heading", { level: 1, name: /^nothing changed in 14 cells/ }).waitFor();
      expect(await page.locator("details").count()).toBe(0);
    }));

  test.for(["light", "dark"] as const)(
    "has no fault that axe finds, and nothing wider than the screen: %s",
    (scheme) =>
      visit(`${scheme}.html`, [before, after], scheme, async (page) => {
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.evaluate(axe);
        const found = await page.evaluate(
          "axe.run().then(({ violations }) => violations.map(({ id }) => id))",
        );
        expect(found).toEqual([]);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(
          360,
        );
      }),
  );
});
