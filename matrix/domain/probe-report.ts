import type { Diagnosis } from "./cause.ts";

/** The rungs of a probe, in the order in which they are climbed. */
export type ProbeRungName = "resolve" | "connect" | "speaks" | "tls" | "alpn" | "grpc" | "clients";

/** One thing that was seen on a rung. */
export type ProbeFact = Readonly<{
  name: string;
  value: string;
  /** `bad`: by itself it keeps clients out; `odd`: some of them, or it is worth a look. */
  weight: "plain" | "odd" | "bad";
}>;

export type ProbeRung = Readonly<{
  name: ProbeRungName;
  /** `skipped`: an earlier rung, or what was asked for, left nothing to try. */
  verdict: "passed" | "odd" | "failed" | "skipped";
  /** What matters, in a few words. */
  summary: string;
  facts: readonly ProbeFact[];
  elapsedMs: number;
  limitMs: number;
}>;

/** What a probe of one endpoint came to. */
export type ProbeReport = Readonly<{
  /** As it was given. */
  target: string;
  rungs: readonly ProbeRung[];
  /** null where the endpoint is healthy. */
  diagnosis: Diagnosis | null;
  elapsedMs: number;
}>;
