import type { Finding } from "../../domain/behaviour.ts";
import { clean } from "../../domain/outside-text.ts";
import type { WireStream } from "../../wire/grpc-calls.ts";
import { clauses } from "../clauses.ts";
import { distinct, quote, violation } from "../findings.ts";
import { valueIn } from "../wire-view.ts";
import { answered } from "./answered.ts";
import type { InteropCase } from "./interop-case.ts";
import { type Reported, reported } from "./reported.ts";

/** What became of a case. */
export type CaseShown = Readonly<{
  /** Of each call in its order the last stream that carried it; null for one that was not begun. null: they cannot be read. */
  streams: readonly (WireStream | null)[] | null;
  client: Readonly<
    /** A client of CONTRACT.md, by what it says of each call. */
    | { kind: "reports"; reports: readonly Reported[] }
    /** A program of others, by how it ended: what is not as after a success, or null. */
    | { kind: "program"; difference: string | null }
  >;
}>;

/** Who did not do as the case says. A server is held against its requests, a client against its server's answers. */
export const judgedCase = (one: InteropCase, shown: CaseShown): readonly Finding[] => {
  const { calls } = one;
  // Calls that their client ends are tries of one thing.
  const ofCall = (at: number) =>
    calls.length > 1 && calls[at]?.ownCode === null ? `${calls[at]?.name}: ` : "";
  const { streams, client } = shown;
  const ofAnswers = calls.flatMap(({ ownCode }, at) => {
    const stream = streams?.[at];
    return stream && ownCode === null ? answered(stream, ofCall(at)) : [];
  });
  const ofClient =
    client.kind === "reports"
      ? calls.flatMap((call, at) => {
          const report = client.reports[at];
          return report ? reported(call, report, streams?.[at], ofCall(at)) : [];
        })
      : ofProgram(one, streams, client.difference, ofAnswers);
  return distinct([...ofAnswers, ...ofClient]);
};

const ofProgram = (
  { calls }: InteropCase,
  streams: CaseShown["streams"],
  difference: string | null,
  ofAnswers: readonly Finding[],
): readonly Finding[] => {
  if (difference !== null) {
    // What its server has done is told by its server.
    if (ofAnswers.length > 0) return [];
    const by = streams === null ? null : "client";
    const end = quote("client", clean(difference));
    return [violation(by, clauses.interop, "the client says that the case has failed", end)];
  }
  const missing = calls.filter(
    ({ path, ownCode }, at) =>
      streams !== null &&
      ownCode === null &&
      valueIn(streams[at]?.request.blocks[0], ":path") !== path,
  );
  return missing.length === 0
    ? []
    : [
        violation(
          "client",
          clauses.interop,
          `the client says that the case has passed, and made no call ${missing.map(({ name }) => name).join(", ")}`,
          quote("wire", `no ${missing[0]?.path} at its place`),
        ),
      ];
};
