import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ConnectionEvidence } from "../../domain/evidence.ts";
import type { CellResult } from "../../domain/run-result.ts";
import type { ClientHello } from "../../domain/wire-facts.ts";
import { clientStacks, type StackName } from "../../knowledge/stacks.ts";
import { cellFolder } from "../../run/results/cell-folder.ts";
import { unusualScheme } from "../test/unusual-scheme.ts";
import type { Difference } from "./foreseen.ts";

/** The first ClientHello of a stack's client that the cells in a run's folder recorded; null where none did. */
export const recordedHello = (
  folder: string,
  cells: readonly CellResult[],
  stack: StackName,
): Readonly<{ cell: string; hello: ClientHello }> | null => {
  for (const { id, client, mode } of cells) {
    if (client !== stack || mode === "none") continue;
    const hello = connectionsOf(folder, id).find(({ wire }) => wire.tls?.clientHello)?.wire.tls;
    if (hello?.clientHello) return { cell: id, hello: hello.clientHello };
  }
  return null;
};

const connectionsOf = (folder: string, cell: string): readonly ConnectionEvidence[] => {
  try {
    return JSON.parse(readFileSync(join(cellFolder(folder, cell), "wire.json"), "utf8"));
  } catch (error) {
    // Of a cell that made no connection nothing is kept.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
};

/** What it offers beside groups, held against the table, without what no certificate here is verified with. */
export const helloDifferences = (
  stack: StackName,
  { cell, hello }: Readonly<{ cell: string; hello: ClientHello }>,
): readonly Difference[] => {
  const known = clientStacks[stack].hello;
  return (["signatureSchemes", "cipherSuites"] as const).flatMap((list) => {
    const offered = hello[list].filter(
      (name) => !/^TLS_EMPTY|_DSS_/.test(name) && !unusualScheme.test(name),
    );
    // A distribution's Python can leave the suites to OpenSSL, whose list has all of Python's own.
    const isOpen = stack === "python:grpclib" && list === "cipherSuites";
    const extra = isOpen ? [] : offered.filter((name) => !known[list].includes(name));
    const missing = known[list].filter((name) => !offered.includes(name));
    return [
      ...extra.map((name) => ({
        stack,
        table: `it does not offer ${name}`,
        cell,
        saw: `${name} offered`,
      })),
      ...missing.map((name) => ({ stack, table: `it offers ${name}`, cell, saw: `no ${name}` })),
    ];
  });
};
