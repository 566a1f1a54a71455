import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

const unreachable: Fact = { fact: "upstream-unreachable" };
const late: Fact = { fact: "timeout", of: "upstream" };
const idle: Fact = { fact: "timeout", of: "keepalive" };
const crowded: Fact = { fact: "too-many-calls" };
const left: Fact = { fact: "cancelled" };
const lost: Fact = { fact: "upstream-lost" };

/**
 * How a session ended, by the first two letters of its state; what HAProxy answered itself (L) and what an operator ended (K)
 * are no failures.
 */
const states: Readonly<Record<string, Fact>> = {
  SC: unreachable,
  sC: unreachable,
  SH: { fact: "closed" },
  sH: late,
  SD: lost,
  sD: idle,
  SL: lost,
  SQ: unreachable,
  sQ: late,
  CC: left,
  CD: left,
  CH: left,
  CL: left,
  CQ: left,
  CR: left,
  CT: left,
  cD: idle,
  cH: idle,
  cR: idle,
  PC: crowded,
  PD: { fact: "upstream-unreadable" },
  PH: { fact: "not-http2" },
  PR: { fact: "request-malformed", field: "unsaid" },
  PT: { fact: "call-forbidden" },
  RC: crowded,
  RH: crowded,
  RQ: crowded,
  DD: lost,
  DH: lost,
};

/** HTTP's statuses that a state of a denial or an answer goes with. */
const stated = (status: string | undefined, state: string): Fact | undefined => {
  // What came was answered well; a request that could not be read is named by <BADREQ>.
  if (status?.startsWith("2") && !state.endsWith("D")) return undefined;
  if (state === "PR" && status === "400") return undefined;
  return state === "PR" && status === "403" ? { fact: "call-forbidden" } : states[state];
};

export const haproxyStateRows: readonly Row[] = rowsFrom(
  {
    stack: "haproxy",
    seen: "HAProxy 50872daa6 doc/configuration.txt section 8.5, behind status, bytes and two cookies (8.2.3) or times and bytes (8.2.2)",
    role: "between",
  },
  [
    [
      /(?<= )(-1|[1-5]\d{2}) \d{1,12} \S{1,80} \S{1,80} ([A-Zcs][A-Z])[A-Z-]{2}(?= \d)/,
      (match) => stated(match[1], match[2] ?? ""),
      "fe~ be/s1 0/0/1/-1/5001 502 209 - - SH-- 1/1/0/0/0 0/0",
    ],
    [
      /(?<= \d{1,9}\/-?\d{1,9}\/\+?\d{1,9} )\d{1,14} ([A-Zcs][A-Z])(?= \d{1,9}\/\d{1,9}\/\d{1,9}\/\d{1,9}\/\+?\d{1,3} )/,
      (match) => stated(undefined, match[1] ?? ""),
      "haproxy[1201]: 10.0.0.9:41012 [02/May/2024:08:11:09.412] fe_tcp be_tcp/s1 1/-1/5001 0 SC 1/1/0/0/0 0/0",
    ],
  ],
);
