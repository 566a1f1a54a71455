import type { Finding } from "../../domain/behaviour.ts";
import { authorityAdvice } from "../authority.ts";
import { clauses } from "../clauses.ts";
import { livedWith, quote, violation } from "../findings.ts";
import { socketAsAuthority } from "../wire-view.ts";
import type { ShownStart } from "./plugin-behaviour.ts";

/** A pair that was asked for nothing impossible talks. Which side is wrong where it does not, only what else is found tells. */
const usable = ({ refusal, difference, wire }: ShownStart): readonly Finding[] => {
  if (refusal !== null) {
    return [
      violation(null, clauses.start, "the host does not take the plugin", quote("client", refusal)),
    ];
  }
  if (difference === null) return [];
  const refused = wire.streams?.find(
    (stream) => stream.response.reset === "PROTOCOL_ERROR" && socketAsAuthority(stream),
  );
  return refused
    ? [
        livedWith(
          authorityAdvice,
          violation(
            "client",
            clauses.request,
            "the host names the path of the socket as the authority, which the plugin does not take",
            quote("wire", `:authority ${socketAsAuthority(refused)}`),
            quote("client", difference),
          ),
        ),
      ]
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
