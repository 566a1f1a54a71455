import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { basename, dirname, join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import packageJson from "../../../../package.json" with { type: "json" };
import { places } from "../../../places.ts";
import { grpc, listen } from "../../test/grpc-server.ts";
import { type Installation, install } from "./installation.ts";
import { ensureLowestNode, lowestNodeFolder } from "./lowest-node.ts";

let installed: Installation;
let before: readonly string[];

beforeAll(async () => {
  await ensureLowestNode();
  const { stdout } = await execa("npm", ["run", "--silent", "package"], { cwd: places.root });
  installed = await install(stdout.split("\n").at(-1) ?? "");
  before = installed.packageFiles();
});

afterAll(() => rmSync(dirname(installed.folder), { recursive: true, force: true }));

const ownCommand = join(places.root, "matrix", "cli.js");
const presetNames = readdirSync(places.presets).map((file) => basename(file, ".yaml"));

describe.each([
  ["the lowest Node", lowestNodeFolder],
  ["the pinned Node", dirname(process.execPath)],
])("installed from the tarball, on %s", (_, node) => {
  test("it says its version", async () => {
    const said = await installed.npx(node, "--version");
    expect(said).toEqual({ code: 0, stdout: packageJson.version, stderr: "" });
  });

  test("it explains a log, and names its own command", async () => {
    writeFileSync(
      join(installed.folder, "client.log"),
      "connection error: context deadline exceeded\n",
    );
    const { code, stdout } = await installed.npx(node, "explain", "client.log");
    expect(code).toBe(0);
    expect(stdout).toContain("npx handshake-matrix probe");
    expect(stdout).not.toContain("npm run");
  });

  test("it probes an endpoint", async () => {
    const { endpoint } = await listen(createServer(grpc()));
    const words = ["probe", endpoint.address, "--plaintext", "--json"];
    const { code, stdout } = await installed.npx(node, ...words);
    expect({ code, diagnosis: JSON.parse(stdout).diagnosis }).toEqual({ code: 0, diagnosis: null });
  });

  test("a tap in a plugin's place ends as the plugin does, and leaves its recording in the user's state", async () => {
    const { code, stdout } = await installed.npx(
      node,
      "tap",
      "--",
      "sh",
      "-c",
      "echo hello; exit 3",
    );
    expect({ code, stdout }).toEqual({ code: 3, stdout: "hello" });
    const latest = join(installed.state, "handshake-matrix", "taps", "latest");
    expect(existsSync(join(latest, "diagnosis.json"))).toBe(true);
  });

  test("it runs the preset quick", async () => {
    const { code, stdout, stderr } = await installed.npx(node, "run", "--preset", "quick");
    expect({ code, stderr, summary: /\d+ cells.*: (.*)/.exec(stdout)?.[1] }).toEqual({
      code: 0,
      stderr: "",
      summary: "36 passed, 0 surprises",
    });
  });

  test.for(presetNames)("it plans the preset %s as the checkout does", async (preset) => {
    const { code, stdout } = await installed.npx(node, "list", "--preset", preset);
    const own = await execa(process.execPath, [ownCommand, "list", "--preset", preset]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: own.stdout });
  });

  test("it meets another version of grpc-js", async () => {
    const words = ["cell", "node@1.9.16/node/none"];
    const { code, stdout } = await installed.npx(node, ...words);

    expect({ code, summary: /\d+ cells? .*: (.*)/.exec(stdout)?.[1] }).toEqual({
      code: 0,
      summary: "1 passed, 0 surprises",
    });
  });

  test("it makes an implementation of one's own, which conforms, and meets itself", async () => {
    const made = await installed.npx(node, "new", "zig");
    expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: "" });
    try {
      const conform = await installed.npx(node, "conform", "zig", "--json");
      expect(JSON.parse(conform.stdout).counts.broken).toBe(0);
      const { stdout } = await installed.npx(node, "list", "--mode", "none", "--client", "zig");
      expect(stdout.split("\n")).toContain("zig/zig/none");
    } finally {
      for (const name of ["zig", "handshake-matrix.yaml"]) {
        rmSync(join(installed.folder, name), { recursive: true });
      }
    }
  });

  test("it is imported as a module", async () => {
    const program = `
      import { explain } from "handshake-matrix";
      const { causes } = await explain([{ name: "a", text: "x509: certificate signed by unknown authority" }]);
      process.stdout.write(causes[0].code);`;
    expect(await installed.evaluate(node, program)).toEqual({
      code: 0,
      stdout: "unknown-ca",
      stderr: "",
    });
  });
});

test("nothing is written but in the user's places", () => {
  expect(installed.packageFiles()).toEqual(before);
  expect(readdirSync(installed.folder).sort()).toEqual([
    "client.log",
    "matrix-results",
    "node_modules",
    "package-lock.json",
    "package.json",
  ]);
  expect(readdirSync(installed.cache).filter((name) => name === "handshake-matrix")).toHaveLength(
    1,
  );
  // Of npm, go and pip, which asks rustc for its version.
  const isTools = (name: string) =>
    /^(?:node-compile-cache|\.npm|\.config|\.cache|\.rustup|go)$/.test(name);
  expect(readdirSync(installed.temporary).filter((name) => !isTools(name))).toEqual([]);
  expect(readdirSync(installed.home).filter((name) => !isTools(name))).toEqual([]);
});

test("every link of its documents leads to a file that it has", () => {
  const folder = join(installed.folder, "node_modules", "handshake-matrix");
  const documents = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const broken = documents
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) =>
      [...readFileSync(join(folder, name), "utf8").matchAll(/\]\((?![a-z]+:)([^)#\s]+)/g)]
        .filter(([, link = ""]) => !existsSync(join(folder, dirname(name), link)))
        .map(([, link]) => `${name}: ${link}`),
    );
  expect(broken).toEqual([]);
});

test("it depends on nothing, runs nothing when it is installed, and is small", async () => {
  const folder = join(installed.folder, "node_modules");
  expect(readdirSync(folder).filter((name) => !name.startsWith("."))).toEqual(["handshake-matrix"]);
  const { stdout } = await execa("du", ["-sk", join(folder, "handshake-matrix")]);
  expect(Number.parseInt(stdout, 10)).toBeLessThan(10_000);
});
