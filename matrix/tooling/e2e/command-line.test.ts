import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startMatrix } from "./matrix-process.ts";

const ended = async (argv: readonly string[], environment?: Record<string, string>) => {
  const run = startMatrix(argv, environment);
  const { code } = await run.exit;
  return { code, stdout: run.stdout(), stderr: run.stderr() };
};

const temporaryFile = (name: string, content: string): string => {
  const folder = mkdtempSync(join(tmpdir(), "cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

test.for([
  [
    ["--only", "rust/*"],
    "matrix: --only 'rust/*' matches no cell of preset default; ids look like go/go/none (all of them: npm run matrix -- list --preset default)\n",
  ],
  [
    ["--key", "p999"],
    "matrix: --key p999: there is no such name; it can be p256, p384, p521, rsa2048, rsa3072, rsa4096, ed25519, mldsa65\n",
  ],
  [
    ["--mode", "ssl"],
    "matrix: --mode ssl: there is no such name; it can be none, tls, mtls, auto-mtls\n",
  ],
  [
    ["--client", "perl"],
    "matrix: --client perl: there is no such name; it can be cpp, go, go:stock, go:fips, java, java:jdk, node with 5 variants, python, python:grpclib, python:debian, rust, rust:ring\n",
  ],
  [
    ["--preset", "nightly"],
    "matrix: there is no preset nightly; there are behaviours, behaviours-stacks, broken-peers, default, full, incidents, interop, post-quantum, quick, routes, stacks, third-parties, variants, verifiers, versions, or give the path of a .yaml file\n",
  ],
  [
    ["--jobs", "0"],
    "matrix: option '--jobs <n>' argument '0' is invalid. expected a whole number of at least 1\n",
  ],
  [["--colour"], "matrix: unknown option '--colour'\n"],
  [
    ["frobnicate"],
    "matrix: there is no command frobnicate; there are run, list, cell, bisect, probe, explain, tap, doctor, init, new, conform, report, show, diff, merge, enqueue, worker, history, expectations, clean, help\n",
  ],
  [["enqueue", "--shard", "1/2"], "matrix: unknown option '--shard'\n"],
  [
    ["enqueue", "--preset", "fixtures/presets/quick.yaml"],
    "matrix: --preset fixtures/presets/quick.yaml: workers take a preset by its name alone; name it in the handshake-matrix.yaml of each\n",
  ],
  [
    ["cell", "go/go/tls"],
    'matrix: cell id "go/go/tls": mode tls needs a key type, as in go/go/tls/p256\n',
  ],
  [
    ["cell", "perl/go/none"],
    "matrix: there is no implementation perl; there are cpp, go with 5 variants, java, java:jdk, java@1.82.4, node with 7 variants, python, python:grpclib, python:debian, python@1.59.5, rust, rust:ring, rust@0.14.2, broken-server with 65 variants, grpc-js-test-service, grpc-go-interop, grpc-java-interop, broken-client with 32 variants, etcd, grpc-health-probe, hashicorp-kv, hashicorp-kv-host, opentofu, pyvider-host, terraform-provider-time, tflint, tflint-ruleset-terraform, tofusoup\n",
  ],
  [
    ["report", "docs/results.json", "--write", "docs/results.json/page.md"],
    "matrix: cannot write docs/results.json/page.md (ENOTDIR); name one that can be written: --write PATH\n",
  ],
  [["--resume"], expect.stringContaining("to go on with; leave --resume out to begin one")],
] as const)("misuse is one sentence and exit 2: %s", async ([argv, sentence]) => {
  expect(await ended(argv)).toEqual({ code: 2, stdout: "", stderr: sentence });
});

test("a Node that knows no TypeScript is told which one does", async () => {
  const { code, stderr } = await ended(["list"], { NODE_OPTIONS: "--no-experimental-strip-types" });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(
      /^matrix: Node \S+ does not run TypeScript here: have 22\.18 or newer, without/,
    ),
  });
});

test("results that cannot be written are misuse", async () => {
  const file = temporaryFile("occupied", "");
  expect(await ended(["--preset", "quick", "--out", join(file, "results")])).toEqual({
    code: 2,
    stdout: "",
    stderr: `matrix: cannot write results to ${join(file, "results")} (ENOTDIR); name a folder that can be written: --out DIR\n`,
  });
});

test("list prints the plan and starts nothing", async () => {
  const { code, stdout } = await ended([
    "list",
    "--client",
    "go",
    "--mode",
    "tls",
    "--key",
    "p256",
  ]);
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: "go/go/tls/p256\ngo/python/tls/p256\ngo/node/tls/p256\n",
  });
  const json = await ended(["list", "--json"]);
  expect(JSON.parse(json.stdout)).toHaveLength(121);
});

test("a preset's fault is named with its place", async () => {
  const file = temporaryFile(
    "p.yaml",
    "description: d\nsteps: [put]\ncross:\n  - client: [go]\n    server: [go]\n    mode: [nine]\n",
  );
  const { code, stderr } = await ended(["list", "--preset", file]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/p\.yaml:6:\d+: cross\.0\.mode\.0: /);
});

test("report makes the same markdown again, and refuses what is no result", async () => {
  const run = startMatrix(["run", "--only", "go/go/*/p256"]);
  expect((await run.exit).code).toBe(0);
  const results = join(run.out, "latest", "results.json");
  const table = join(run.out, "latest", "compatibility.md");
  expect((await ended(["report", results, "--check", table])).code).toBe(0);
  writeFileSync(table, "old");
  expect((await ended(["report", results, "--check", table])).code).toBe(1);
  expect(await ended(["report", "package.json"])).toMatchObject({ code: 2 });
});

test("one cell alone shows what was observed, proven and refused", async () => {
  const { code, stdout } = await ended(["cell", "node/node/auto-mtls/p256"]);
  expect(code).toBe(0);
  expect(stdout).toContain("node/node/auto-mtls/p256: passed");
  expect(stdout).toMatch(/✓ broker/);
  expect(stdout).toMatch(/✓ no-client-certificate: /);
});
