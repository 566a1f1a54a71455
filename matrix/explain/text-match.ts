import type { Side } from "../domain/cause.ts";
import type { Fact, Role, Stack } from "../domain/fact.ts";

/** Which end of the connection the printer was, of which it speaks. A proxy is both, one at a time. */
export type Acting = "client" | "server" | null;

/** One text of a stack in a log, and who printed it. */
export type TextMatch = Readonly<{
  fact: Fact;
  stack: Stack;
  by: Role | null;
  acting: Acting;
  quote: string;
  /** Whether the process itself speaks, somebody tells of it, or a test or a task that went well made it say so. */
  context: "printed" | "quoted" | "provoked";
  /** What the process said at once, the first 4,096 UTF-16 units of it. */
  around: string;
  /** The file's name as given, "-" for standard input. */
  source: string;
  /** Counts from 1, in the log as it was pasted. */
  line: number;
  /** The same for what one process said at once; unique across sources. */
  record: string;
}>;

/** Who has to change something, seen from the printer: its own end, or the one that it spoke with. */
export const sideOf = ({ by, acting }: TextMatch, end: "own" | "peer"): Side | null => {
  if (by === "between")
    return end === "own" ? "between" : acting === "client" ? "server" : "client";
  if (acting === null) return null;
  if (end === "own") return acting;
  return acting === "client" ? "server" : "client";
};
