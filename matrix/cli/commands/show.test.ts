import { existsSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { jsonText } from "../../report/format/json.ts";
import { pointLatest } from "../../run/results/latest-link.ts";
import { provenCell } from "../../tooling/test/proven-cell.ts";
import { runResult } from "../../tooling/test/results.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import type { Opening } from "../terminal/open-address.ts";
import { type Opener, show } from "./show.ts";

/** Results with a run of these cells; `null`: of one that has not come to its end. */
const resultsWith = (ids: readonly string[] | null): string => {
  const out = temporaryFolder();
  mkdirSync(join(out, "run-1"));
  if (ids !== null) {
    const result = runResult(ids.map((id) => provenCell(id)));
    writeFileSync(join(out, "run-1", "results.json"), jsonText(result));
  }
  pointLatest(out, "run-1");
  return out;
};

const cells = ["go/go/tls/p256", "go/go/tls/p384", "go/python/tls/p256", "python/go/none"];
const addressIn = (out: string) =>
  pathToFileURL(join(realpathSync(out), "run-1", "report.html")).href;

/** What was opened, by an opener of which this becomes. */
const openerWith = (opening: Opening, hasDisplay = true) => {
  const opened: string[] = [];
  const opener: Opener = {
    argvFor: (address) => (hasDisplay ? ["a-browser", address] : null),
    open: async (argv) => {
      opened.push(argv.join(" "));
      return opening;
    },
  };
  return { opened, opener };
};

test.for([
  { name: "the run", id: undefined, fragment: "" },
  { name: "one cell", id: "go/go/tls/p384", fragment: "#cell=go%2Fgo%2Ftls%2Fp384" },
])("$name is opened, and its page made where there is none", async ({ id, fragment }) => {
  const out = resultsWith(cells);
  const { opened, opener } = openerWith("opened");
  let said = "";
  await show(id, { out, print: false }, { out: (text) => (said += text), command: "x" }, opener);
  expect(opened).toEqual([`a-browser ${addressIn(out)}${fragment}`]);
  expect(said).toBe(`${addressIn(out)}${fragment}\n`);
  expect(existsSync(join(out, "run-1", "report.html"))).toBe(true);
});

test.for([
  { name: "without a display", print: false, hasDisplay: false, more: "" },
  { name: "with --print", print: true, hasDisplay: true, more: "" },
  {
    name: "with an opener that fails",
    print: false,
    hasDisplay: true,
    more: "a-browser could not open it: open the address in a browser\n",
  },
])("$name the address is printed", async ({ print, hasDisplay, more }) => {
  const out = resultsWith(cells);
  const { opened, opener } = openerWith("failed", hasDisplay);
  let said = "";
  await show(undefined, { out, print }, { out: (text) => (said += text), command: "x" }, opener);
  expect(said).toBe(`${addressIn(out)}\n${more}`);
  expect(opened).toHaveLength(more === "" ? 0 : 1);
});

test.for([
  {
    name: "no run",
    out: () => temporaryFolder(),
    id: undefined,
    sentence:
      /^there is no run in .*; make one with handshake-matrix run, or name another folder: --out DIR$/,
  },
  {
    name: "a run that has not come to its end",
    out: () => resultsWith(null),
    id: undefined,
    sentence:
      /^the latest run, .*run-1, has not come to its end; go on with it: handshake-matrix run --resume$/,
  },
  {
    name: "no such cell",
    out: () => resultsWith(cells),
    id: "go/go/tls/p521",
    sentence:
      /^the latest run has no cell go\/go\/tls\/p521; near it are go\/go\/tls\/p256, go\/go\/tls\/p384, go\/python\/tls\/p256$/,
  },
  {
    name: "nothing like it",
    out: () => resultsWith(cells),
    id: "nonsense",
    sentence: /^the latest run has no cell nonsense$/,
  },
])("$name is one sentence", async ({ out, id, sentence }) => {
  const { opener } = openerWith("opened");
  await expect(
    show(id, { out: out(), print: true }, { out: () => {}, command: "x" }, opener),
  ).rejects.toThrow(sentence);
});
