// What is known of the stacks (matrix/knowledge/stacks) against the cells of the preset `stacks`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { usableSchemes } from "../../diagnose/usable-schemes.ts";
import type { ConnectionEvidence } from "../../domain/evidence.ts";
import type { ClientStack, StackHello } from "../../knowledge/client-stack.ts";
import { clientStacks, stackNames } from "../../knowledge/stacks.ts";
import { places } from "../../places.ts";
import { probe } from "../../probe/probe.ts";
import { questionOf } from "../../probe/question-of.ts";
import { readImplementations } from "../../run/inputs/read-inputs.ts";
import { makeRunPki } from "../../run/pki/run-pki.ts";
import { serverName } from "../../run/pki/server-name.ts";
import { cellFolder } from "../../run/results/cell-folder.ts";
import { ensureLauncher } from "../../run/supervise/launcher-build.ts";
import { startStandaloneServer } from "../../run/supervise/standalone-server.ts";
import { hasCargo, hasMaven } from "../checks/optional-tools.ts";
import { unusualScheme } from "../test/unusual-scheme.ts";
import { type MatrixProcess, sharedFolder, startMatrix } from "./matrix-process.ts";

const isRing = (implementation: string): boolean => implementation === "rust:ring";

/** What is known of Java is known of its BoringSSL: the JDK's TLS has every scheme, as Go's. */
const stackOf = (implementation: string): ClientStack =>
  clientStacks[
    implementation === "java:jdk"
      ? "go"
      : (stackNames.find((one) => implementation.startsWith(one)) ?? "go")
  ];

/** What an implementation has of a list: ring not what only some have. */
const had = (implementation: string, list: (hello: StackHello) => readonly string[]) => {
  const { hello } = stackOf(implementation);
  return list(hello).filter(
    (name) => !isRing(implementation) || hello.ofSome?.[name] === undefined,
  );
};

/** A library signs and verifies with the same schemes, those of its ClientHello. */
const knowsKey = (implementation: string, keyType: string | null): boolean => {
  const schemes = had(implementation, ({ signatureSchemes }) => signatureSchemes);
  return (
    keyType === null || usableSchemes(keyType, "1.3")?.some((one) => schemes.includes(one)) === true
  );
};

type Sides = Readonly<{
  client: string;
  server: string;
  mode: string;
  clientKey: string | null;
  serverKey: string | null;
}>;

/** BoringSSL signs with keys that it does not verify, but below Netty not with all; ring does not load them. */
const foreseen = ({ client, server, mode, clientKey, serverKey }: Sides): string => {
  const noOwnKey = (side: string, key: string | null) =>
    key !== null &&
    ((isRing(side) && !knowsKey(side, key)) || stackOf(side).signsNot.includes(key));
  if (noOwnKey(server, serverKey)) return "unsupported";
  if (noOwnKey(client, clientKey)) return mode === "auto-mtls" ? "unsupported" : "failed";
  return knowsKey(client, serverKey) && knowsKey(server, clientKey) ? "passed" : "failed";
};

describe.skipIf(!(await hasCargo()) || !(await hasMaven()))("the preset stacks", () => {
  let run: MatrixProcess;

  beforeAll(async () => {
    run = startMatrix(["run", "--preset", "stacks"]);
    await run.exit;
  });

  test("every cell ends as what is known of both stacks says, and no end is a surprise", () => {
    const { cells, counts } = run.results();
    expect(counts).toMatchObject({ cells: 576, notRun: 0, unexpected: 0 });
    const wrong = cells.filter(({ outcome, ...cell }) => outcome.kind !== foreseen(cell));
    expect(wrong.map(({ id, outcome }) => `${id}: ${outcome.kind}`)).toEqual([]);
  });

  test("every failure has a cause that the evidence decided", () => {
    const failed = run.results().cells.filter(({ outcome }) => outcome.kind === "failed");
    const causes = failed.map(({ diagnosis }) => diagnosis?.causes[0]);
    expect(new Set(causes.map((cause) => `${cause?.code}, ${cause?.decided}`))).toEqual(
      new Set(["signature-scheme-not-offered, true", "key-not-loadable, true"]),
    );
  });

  test.for([
    ["rust", "rust/python/mtls/ed25519"],
    ["rust:ring", "rust:ring/python/mtls/ed25519"],
    ["java", "java/python/mtls/p521"],
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
      expect([...(offered ?? [])].sort()).toEqual(had(client, (known) => known[list]).sort());
    }
  });

  test.for([
    ["rust", "p521"],
    ["java", "p256"],
  ] as const)("a probe as %s tries its client", async ([stack, keyType]) => {
    const folder = sharedFolder();
    const pki = await makeRunPki(folder);
    const { argv: launcher } = await ensureLauncher(places.builds, () => {});
    const { certificate, key } = await pki.server(keyType);
    const node = (await readImplementations([], [])).find(({ id }) => id === "node");
    const server = await startStandaloneServer(
      [{ id: "a", mode: "tls", network: "tcp", address: "127.0.0.1:0", certificate, key }],
      10_000,
      {
        launcher,
        argv: (node?.server ?? []).map((word) => word.replaceAll("{keyLog}", join(folder, "keys"))),
        environment: {},
      },
    );
    if (server.kind !== "serving") throw new Error(server.reason);
    try {
      const address = server.endpoints.get("a")?.address ?? "";
      const report = await probe(
        await questionOf(address, { ca: pki.ca, serverName, as: [stack] }),
        {},
      );
      const facts = report.rungs.find(({ name }) => name === "clients")?.facts;
      expect(facts?.map(({ name, value }) => [name, value])).toEqual([
        [stack, "passes, its client tried"],
      ]);
    } finally {
      await server.process.stop();
    }
  });
});
