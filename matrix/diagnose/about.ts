import type { Side } from "../domain/cause.ts";

/** Whose settings a fix is in; `any` where they are in no stack's own. */
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

/** A cause as a page tells of it, whoever's case it is. */
export type About = Readonly<{
  /** What the matter is, one sentence without particulars. */
  summary: string;
  /** Who may be the one to change something, the likeliest first. */
  sides: readonly Side[];
  /** How to tell it from what looks alike: a command, and what it shows. */
  toBeSure: string;
  /** The change in a stack's own API; never that a check be switched off. */
  fix: Readonly<Partial<Record<FixFor, string>>>;
}>;
