import type { Mode } from "./cell.ts";
import type { BuildStep } from "./implementation.ts";

/**
 * What an intermediary does with the client's TLS: ends it and goes on in the clear, hands on every byte,
 * or ends it and makes a connection of its own with TLS.
 */
export const routeTls = ["terminate", "passthrough", "reencrypt"] as const;
export type RouteTls = (typeof routeTls)[number];

/** A file in fixtures/routes as it describes an intermediary; `{build}` and `{folder}` are replaced, the rest not. */
export type Route = Readonly<{
  /** The file's name without its ending. */
  name: string;
  title: string;
  /** Commands that all succeed where the program can be run; the first prints its version. */
  check: readonly (readonly string[])[];
  /** What a person has to do to get it. */
  install: string;
  /** What makes the program where it is not installed but built. */
  build: readonly BuildStep[];
  /** Where builds run: the folder of the file. */
  folder: string;
  /** Where their products lie; routes of one program share them. */
  buildFolder: string;
  argv: readonly string[];
  tls: RouteTls;
  /** What clients can speak to it: mode `none` where it does not insist on TLS. */
  modes: readonly Mode[];
  /** Protocols that it is configured to choose from by ALPN; empty where it knows no ALPN or hands it on. */
  alpn: readonly string[];
  /** Its configuration file; null where argv says everything. */
  configuration: string | null;
  /** The name of that file. */
  configurationFile: string;
  /** A file in which it logs what it does not print; null where it prints all. */
  log: string | null;
  /**
   * What it prints on standard error once it accepts connections for good; null where it does so as soon as its port
   * listens. A program that opens its port to try it, and again in its worker, resets who comes in between.
   */
  ready: string | null;
}>;
