import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type MatrixProcess, startMatrix } from "./matrix-process.ts";

/**
 * Which cells of the default preset fail follows from one rule: a peer on BoringSSL (PyPI's grpcio)
 * cannot verify a P-521 key.
 */
const mustFail = (cell: {
  client: string;
  server: string;
  mode: string;
  clientKey: string | null;
  serverKey: string | null;
}) =>
  (cell.mode !== "none" && cell.client === "python" && cell.serverKey === "p521") ||
  ((cell.mode === "mtls" || cell.mode === "auto-mtls") &&
    cell.server === "python" &&
    cell.clientKey === "p521");

describe("the default preset", () => {
  let run: MatrixProcess;
  let exit: Awaited<MatrixProcess["exit"]>;

  beforeAll(async () => {
    run = startMatrix(["run"]);
    exit = await run.exit;
  });

  test("ends as expected, every cell with the outcome that the rule gives", () => {
    const { cells, counts } = run.results();
    expect(counts).toMatchObject({ cells: 121, notRun: 0, unsupported: 0, unexpected: 0 });
    const wrong = cells.filter(
      ({ outcome, ...cell }) => (outcome.kind === "failed") !== mustFail(cell),
    );
    expect(wrong.map(({ id, outcome }) => `${id}: ${outcome.kind}`)).toEqual([]);
    expect(exit).toEqual({ code: 0, signal: null });
  });

  test("every pass under TLS has its controls and was what its label says", () => {
    const needed: Record<string, readonly string[]> = {
      none: [],
      tls: ["impostor-server", "plaintext-client"],
      mtls: [
        "impostor-server",
        "no-client-certificate",
        "plaintext-client",
        "untrusted-client-certificate",
      ],
      "auto-mtls": [
        "certificate-missing-in-handshake-line",
        "impostor-server",
        "no-client-certificate",
        "plaintext-client",
        "untrusted-client-certificate",
      ],
    };
    for (const cell of run.results().cells) {
      if (cell.outcome.kind !== "passed") continue;
      expect([cell.id, cell.controls.map(({ name }) => name).sort()]).toEqual([
        cell.id,
        needed[cell.mode],
      ]);
      expect(cell.controls.every(({ result }) => result === "refused")).toBe(true);
      expect([cell.id, cell.observed.serverKey?.value ?? null]).toEqual([cell.id, cell.serverKey]);
      expect([cell.id, cell.observed.clientKey?.value ?? null]).toEqual([cell.id, cell.clientKey]);
      expect(cell.steps.every(({ passed }) => passed)).toBe(true);
    }
  });

  test("every failure has a cause that the evidence decided, both key type and schemes quoted", () => {
    const failed = run.results().cells.filter(({ outcome }) => outcome.kind === "failed");
    expect(failed.length).toBe(15);
    for (const { id, diagnosis } of failed) {
      const cause = diagnosis?.causes[0];
      expect([id, cause?.code, cause?.decided]).toEqual([id, "signature-scheme-not-offered", true]);
      const quoted = cause?.matched.map(({ text }) => text).join("\n") ?? "";
      expect(quoted).toContain("key type p521");
      expect(quoted).toMatch(/signature_algorithms|NO_COMMON_SIGNATURE_ALGORITHMS/);
    }
  });

  test("leaves results and nothing else", () => {
    const latest = join(run.out, "latest");
    expect(readdirSync(latest).sort()).toEqual([
      "cells",
      "cells.jsonl",
      "compatibility.md",
      "plan.json",
      "report.html",
      "results.json",
    ]);
    const lines = readFileSync(join(latest, "cells.jsonl"), "utf8").trim().split("\n");
    expect(new Set(lines.map((line) => JSON.parse(line).id)).size).toBe(121);
    expect(existsSync(join(latest, "cells", "python", "go", "tls", "p521", "wire.json"))).toBe(
      true,
    );
    expect(run.survivors()).toEqual([]);
    expect(run.leftFiles()).toEqual([]);
  });

  test("no evidence holds a private key, and none but a capture a TLS secret", () => {
    const files = readdirSync(join(run.out, "latest"), { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile())) {
      const text = readFileSync(join(file.parentPath, file.name), "latin1");
      expect(text).not.toMatch(/PRIVATE KEY-----\s*\n?M/);
      if (file.name === "capture.pcapng") continue;
      expect(text).not.toMatch(/_TRAFFIC_SECRET(_0)? [0-9a-f]{64} [0-9a-f]/);
    }
  });
});
