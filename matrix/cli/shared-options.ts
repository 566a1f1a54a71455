// Options that several commands have.
import { availableParallelism } from "node:os";
import type { Command } from "commander";
import { modes } from "../domain/axes.ts";
import { collected, names, shardNumber } from "./option-values.ts";

/** Two for each processor: while one cell waits for a peer's bytes, another computes. */
export const defaultJobs = 2 * availableParallelism();

export const harnessOption = [
  "--harness <folder>",
  "an implementation beside those under harness/; may be repeated",
  collected,
  [],
] as const;

export const projectOption = [
  "--project <file>",
  "what your repository adds (default: handshake-matrix.yaml in this folder, if it is there)",
] as const;

export const baselineOption = [
  "--baseline <results>",
  "an earlier results.json or folder of a run: what changed since is told too",
] as const;

export const redisOption = [
  "--redis <url>",
  "where Redis is (default: REDIS_URL, or on this machine)",
] as const;

/** No default of the option, which help texts show: an address may have a password. */
export const redisUrl = (given: string | undefined): string =>
  given ?? process.env["REDIS_URL"] ?? "redis://127.0.0.1:6379";

export const queueOption = ["--queue <name>", "the queue's name", "handshake-matrix"] as const;

export const shardOption = [
  "--shard <i/n>",
  "one of n parts of the plan, with cells that share a server",
  shardNumber,
] as const;

export const selecting = (command: Command): Command =>
  command
    .option(
      "--preset <name>",
      "which axes to cross: a file of fixtures/presets or of the project, or a path (default: your own implementations with those of the preset default, else default)",
    )
    .option(
      "--only <glob>",
      "cells whose id matches; * is any text; may be repeated",
      collected,
      [],
    )
    .option(
      "--client <ids>",
      "client implementations, with their variants; commas between them",
      names,
      [],
    )
    .option("--server <ids>", "the same of servers", names, [])
    .option("--mode <modes>", `${modes.join(", ")}; commas between them`, names, [])
    .option(
      "--key <types>",
      "key types on either side, as p256,rsa2048; cells of mode none have none",
      names,
      [],
    )
    .option("--durations <results>", "earlier results: shards take equal time by these")
    .option(...harnessOption)
    .option(...projectOption);
