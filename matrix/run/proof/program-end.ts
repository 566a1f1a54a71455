import type { OutsideText } from "../../domain/outside-text.ts";
import type { JudgedStep } from "../../domain/run-result.ts";
import type { GrpcClient } from "../../domain/third-party.ts";
import type { KeyLog } from "../../wire/key-log.ts";
import type { Attempt } from "../evidence/attempt.ts";
import type { SeenCalls } from "../evidence/observed-properties.ts";
import type { TappedConnection } from "../observe/tap.ts";
import type { Ended, Supervised } from "../supervise/start.ts";
import type { Reaction } from "./client-controls.ts";
import { type WireWitness, wireWitness } from "./wire-witness.ts";

/** How a program of others, which calls and ends, came to its end. */
export type ProgramEnd = Readonly<{ end: Ended; elapsedMs: number }> &
  Readonly<
    | { kind: "succeeded" }
    /** `difference`: what it did instead of what its manifest says of a success. */
    | { kind: "failed"; difference: string }
    | { kind: "overdue"; difference: string }
  >;

/** Waits until it ends by itself; one that takes longer is ended. */
export const programEnd = async (
  process: Supervised,
  { prints }: Pick<GrpcClient, "prints">,
  limitMs: number,
): Promise<ProgramEnd> => {
  const begun = performance.now();
  const inTime = await process.ended.orAfter(limitMs, null);
  const end = inTime ?? (await process.stop());
  const elapsedMs = performance.now() - begun;
  if (inTime === null) {
    const difference = `did not end within ${limitMs} ms`;
    return { end, elapsedMs, kind: "overdue", difference };
  }
  const difference = differenceIn(end, process.stderr.since(0), prints);
  return difference === null
    ? { end, elapsedMs, kind: "succeeded" }
    : { end, elapsedMs, kind: "failed", difference };
};

const differenceIn = (end: Ended, printed: OutsideText, prints: string): string | null => {
  if (end.kind === "not-started") return end.error;
  const { code, signal } = end.exit;
  if (code !== 0) {
    const how = end.reason ?? signal ?? `exit code ${code}`;
    return `ended with ${how}: ${printed.lastLine("no words").slice(0, 300)}`;
  }
  return printed.raw.includes(prints)
    ? null
    : `ended with exit code 0, and did not print ${prints}`;
};

/** What it made of a decoy. */
export const reactionOf = (end: ProgramEnd): Extract<Reaction, { kind: "called" }> =>
  end.kind === "succeeded"
    ? { kind: "called", status: "OK", message: "it ended as after a success" }
    : { kind: "called", status: undefined, message: end.difference };

/** The step `exit`, held against the wire. */
export type JudgedEnd = Readonly<{
  step: JudgedStep;
  client: Extract<Attempt, { kind: "tried" }>["client"];
  /** Who saw the call. */
  calls: SeenCalls;
  witness: WireWitness;
}>;

/** A program that says that it succeeded, and made no call where the wire would show it, did not. */
export const judgedEnd = (
  end: ProgramEnd,
  { path }: Pick<GrpcClient, "path">,
  connections: readonly TappedConnection[],
  keyLogs: readonly KeyLog[],
): JudgedEnd => {
  const witness = wireWitness(connections, keyLogs);
  const isSeen = witness.showsAnswered(path);
  const difference =
    end.kind !== "succeeded"
      ? end.difference
      : connections.length > 0 && witness.read === "all" && !isSeen
        ? `ended as after a success, and the wire shows no call of ${path} that was answered with OK`
        : null;
  return {
    step: { name: "exit", elapsedMs: end.elapsedMs, passed: difference === null, difference },
    client: end.kind === "overdue" ? "overdue" : "in-time",
    calls: isSeen ? "on the wire" : "unseen",
    witness,
  };
};
