import { openBench } from "../../conform/bench.ts";
import { checkClauses } from "../../conform/check-clauses.ts";
import type { Role } from "../../conform/clause.ts";
import { clientClauses } from "../../conform/client/client-clauses.ts";
import { conformanceOf } from "../../conform/conformance.ts";
import { clauseLine, conformanceSummary } from "../../conform/conformance-text.ts";
import { serverClauses } from "../../conform/server/server-clauses.ts";
import { BuildEnded } from "../../domain/build-fault.ts";
import { Misuse } from "../../domain/misuse.ts";
import { jsonText } from "../../report/format/json.ts";
import { readManifest } from "../../run/inputs/read-inputs.ts";
import { prepare } from "../../run/prepare.ts";
import type { Console } from "./console.ts";

export type ConformOptions = Readonly<{ server: boolean; client: boolean; json: boolean }>;

/**
 * Checks one implementation alone against harness/CONTRACT.md.
 *
 * @param folder - of its manifest; of variants and versions the plain one is checked.
 * @param tell - hears of builds.
 * @returns 0 if every clause was checked and none is broken, else 1.
 * @throws Misuse if the folder has no manifest, or the programs cannot be had; BuildEnded if it is interrupted before.
 */
export const conform = async (
  folder: string,
  { server, client, json }: ConformOptions,
  { out, paint }: Console,
  tell: (sentence: string) => void,
  signal: AbortSignal,
): Promise<number> => {
  const [described] = await readManifest(folder);
  if (!described) throw new Misuse(`${folder} describes no implementation`);
  const roles: readonly Role[] =
    server === client ? ["server", "client"] : [server ? "server" : "client"];
  // Of one side alone the other need not be there yet.
  const implementation = {
    ...described,
    server: roles.includes("server") ? described.server : null,
    client: roles.includes("client") ? described.client : null,
  };
  const { launcher, missing, descriptions } = await prepare([implementation], tell, { signal });
  const { id, language } = implementation;
  const lacking = missing.get(id);
  if (lacking?.as === "either") throw new Misuse(`${id} cannot run here: ${lacking.reason}`);
  const clauses = [...serverClauses, ...clientClauses].filter(({ role }) => roles.includes(role));
  const bench = await openBench({
    implementation,
    launcher: launcher.argv,
    keyLog: descriptions.get(language)?.keyLog ?? null,
    note: tell,
    signal,
  }).catch((error: unknown) => {
    throw signal.aborted ? new BuildEnded("ended before anything was checked") : error;
  });
  try {
    const results = await checkClauses(clauses, bench, signal, (result) => {
      if (!json) out(clauseLine(result, paint));
    });
    const conformance = conformanceOf(id, results, clauses.length);
    out(json ? `${jsonText(conformance)}\n` : conformanceSummary(conformance));
    return conformance.counts.broken === 0 && conformance.left === 0 ? 0 : 1;
  } finally {
    await bench.close();
  }
};
