// What is known of the stacks (matrix/knowledge/stacks) against the cells of the preset `stacks`.
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { places } from "../../places.ts";
import { probe } from "../../probe/probe.ts";
import { questionOf } from "../../probe/question-of.ts";
import { noNeeds, readImplementations } from "../../run/inputs/read-inputs.ts";
import { makeRunPki } from "../../run/pki/run-pki.ts";
import { serverName } from "../../run/pki/server-name.ts";
import { ensureLauncher } from "../../run/supervise/launcher-build.ts";
import { startStandaloneServer } from "../../run/supervise/standalone-server.ts";
import { hasCargo, hasMaven } from "../checks/optional-tools.ts";
import { differences } from "../forecasts/foreseen.ts";
import { helloDifferences, recordedHello } from "../forecasts/seen-hellos.ts";
import { type MatrixProcess, sharedFolder, startMatrix } from "./matrix-process.ts";

describe.skipIf(!(await hasCargo()) || !(await hasMaven()))("the preset stacks", () => {
  let run: MatrixProcess;

  beforeAll(async () => {
    run = startMatrix(["run", "--preset", "stacks"]);
    await run.exit;
  });

  test("every cell ends as what is known of both stacks says, and no end is a surprise", () => {
    const { cells, counts } = run.results();
    expect(counts).toMatchObject({ cells: 576, notRun: 0, unexpected: 0 });
    expect(cells.flatMap(differences)).toEqual([]);
  });

  test("every failure has a cause that the evidence decided", () => {
    const failed = run.results().cells.filter(({ outcome }) => outcome.kind === "failed");
    const causes = failed.map(({ diagnosis }) => diagnosis?.causes[0]);
    expect(new Set(causes.map((cause) => `${cause?.code}, ${cause?.decided}`))).toEqual(
      new Set(["signature-scheme-not-offered, true", "key-not-loadable, true"]),
    );
  });

  test.for(["rust", "rust:ring", "java", "java:jdk"] as const)(
    "the ClientHello of %s is as it is known",
    (stack) => {
      const seen = recordedHello(join(run.out, "latest"), run.results().cells, stack);
      expect(seen && helloDifferences(stack, seen)).toEqual([]);
    },
  );

  test.for([
    ["rust", "p521"],
    ["java", "p256"],
  ] as const)("a probe as %s tries its client", async ([stack, keyType]) => {
    const folder = sharedFolder();
    const pki = await makeRunPki(folder);
    const { argv: launcher } = await ensureLauncher(places.builds, () => {});
    const { certificate, key } = await pki.server(keyType);
    const node = (await readImplementations(noNeeds, [])).find(({ id }) => id === "node");
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
