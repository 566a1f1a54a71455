import type { Finding } from "../../domain/behaviour.ts";
import { clauses } from "../clauses.ts";
import { quote, violation } from "../findings.ts";
import type { ShownStart } from "./plugin-behaviour.ts";

/** A pair that was asked for nothing impossible talks. Which side is wrong where it does not, only what else is found tells. */
const usable = ({ refusal, difference }: ShownStart): readonly Finding[] => {
  if (refusal !== null) {
    return [
      violation(null, clauses.start, "the host does not take the plugin", quote("client", refusal)),
    ];
  }
  return difference === null
    ? []
    : [
        violation(
          null,
          clauses.start,
          "the host cannot use the plugin",
          quote("client", difference),
        ),
      ];
};

/** What is found, and only where that is nothing, that the pair does not talk. */
export const orUnusable = (
  shown: ShownStart,
  ...found: readonly (readonly Finding[])[]
): readonly Finding[] => {
  const findings = found.flat();
  return findings.some(({ kind }) => kind === "violation")
    ? findings
    : [...findings, ...usable(shown)];
};

/** A host does not leave behind what it does not take. */
export const endedByRefusal = ({ outlivesRefusal }: ShownStart): readonly Finding[] =>
  outlivesRefusal
    ? [violation("client", clauses.start, "a plugin that the host refuses goes on running")]
    : [];
