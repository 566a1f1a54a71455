import type { Cell } from "../../domain/cell.ts";
import type { ClientTls } from "../../domain/prove.ts";
import type { RunningClient } from "./client-pool.ts";
import type { Testbed } from "./testbed.ts";

/** A host and the plugin that it is to start. */
export type PluginPair = Readonly<{
  testbed: Testbed;
  cell: Cell;
  client: RunningClient;
  tls: ClientTls;
  deadlineMs: number;
}>;
