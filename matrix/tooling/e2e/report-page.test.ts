import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { causeCards } from "../../cli/commands/cause-cards.ts";
import type { Drawing } from "../../report/ladder/drawing.ts";
import { cellFolder } from "../../run/results/cell-folder.ts";
import { writeHtmlReport } from "../../run/results/write-html-report.ts";
import { chromiumPath, startChromium } from "../screenshots/chromium.ts";
import { hostileText } from "../test/hostile-text.ts";
import { provenCell } from "../test/proven-cell.ts";
import { cellResult, diagnosed, failedAt, runResult, schemeNotOffered } from "../test/results.ts";
import { sharedFolder } from "./matrix-process.ts";

if (chromiumPath === undefined) {
  process.stderr.write("The page is not tested: there is no Chromium on this machine.\n");
}

const failing = "python/go/tls/p521";
const cells = [
  provenCell("go/go/tls/p256"),
  provenCell("go/go/tls/p521"),
  provenCell("python/go/tls/p256"),
  cellResult(failing, failedAt("tls", hostileText), {
    ...diagnosed({
      ...schemeNotOffered,
      sentence: hostileText,
      doubt: hostileText,
      decided: false,
      remedy: hostileText,
      matched: [{ by: "wire", text: hostileText }],
      clause: hostileText,
    }),
    verdict: "unexpected",
    verdictReason: hostileText,
    steps: [{ name: "put", elapsedMs: 1, passed: false, difference: hostileText }],
    contrast: [{ cell: "python/go/tls/p256", with: hostileText, outcome: "passes" }],
    again: failedAt("tls", hostileText),
  }),
];

const handshake: Drawing = {
  lanes: ["python", hostileText, "go"],
  connections: [0, 1].map((lane) => ({
    lane,
    clientAddress: hostileText,
    serverAddress: hostileText,
    openedMs: 1,
    steps: [
      {
        kind: "flight",
        from: "client",
        atMs: 2,
        messages: [{ name: hostileText, detail: hostileText, seen: "decrypted" }],
      },
      { kind: "close", by: "server", how: "rst", atMs: 3 },
    ],
    remarks: [hostileText],
    alike: 1,
  })),
};

const folder = sharedFolder();
const address = pathToFileURL(join(folder, "report.html")).href;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const wide = { width: 1280, height: 900 };
const narrow = { width: 360, height: 800 };
let browser: Browser;

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  const own = cellFolder(folder, failing);
  mkdirSync(own, { recursive: true });
  for (const name of ["client-stderr.txt", "server-stderr.txt"]) {
    writeFileSync(join(own, name), hostileText);
  }
  writeFileSync(join(own, "handshake.json"), JSON.stringify(handshake));
  writeFileSync(join(own, "capture.pcapng"), "");
  await writeHtmlReport(runResult(cells), folder, causeCards(), "npm run matrix --");
  browser = await startChromium();
});

afterAll(() => browser?.close());

type Visit = Readonly<{
  fragment?: string;
  colorScheme?: "light" | "dark";
  viewport?: typeof wide;
}>;

/** A page on which anything that goes wrong, and any request but for itself, fails the test. */
const visit = async (
  { fragment = "", colorScheme = "light", viewport = wide }: Visit,
  look: (page: Page) => Promise<void>,
) => {
  const context = await browser.newContext({ colorScheme, viewport });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on("console", (message) => wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("dialog", (dialog) => wrong.push(dialog.message()));
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== address) wrong.push(request.url());
  });
  await page.goto(`${address}#${fragment}`);
  try {
    await look(page);
  } finally {
    await context.close();
  }
  expect(wrong).toEqual([]);
};

const openCell = (page: Page) => page.getByRole("dialog").getByRole("heading", { level: 2 });
const shows = (page: Page, cells: string) => page.getByRole("status").getByText(cells).waitFor();
const hash = (page: Page) => new URL(page.url()).hash;
const focused = "document.activeElement.getAttribute('data-cell')";

describe.skipIf(chromiumPath === undefined)("the page of a run", () => {
  test("its owner alone can read it", () => {
    expect(statSync(join(folder, "report.html")).mode & 0o777).toBe(0o600);
  });

  test("by keyboard alone: filter, go to a cell, to the next, and back to where it was", () =>
    visit({}, async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.type("p521");
      await shows(page, "2 of 4 cells");
      await page.keyboard.press("Escape");
      await page.locator('.square[tabindex="0"]').focus();
      await page.keyboard.press("ArrowDown");
      expect(await page.evaluate(focused)).toBe(failing);
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Enter");
      await openCell(page).getByText("go/go/tls/p521").waitFor();
      await page.keyboard.press("j");
      await openCell(page).getByText(failing).waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      expect(hash(page)).toBe("#q=p521");
      expect(await page.evaluate(focused)).toBe("go/go/tls/p521");
    }));

  test("by keyboard alone: choose from a facet, and from all again", () =>
    visit({}, async (page) => {
      await page.locator("summary", { hasText: "server key" }).focus();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Space");
      await shows(page, "2 of 4 cells");
      await page.keyboard.press("Escape");
      expect(hash(page)).toBe("#serverKey=p256");
      await page.getByRole("button", { name: "Show all" }).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Show all" }).waitFor({ state: "detached" });
      expect(hash(page)).toBe("");
    }));

  test("a number shows its cells alone, a group leads to its cell, and Back to where one was", () =>
    visit({}, async (page) => {
      await page.getByRole("button", { name: "1 surprise" }).click();
      await shows(page, "1 of 4 cells");
      await page.getByRole("button", { name: failing, exact: true }).click();
      await openCell(page).getByText(failing).waitFor();
      expect(hash(page)).toBe(`#look=unexpected&cell=${encodeURIComponent(failing)}`);
      await page.goBack();
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await shows(page, "1 of 4 cells");
    }));

  test("a link shows the same view, and hostile text as text", () =>
    visit({ fragment: `serverKey=p521&cell=${encodeURIComponent(failing)}` }, async (page) => {
      await openCell(page).getByText(failing).waitFor();
      expect(await page.getByText("2 of 4 cells").textContent()).toBe("2 of 4 cells");
      const shown = (await page.getByRole("dialog").textContent()) ?? "";
      expect(shown.split("<script>alert(1)</script>").length - 1).toBe(24);
      expect(await page.locator("dialog script, dialog img").count()).toBe(0);
      expect(await page.locator("a[download]").getAttribute("href")).toBe(
        `cells/${failing}/capture.pcapng`,
      );
      expect(await page.getByRole("dialog").locator(".command code").textContent()).toBe(
        `npm run matrix -- cell '${failing}'`,
      );
    }));

  test.for(
    [
      { fragment: "", viewport: wide },
      { fragment: "", viewport: narrow },
      { fragment: `cell=${failing}`, viewport: wide },
      { fragment: `cell=${failing}`, viewport: narrow },
    ].flatMap((one) => [
      { ...one, colorScheme: "light" } as const,
      { ...one, colorScheme: "dark" } as const,
    ]),
  )(
    "axe finds nothing at #$fragment, $viewport.width wide in $colorScheme, and nothing is wider",
    (one) =>
      visit(one, async (page) => {
        await page.evaluate(axe);
        const found = await page.evaluate(
          "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))",
        );
        expect(found).toEqual([]);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(
          one.viewport.width,
        );
      }),
  );
});
