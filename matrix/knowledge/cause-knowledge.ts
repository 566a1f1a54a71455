import type { Coordinates } from "../domain/axes.ts";
import type { Side } from "../domain/cause.ts";

/** Whose settings a fix is in; `any` in words that are true whatever the stack is. */
export type FixFor =
  | "any"
  | "go"
  | "python"
  | "node"
  | "java"
  | "rust"
  | "dotnet"
  | "nginx"
  | "envoy"
  | "haproxy";

/** A cause as it is in every case of it. */
export type CauseKnowledge = Readonly<{
  /** What is wrong, one sentence without particulars. */
  summary: string;
  /** Who may be the one to change something, the likeliest first. */
  sides: readonly Side[];
  /** Whether it can pass with nothing changed: of a fault that was over later, it was such a cause. */
  passes?: true;
  /** How to tell it from what looks alike: a command, and what it shows. */
  toBeSure: string;
  /** The RFC section or upstream source that it rests on. */
  clause: string;
  /** What tells it from another candidate. */
  check: CauseCheck;
  /** The change, in words, and in a stack's own API; never that a check be switched off. */
  fix: Readonly<{ any: string } & Partial<Record<FixFor, string>>>;
  /**
   * By the side at fault, what a run may change in a cell beside what its plan varies: where it passes then, that is a
   * remedy. Absent where nothing of a cell is one.
   */
  remedyOn?: Readonly<Partial<Record<Side, Partial<Coordinates>>>>;
}>;

export type CauseCheck = Readonly<{
  /** Where one looks: at the endpoint that was dialled, at the same without TLS, or at the program itself. */
  at: "endpoint" | "endpoint in plaintext" | "program";
  /** What to look at there; null where nothing in particular tells it. */
  look: string | null;
}>;
