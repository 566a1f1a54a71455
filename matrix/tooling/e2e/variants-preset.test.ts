// What is known of variants of stacks against the cells of the preset `variants`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { usableSchemes } from "../../diagnose/usable-schemes.ts";
import type { ConnectionEvidence } from "../../domain/evidence.ts";
import { clientStacks, libraryOf, stackNames } from "../../knowledge/stacks.ts";
import { cellFolder } from "../../run/results/cell-folder.ts";
import { hasDebianGrpcio, hasGrpcCpp } from "../checks/optional-tools.ts";
import { unusualScheme } from "../test/unusual-scheme.ts";
import { type MatrixProcess, startMatrix } from "./matrix-process.ts";

const helloOf = (implementation: string) =>
  clientStacks[stackNames.find((one) => one === implementation) ?? "go"].hello;

const verifies = (implementation: string, keyType: string | null): boolean =>
  keyType === null ||
  usableSchemes(keyType, "1.3")?.some((one) =>
    helloOf(implementation).signatureSchemes.includes(one),
  ) === true;

const hasCore = (await hasGrpcCpp()) && (await hasDebianGrpcio());

describe.skipIf(!hasCore)("the preset variants", () => {
  let run: MatrixProcess;

  beforeAll(async () => {
    run = startMatrix(["run", "--preset", "variants"]);
    await run.exit;
  });

  test("no end is a surprise, and every failure has a cause that the evidence decided", () => {
    const { cells, counts } = run.results();
    expect(counts).toMatchObject({ notRun: 0, unexpected: 0 });
    const failed = cells.filter(({ outcome }) => outcome.kind === "failed");
    expect(failed.filter(({ diagnosis }) => diagnosis?.causes[0]?.decided !== true)).toEqual([]);
  });

  test("a server that nothing limits ends as what is known of both stacks says", () => {
    const unlimited = run.results().cells.filter(({ id }) => !/tls=|group=/.test(id));
    const wrong = unlimited.filter(({ client, server, clientKey, serverKey, outcome }) => {
      const passes = verifies(client, serverKey) && verifies(server, clientKey);
      return outcome.kind !== (passes ? "passed" : "failed");
    });
    expect(wrong.map(({ id, outcome }) => `${id}: ${outcome.kind}`)).toEqual([]);
  });

  test.for([
    ["node:bun", "node:bun/python/mtls/p521"],
    ["node:deno", "node:deno/python/mtls/p521"],
    ["go:fips", "go:fips/python/mtls/p521"],
    ["python:grpclib", "python:grpclib/python/mtls/p521"],
  ] as const)("the ClientHello of %s is as it is known", ([client, cell]) => {
    const folder = cellFolder(join(run.out, "latest"), cell);
    const [connection]: readonly ConnectionEvidence[] = JSON.parse(
      readFileSync(join(folder, "wire.json"), "utf8"),
    );
    const hello = connection?.wire.tls?.clientHello;
    for (const list of ["groups", "signatureSchemes", "cipherSuites"] as const) {
      const offered = hello?.[list].filter(
        (name) => !/^TLS_EMPTY/.test(name) && !unusualScheme.test(name),
      );
      // A distribution's Python can leave the suites to OpenSSL, whose list has all of Python's own.
      const isOpen = client === "python:grpclib" && list === "cipherSuites";
      const seen = (offered ?? []).filter(
        (name) => !isOpen || helloOf(client)[list].includes(name),
      );
      expect([...seen].sort()).toEqual([...helloOf(client)[list]].sort());
    }
  });

  test("each says a TLS library of its own", () => {
    const { implementations } = run.results();
    const tlsOf = (wanted: string) => {
      const found = implementations.find(({ id }) => id === wanted);
      return found && `${found.tls.name} ${found.tls.version}`;
    };
    const variants = stackNames.filter((one) => one !== libraryOf(one));
    for (const one of variants) expect(tlsOf(one)).not.toBe(tlsOf(libraryOf(one)));
  });
});
