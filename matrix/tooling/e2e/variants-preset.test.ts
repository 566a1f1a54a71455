// What is known of variants of stacks against the cells of the preset `variants`.
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { libraryOf, stackNames } from "../../knowledge/stacks.ts";
import { hasDebianGrpcio, hasGrpcCpp } from "../checks/optional-tools.ts";
import { differences } from "../forecasts/foreseen.ts";
import { helloDifferences, recordedHello } from "../forecasts/seen-hellos.ts";
import { type MatrixProcess, startMatrix } from "./matrix-process.ts";

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

  test("every cell ends as what is known of both stacks says", () => {
    expect(run.results().cells.flatMap(differences)).toEqual([]);
  });

  test.for(["node:bun", "node:deno", "go:fips", "python:grpclib", "python:debian", "cpp"] as const)(
    "the ClientHello of %s is as it is known",
    (stack) => {
      const seen = recordedHello(join(run.out, "latest"), run.results().cells, stack);
      expect(seen && helloDifferences(stack, seen)).toEqual([]);
    },
  );

  test("each says a TLS library of its own", () => {
    const { implementations } = run.results();
    const tlsOf = (wanted: string) => {
      const found = implementations.find(({ id }) => id === wanted);
      return found && `${found.tls.name} ${found.tls.version}`;
    };
    const variants = run
      .results()
      .implementations.flatMap(({ id }) =>
        stackNames.filter((one) => one === id && one !== libraryOf(one)),
      );
    for (const one of variants) expect(tlsOf(one)).not.toBe(tlsOf(libraryOf(one) ?? ""));
  });
});
