import type { Cell } from "../../domain/cell.ts";
import type { GrpcClient } from "../../domain/third-party.ts";
import type { Endpoint } from "../observe/tap.ts";
import { rendered } from "../supervise/rendered.ts";
import { type Supervised, start } from "../supervise/start.ts";
import type { ProcessFolder } from "./process-folder.ts";
import { clientTls } from "./run-standalone-cell.ts";
import type { Testbed } from "./testbed.ts";

export type StartedProgram = Readonly<{ process: Supervised; folder: ProcessFolder }>;

/** Starts a client of others, which is told on its command line where the server is, and what to trust and to show. */
export const startProgram = async (
  testbed: Testbed,
  cell: Cell,
  { modes, cases }: GrpcClient,
  { address }: Endpoint,
): Promise<StartedProgram> => {
  const further = cell.mode === "auto-mtls" ? undefined : modes[cell.mode];
  if (!further) throw new Error(`${cell.client} has no mode ${cell.mode}`);
  const { folder, argv, environment, launcher, workingFolder } = testbed.startup(
    cell.client,
    "client",
  );
  const { mode: _, ...files } = await clientTls(testbed, cell, folder);
  const at = address.lastIndexOf(":");
  const words = {
    ...{ ca: "", serverName: "", certificate: "", key: "" },
    ...files,
    address,
    host: address.slice(0, at),
    port: address.slice(at + 1),
    temporary: folder.path,
    case: cell.behaviour ?? cases[0] ?? "",
  };
  const process = start({
    launcher,
    argv: [...argv, ...further].map((word) => rendered(word, words)),
    environment,
    workingFolder,
    onLine: null,
    lineLimitBytes: 0,
  });
  return { process, folder };
};
