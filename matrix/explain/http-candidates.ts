import type { Fact } from "../diagnose/texts/fact.ts";
import { decodeNumbers } from "../diagnose/texts/numbers.ts";
import { decidedAs, oneOf, type Reading } from "./candidate.ts";
import { http1Candidates } from "./protocol-candidates.ts";
import type { Utterance } from "./utterance.ts";

/** Who rejected, and whether what answered is the right one, an HTTP status does not say. */
export const statusCandidates = (status: number): Reading => {
  // 464: only AWS's load balancers answer so.
  if (status === 464) return decidedAs("http-status-from-intermediary", "between");
  if (status === 421)
    return oneOf("root", [
      ["authority-rejected", null],
      ["wrong-endpoint", null],
    ]);
  if (status === 407) return decidedAs("http-proxy-intercept", "client");
  return oneOf("root", [
    ["http-status-from-intermediary", "between"],
    ["wrong-endpoint", null],
    ...(status === 404 ? ([["service-unimplemented", "server"]] as const) : []),
    ...(status === 403 ? ([["authority-rejected", null]] as const) : []),
  ]);
};

/** A proxy that was asked to CONNECT: to say so is no failure. */
export const proxyCandidates = (
  said: Utterance,
  { status }: Extract<Fact, { fact: "proxy-connect" }>,
): Reading => {
  if (/in proxy URI/.test(said.quote)) {
    return oneOf("root", [
      ["http-proxy-intercept", "client"],
      ["target-unusable", "client"],
    ]);
  }
  if (/via HTTP proxy/.test(said.quote)) return oneOf("end", [["http-proxy-intercept", "client"]]);
  return status !== null && status < 300
    ? oneOf("end", [["http-proxy-intercept", "client"]])
    : decidedAs("http-proxy-intercept", "client");
};

/** Something that is no gRPC came in HTTP/2's frames. */
export const notGrpcCandidates = (): Reading =>
  oneOf("root", [
    ["http-status-from-intermediary", "between"],
    ["wrong-endpoint", null],
  ]);

/** What a number says that was read as a length and is text: undefined where none does. */
export const lengthsIn = (text: string): Reading | undefined => {
  const octets = decodeNumbers(text).find(({ meaning }) => meaning.startsWith("the octets "));
  if (octets === undefined) return undefined;
  return /"(?:HTT|P\/)/.test(octets.meaning) ? http1Candidates() : notGrpcCandidates();
};

/** A length that was too large, unless it is four characters. */
export const lengthCandidates = ({ size }: Extract<Fact, { fact: "message-too-large" }>): Reading =>
  lengthsIn(` ${size ?? ""} `) ??
  (size !== null && isText(size) ? notGrpcCandidates() : decidedAs("message-too-large", null));

/** Behind the octet that gRPC takes for a flag: "!DOC" of "<!DOCTYPE". No message has half a gibibyte. */
const isText = (size: number): boolean => {
  if (size < 0x2020_2020 || size > 0x7e7e_7e7e) return false;
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(size);
  return /^[\x20-\x7e]{4}$/.test(octets.toString("latin1"));
};

export const goawayCandidates = ({ code, debug }: Extract<Fact, { fact: "goaway" }>): Reading => {
  if (code === "ENHANCE_YOUR_CALM" || code === "11" || debug === "too_many_pings") {
    return decidedAs("goaway-enhance-your-calm", "client");
  }
  return oneOf(code === null || code === "NO_ERROR" || code === "0" ? "end" : "root", [
    ["goaway", "server"],
    ["idle-drop", "between"],
  ]);
};

export const streamCandidates = (code: string | null): Reading => {
  if (code === "HTTP_1_1_REQUIRED" || code === "13") {
    return decidedAs("peer-speaks-http1", "server");
  }
  if (code === "INADEQUATE_SECURITY" || code === "12") {
    return decidedAs("no-common-cipher-suite", null);
  }
  return oneOf("root", [
    ["stream-reset", null],
    ["http-status-from-intermediary", "between"],
    ["peer-not-http2", "between"],
  ]);
};
