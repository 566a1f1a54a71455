import { type LogLine, logLines, type Mended, mendedBy } from "./log-lines.ts";
import type { ReadSource } from "./read-text-matches.ts";

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

/** The name of a pod that is described, and its condition, which stands above the events that led to it. */
const described = /^Name: {1,40}([\w.-]{2,120})$/;
const condition = /^ {1,8}Ready {2,40}(True|False)\b/;

/** `isReady`: whether the line says so of what it names. */
type State = LogLine & Readonly<{ name: string; isReady: boolean }>;

/** The condition of each pod that is described. */
const conditionsIn = (lines: readonly LogLine[]): readonly State[] => {
  let name = "";
  return lines.flatMap((one): readonly State[] => {
    name = described.exec(one.words)?.[1] ?? name;
    const value = condition.exec(one.words)?.[1];
    if (value === undefined || name === "") return [];
    return [{ ...one, words: one.words.trim(), name, isReady: value === "True" }];
  });
};

const stateIn = (one: LogLine): State | undefined => {
  const [, pod, some, all, status] = row.exec(one.words) ?? [];
  if (pod !== undefined) {
    return { ...one, name: pod, isReady: some === all && some !== "0" && status === "Running" };
  }
  const name = ready
    .map((words) => words.exec(one.words)?.[1])
    .find((found) => found !== undefined);
  return name === undefined ? undefined : { ...one, name, isReady: true };
};

/** Faults of probes, each with the last line that says that all that it may be of is ready, or with the condition above it. */
export const readyPodsIn = (source: ReadSource): readonly Mended[] => {
  const lines = logLines(source, looked);
  const failed = lines.filter(({ fault, words }) => fault !== undefined && probe.test(words));
  const states = lines.flatMap((one) => (one.fault === undefined ? (stateIn(one) ?? []) : []));
  const conditions = conditionsIn(lines);
  return failed.flatMap((fault): readonly Mended[] => {
    const own = conditions.findLast(({ line }) => line < fault.line);
    const later = [...(own ? [own] : []), ...states.filter(({ line }) => line > fault.line)];
    const named = later.filter(({ name }) => fault.words.includes(name));
    const last = [
      ...new Map((named.length > 0 ? named : later).map((one) => [one.name, one])).values(),
    ];
    const end = last.at(-1);
    return end && last.every(({ isReady }) => isReady) ? [mendedBy(fault, end)] : [];
  });
};

/**
 * The last line that lists a pod as ready which was listed as not ready before; undefined where there is none. A pod that is
 * ready in the one list there is shows nothing: people paste it below an error because it runs all the same.
 */
export const podBackIn = (source: ReadSource): Pick<LogLine, "line" | "words"> | undefined => {
  // A pod that crashes is a fault itself.
  const states = logLines(source, looked).flatMap((one) => stateIn(one) ?? []);
  const last = new Map(states.map((one) => [one.name, one]));
  return states.findLast(
    (one) =>
      one.isReady &&
      last.get(one.name) === one &&
      states.some(({ name, isReady, line }) => name === one.name && !isReady && line < one.line),
  );
};
