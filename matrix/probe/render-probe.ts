import { type Cause, type CauseCode, type Diagnosis, pageOf } from "../domain/cause.ts";
import { certaintyOf } from "../domain/doubt.ts";
import type { ProbeFact, ProbeReport, ProbeRung } from "../domain/probe-report.ts";
import { wrapped } from "../report/ladder/wrapped.ts";
import { opensslReason } from "../run/proof/openssl-reason.ts";
import { refusedFact } from "./facts.ts";
import { isOfClients } from "./kept-out.ts";

const columns = 80;

/** Later ones rarely matter; JSON has them all. */
const shownCauses = 3;

const signs: Readonly<Record<ProbeRung["verdict"], string>> = {
  passed: "✓",
  odd: "!",
  failed: "✗",
  skipped: "-",
};

/**
 * What matters first, then the ladder, then the causes. A healthy endpoint takes at most 25 lines of 80 columns.
 *
 * @param fixesOf - how a cause is mended in the stacks that were asked for, a line each.
 * @param nextCommand - what to type next; null for nothing.
 */
export const renderProbe = (
  report: ProbeReport,
  fixesOf: (cause: Cause) => readonly string[],
  nextCommand: string | null,
): string => {
  const { rungs, diagnosis } = report;
  const lines = [
    ...wrapped(headline(report), columns, "  "),
    "",
    ...rungs.flatMap((rung) => rungLines(rung, diagnosis?.causes[0]?.code ?? null)),
    ...(diagnosis ? causeLines(diagnosis, fixesOf) : []),
    ...(nextCommand === null ? [] : ["", ...wrapped(`next: ${nextCommand}`, columns, "  ")]),
  ];
  return `${lines.join("\n")}\n`;
};

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

const headline = ({ target, rungs, diagnosis, elapsedMs }: ProbeReport): string => {
  const [cause] = diagnosis?.causes ?? [];
  if (!cause) {
    const refuses = refusesSome(rungs) ? ", and refuses this caller some calls" : "";
    return `✓ ${target} is healthy: gRPC answers${refuses} (${seconds(elapsedMs)})`;
  }
  const side = cause.side === null ? "" : `, ${cause.side} side`;
  const certainty =
    cause.decided || cause.code === "undiagnosed" ? "" : ` (${certaintyOf(cause, 0)})`;
  const who = isOfClients(cause) ? "" : whoFails(rungs);
  return `✗ ${target}: ${who}${cause.code}${side}${certainty}: ${cause.sentence} (${seconds(elapsedMs)})`;
};

/** Which clients fail, where others get in; empty where all are alike. */
const whoFails = (rungs: ProbeReport["rungs"]): string => {
  const facts = rungs.find(({ name }) => name === "clients")?.facts ?? [];
  const those = (begin: string) =>
    facts.flatMap(({ name, value }) => (value.startsWith(begin) ? [name] : []));
  const [failing, passing] = [those("fails: "), those("passes")];
  return failing.length > 0 && passing.length > 0
    ? `clients of ${failing.join(", ")} fail, those of ${passing.join(", ")} get in: `
    : "";
};

const refusesSome = (rungs: ProbeReport["rungs"]): boolean =>
  rungs.some(({ facts }) => facts.some(({ name }) => name === refusedFact));

const rungLines = (rung: ProbeRung, cause: CauseCode | null): readonly string[] => {
  const time = rung.elapsedMs > 0 ? `${rung.elapsedMs.toFixed(0)} ms` : "";
  const room = columns - 20;
  const [line = "", ...more] = wrapped(rung.summary, room - 1);
  const summary = more.length > 0 ? `${line}…` : line;
  const head = `${signs[rung.verdict]} ${rung.name.padEnd(8)} ${summary.padEnd(room)} ${time.padStart(8)}`;
  return [
    head.trimEnd(),
    ...rung.facts.filter((fact) => isShown(fact, rung, cause)).flatMap(factLines),
  ];
};

/** Of a rung that passed, what its summary says is enough; that a client fails for the first cause is no news. */
const isShown = (
  { weight, name, value }: ProbeFact,
  rung: ProbeRung,
  cause: CauseCode | null,
): boolean => {
  if (rung.name === "clients") return weight !== "plain" && value !== `fails: ${cause}`;
  return weight !== "plain" || (rung.verdict === "failed" && cause !== null && name !== "sha256");
};

/** Wrapped, every line that far in; those after the first two columns further. */
const block = (indent: number, text: string): readonly string[] =>
  wrapped(text, columns - indent, "  ").map((line) => " ".repeat(indent) + line);

const weightSigns: Readonly<Record<ProbeFact["weight"], string>> = {
  plain: "·",
  odd: "!",
  bad: "✗",
};

const factLines = ({ name, value, weight }: ProbeFact): readonly string[] =>
  block(4, `${weightSigns[weight]} ${name}: ${value}`);

const causeLines = (
  { causes, nextCheck }: Diagnosis,
  fixesOf: (cause: Cause) => readonly string[],
): readonly string[] => [
  ...causes.slice(0, shownCauses).flatMap((cause, at) => {
    const { code, side, doubt, sentence, matched, remedy, clause } = cause;
    const certainty = code === "undiagnosed" ? "" : `, ${certaintyOf(cause, at)}`;
    const title = `${at + 1}. ${code}${side ? ` (${side})` : ""}${certainty}: ${sentence}`;
    const first = at === 0;
    return [
      "",
      ...wrapped(title, columns, "   "),
      ...(doubt ? block(3, `not certain: ${doubt}`) : []),
      ...matched
        .slice(0, first ? 5 : 1)
        .flatMap(({ by, text }) => block(3, `${by}: ${opensslReason(text)}`)),
      ...(first ? fixesOf(cause) : remedy ? [`fix: ${remedy}`] : []).flatMap((fix) =>
        block(3, fix),
      ),
      ...(first && clause ? block(3, `see: ${clause}`) : []),
      ...(first && code !== "undiagnosed" ? block(3, `more: ${pageOf(code)}`) : []),
    ];
  }),
  ...(nextCheck ? ["", ...wrapped(`to be certain: ${nextCheck}`, columns, "  ")] : []),
];
