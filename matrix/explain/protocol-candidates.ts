import type { Fact } from "../diagnose/texts/fact.ts";
import { firstOctetsOf } from "../diagnose/texts/hex-octets.ts";
import { byActing, decidedAs, oneOf, type Reading, type Sided } from "./candidate.ts";
import { type Acting, sideOf, type Utterance } from "./utterance.ts";

/** A text where TLS was expected. Which end is wrong turns on which one printed it. */
export const notTlsCandidates = (
  said: Utterance,
  { got }: Extract<Fact, { fact: "first-record-not-tls" }>,
): Reading => {
  if (got === "proxy-connect") {
    return oneOf("root", [
      ["http-proxy-intercept", "client"],
      ["wrong-endpoint", "client"],
    ]);
  }
  const acting = said.acting ?? actingByOctets(said.quote);
  return byActing(
    { ...said, acting },
    {
      client: decidedAs("tls-client-to-plaintext-port", said.by === "between" ? "between" : null),
      server: decidedAs("plaintext-client-to-tls-port", sideOf({ ...said, acting }, "peer")),
      unknown: oneOf("root", [
        ["tls-client-to-plaintext-port", null],
        ["plaintext-client-to-tls-port", null],
      ]),
    },
  );
};

/** Who printed octets that came in place of TLS: an answer comes to a client, a request to a server. */
const actingByOctets = (quote: string): Acting => {
  const hex = /[\da-f]{8,}/i.exec(quote)?.[0];
  switch (hex === undefined ? "unknown" : firstOctetsOf(hex)) {
    case "http1-answer":
    case "http2-settings":
    case "ssh":
      return "client";
    case "http1-request":
    case "http2-preface":
      return "server";
    case "client-hello":
    case "handshake":
    case "alert":
    case "unknown":
      return null;
  }
};

/** A TLS record where HTTP/2 was expected: its type tells who sent it. */
export const tlsRecordCandidates = (
  said: Utterance,
  { record }: Extract<Fact, { fact: "tls-record-received" }>,
): Reading => {
  if (record === "client-hello") return decidedAs("tls-client-to-plaintext-port", null);
  if (record === "alert" && said.acting !== "server") {
    return decidedAs("plaintext-client-to-tls-port", sideOf(said, "own"));
  }
  return byActing(said, {
    client: decidedAs("plaintext-client-to-tls-port", sideOf(said, "own")),
    server: decidedAs("tls-client-to-plaintext-port", null),
    unknown: oneOf("root", [
      ["plaintext-client-to-tls-port", null],
      ["tls-client-to-plaintext-port", null],
    ]),
  });
};

/** HTTP/1 in answer to HTTP/2. nginx answers so to plaintext on its TLS port, too. */
export const http1Candidates = (): Reading =>
  oneOf("root", [
    ["peer-speaks-http1", null],
    ["wrong-endpoint", null],
    ["plaintext-client-to-tls-port", "client"],
  ]);

/** HTTP/1 asked a server for what it serves in HTTP/2: a gRPC service says so, of a call that lost HTTP/2 on its way. */
export const http1RequestCandidates = ({ quote }: Utterance): Reading => {
  const sided: readonly [Sided, Sided] = [
    ["wrong-endpoint", "client"],
    ["peer-speaks-http1", "client"],
  ];
  return oneOf("root", /^Request protocol/.test(quote) ? [sided[1], sided[0]] : sided);
};

/** ALPN: interception and a wrong endpoint look like a server without. */
export const alpnCandidates = (
  said: Utterance,
  { fact }: Extract<Fact, { fact: "no-alpn-selected" | "alpn-none-in-common" }>,
): Reading => {
  if (fact === "alpn-none-in-common") return decidedAs("alpn-mismatch", null);
  if (said.acting === "server") return decidedAs("alpn-not-negotiated", "client");
  return oneOf("root", [
    ["alpn-not-negotiated", sideOf(said, "peer")],
    ["tls-interception", "between"],
    ["wrong-endpoint", null],
  ]);
};

/** Octets that are no HTTP/2, of unknown kind. */
export const notHttp2Candidates = (said: Utterance): Reading => {
  if (said.stack === "nginx" || said.stack === "envoy") {
    return oneOf("root", [
      ["peer-not-http2", "between"],
      ["peer-speaks-http1", "between"],
      ["http-status-from-intermediary", "between"],
      ["wrong-endpoint", null],
    ]);
  }
  // Law of "frame with invalid size": a TLS port that was spoken to in plaintext, or ALPN that chose HTTP/1.
  if (said.stack === "tonic") {
    return oneOf("root", [
      ["plaintext-client-to-tls-port", "client"],
      ["alpn-not-negotiated", null],
      ["peer-speaks-http1", null],
    ]);
  }
  return oneOf("root", [
    ["peer-speaks-http1", null],
    ["peer-not-http2", null],
    ["plaintext-client-to-tls-port", "client"],
    ["wrong-endpoint", null],
  ]);
};

/** A handshake that one side could not follow. */
export const garbledCandidates = ({ quote }: Utterance): Reading =>
  /TLSEXT|EXTENSION/i.test(quote)
    ? oneOf("root", [
        ["alpn-mismatch", null],
        ["no-common-version", null],
        ["reset-by-intermediary", "between"],
      ])
    : oneOf("end", [
        ["tls-client-to-plaintext-port", null],
        ["reset-by-intermediary", "between"],
      ]);
