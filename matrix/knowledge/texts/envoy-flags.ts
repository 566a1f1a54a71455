import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

const unreachable: Fact = { fact: "upstream-unreachable" };
const unavailable: Fact = { fact: "upstream-unavailable" };
const crowded: Fact = { fact: "too-many-calls" };
const reset: Fact = { fact: "stream-reset", code: null };
const late: Fact = { fact: "timeout", of: "upstream" };
const idle: Fact = { fact: "timeout", of: "keepalive" };
const ownFault: Fact = { fact: "http-status", status: 500 };

/**
 * Response flags of access logs with their long names, the most telling first. Those that tell of no failure are
 * missing (DI, FI, RFCF), what only goes with another (URX), and clients that left (DC, DR).
 */
const flags: readonly (readonly [flag: string, long: string, fact: Fact])[] = [
  ["DF", "DnsResolutionFailed", { fact: "name-not-resolved", name: null }],
  ["UO", "UpstreamOverflow", crowded],
  ["OM", "OverloadManagerTerminated", crowded],
  ["DO", "DropOverload", crowded],
  ["UDO", "UnconditionalDropOverload", crowded],
  ["RL", "RateLimited", { fact: "http-status", status: 429 }],
  ["UAEX", "UnauthorizedExternalService", { fact: "call-forbidden" }],
  ["UF", "UpstreamConnectionFailure", unreachable],
  ["UH", "NoHealthyUpstream", unavailable],
  ["LH", "FailedLocalHealthCheck", unavailable],
  ["UT", "UpstreamRequestTimeout", late],
  ["UMSDR", "UpstreamMaxStreamDurationReached", late],
  ["UPE", "UpstreamProtocolError", { fact: "not-http2" }],
  ["UC", "UpstreamConnectionTermination", { fact: "closed" }],
  ["UR", "UpstreamRemoteReset", reset],
  ["LR", "LocalReset", reset],
  ["NR", "NoRouteFound", { fact: "http-status", status: 404 }],
  ["NC", "NoClusterFound", unavailable],
  ["IH", "InvalidEnvoyRequestHeaders", { fact: "request-malformed", field: "unsaid" }],
  ["DPE", "DownstreamProtocolError", { fact: "request-malformed", field: "unsaid" }],
  ["RLSE", "RateLimitServiceError", ownFault],
  ["NFCF", "NoFilterConfigFound", ownFault],
  ["SI", "StreamIdleTimeout", idle],
  ["DT", "DurationTimeout", idle],
];

const flagged = (match: RegExpMatchArray): Fact | undefined => {
  const set = new Set((match[1] ?? "").split(","));
  return flags.find(([flag, long]) => set.has(flag) || set.has(long))?.[2];
};

/** Envoy's access logs, and so those of Istio, Contour and other meshes and gateways. */
export const envoyFlagRows: readonly Row[] = rowsFrom(
  {
    stack: "envoy",
    seen: "Envoy 1.39 documentation, access log, %RESPONSE_FLAGS%, %RESPONSE_FLAGS_LONG%; stream_info/utility.h",
    role: "between",
  },
  [
    [
      /"[A-Z]{3,7} \S{1,400} HTTP\/[\d.]{1,3}" \d{1,3} ([A-Z]{2,5}(?:,[A-Z]{2,5}){0,5})(?= )/,
      flagged,
      '"POST /kv.v1.KV/Get HTTP/2" 503 UF,URX "-" "-" 0 0 41',
    ],
    [
      /(?:"(?:\w{1,20}_)?flags?"\s{0,4}:\s{0,4}"|\bresponse_flags?=)([A-Z]{2,5}(?:,[A-Z]{2,5}){0,5})(?![\w,])"?/,
      flagged,
      '{"response_code":503,"response_flags":"UH"}',
    ],
    [
      /(?:"(?:\w{1,20}_)?flags?(?:_long)?"\s{0,4}:\s{0,4}"|\bresponse_flags?(?:_long)?=)((?:[A-Z][a-z]{1,12}){2,5}(?:,(?:[A-Z][a-z]{1,12}){2,5}){0,5})\b"?/,
      flagged,
      "response_code=503 response_flags=UpstreamConnectionFailure",
    ],
  ],
);
