import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

const unreachable: Fact = { fact: "upstream-unreachable" };

/** Response flags of access logs that name what failed, the most telling first; the others only go with one of them. */
const flags: readonly (readonly [flag: string, fact: Fact])[] = [
  ["UF", unreachable],
  ["UH", { fact: "upstream-unavailable" }],
  ["LH", { fact: "upstream-unavailable" }],
  ["UT", { fact: "timeout", of: "upstream" }],
  ["UPE", { fact: "not-http2" }],
  ["UC", { fact: "closed" }],
  ["UR", { fact: "stream-reset", code: null }],
  ["LR", { fact: "stream-reset", code: null }],
  ["NR", { fact: "http-status", status: 404 }],
  ["NC", { fact: "upstream-unavailable" }],
  ["RL", { fact: "http-status", status: 429 }],
  ["UAEX", { fact: "call-forbidden" }],
];

const flagged = (match: RegExpMatchArray): Fact | undefined => {
  const set = new Set((match[1] ?? "").split(","));
  return flags.find(([flag]) => set.has(flag))?.[1];
};

/** Envoy's access logs, and so those of Istio, Contour and other meshes and gateways. */
export const envoyFlagRows: readonly Row[] = rowsFrom(
  {
    stack: "envoy",
    seen: "Envoy 1.39 documentation, access log, %RESPONSE_FLAGS% and the default format",
    role: "between",
  },
  [
    [
      /"[A-Z]{3,7} \S{1,400} HTTP\/[\d.]{1,3}" \d{1,3} ([A-Z]{2,5}(?:,[A-Z]{2,5}){0,5})(?= )/,
      flagged,
      '"POST /kv.v1.KV/Get HTTP/2" 503 UF,URX "-" "-" 0 0 41',
    ],
    [
      /"(?:\w{1,20}_)?flags?"\s{0,4}:\s{0,4}"([A-Z]{2,5}(?:,[A-Z]{2,5}){0,5})"/,
      flagged,
      '{"response_code":503,"response_flags":"UH"}',
    ],
  ],
);
