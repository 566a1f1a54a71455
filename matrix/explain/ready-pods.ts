import type { Retried } from "./attempts.ts";
import { faultLines } from "./fault-lines.ts";
import type { ReadSource } from "./read-text-matches.ts";
import { linesOf } from "./unwrapped.ts";

// What Kubernetes says of pods after its probes of them failed: a pod is ready when its probes are answered.

/** UTF-16 units of a line that are looked at. */
const looked = 400;

/** A row of `kubectl get pods`, with the containers that are ready, and all. */
const row =
  /^\s{0,8}(?:[\w-]{1,60} {1,20})?([a-z\d][\w.-]{1,120}) {1,40}(\d{1,3})\/(\d{1,3}) {1,12}([A-Z]\w{3,40})\b/;

/** What `kubectl rollout status` and `kubectl wait` end with, and the condition of a pod that is described. */
const ready = [
  /\b(?:deployment|statefulset|daemon set|daemonset|stateful set)s?(?:\.apps)?[ /]"?([\w.-]{2,120})"? successfully rolled out\b/,
  /\b(?:pod|deployment)s?(?:\.apps)?\/([\w.-]{2,120}) condition met\b/,
  /^statefulset rolling update complete [1-9]\d{0,4} pods at revision ([\w.-]{2,120}?)-[\w]{4,12}\.{3}/,
];

const probe = /\b(?:[Rr]eadiness|[Ll]iveness|[Ss]tartup) probe (?:failed|errored)\b/;

/** `isReady`: whether the line says so of what it names. */
type State = Readonly<{ line: number; words: string; name: string; isReady: boolean }>;

const stateIn = (words: string, line: number): State | undefined => {
  const [, pod, some, all, status] = row.exec(words) ?? [];
  if (pod !== undefined) {
    return {
      line,
      words,
      name: pod,
      isReady: some === all && some !== "0" && status === "Running",
    };
  }
  const name = ready.map((one) => one.exec(words)?.[1]).find((one) => one !== undefined);
  return name === undefined ? undefined : { line, words, name, isReady: true };
};

/** Faults of probes, each with the last line that says that all that it may be of is ready. */
export const readyPodsIn = (source: ReadSource): readonly Retried[] => {
  const faults = faultLines(source);
  if (faults.size === 0) return [];
  const lines = linesOf(source.text).map(({ from, to }) => ({
    line: source.lineOf(from),
    words: source.text.slice(from, Math.min(to, from + looked)),
  }));
  const states = lines.flatMap(({ line, words }) =>
    faults.has(line) ? [] : (stateIn(words, line) ?? []),
  );
  return lines.flatMap(({ line, words }): readonly Retried[] => {
    if (!faults.has(line) || !probe.test(words)) return [];
    const later = states.filter((one) => one.line > line);
    const named = later.filter(({ name }) => words.includes(name));
    const last = new Map((named.length > 0 ? named : later).map((one) => [one.name, one]));
    const end = [...last.values()].at(-1);
    const isOver = [...last.values()].every(({ isReady }) => isReady);
    return end && isOver ? [{ fault: line, line: end.line, words: end.words }] : [];
  });
};
