import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";
import { tlsAlerts } from "./tls-alerts.ts";

/** TLSAlertType: the names of RFC 8446 in camel case, some with the end "_RESERVED". */
const alertNamed = (match: RegExpMatchArray): Fact | undefined => {
  const wanted = (match[1] ?? "").toLowerCase().replace(/_reserved$/, "");
  const found = tlsAlerts.find(({ name }) => name.replaceAll("_", "") === wanted);
  return found && found.name !== "close_notify"
    ? { fact: "alert-received", alert: found.name }
    : undefined;
};

/** ktor's own TLS, of its CIO engine. */
export const ktorRows: readonly Row[] = rowsFrom(
  {
    stack: "java",
    seen: "ktor 3 ktor-network-tls TLSClientHandshake.kt, Parser.kt",
    role: "client",
  },
  [
    [
      /\bReceived alert during handshake\. Level: \w{4,10}, code: (\w{3,40})|\bTLSAlertException: (\w{3,40})/,
      (match) => alertNamed([match[0], match[1] ?? match[2] ?? ""] as RegExpMatchArray),
      "Received alert during handshake. Level: FATAL, code: HandshakeFailure",
    ],
    [
      /\bNegotiation failed due to EOS\b/,
      { fact: "closed-in-handshake" },
      "io.ktor.network.tls.TLSException: Negotiation failed due to EOS",
    ],
    [
      /\bIllegal TLS frame size: \d{4,9}|\bInvalid TLS record type code: (?:7[0-9]|60|80|0)\b|\bTLSException: Unexpected record \w{2,30} \(/,
      { fact: "first-record-not-tls", got: "unsaid" },
      "io.ktor.network.tls.TLSException: Illegal TLS frame size: 20527",
    ],
    [
      /\bServer cipher suite \w{5,60} is not supported\b|\bNo supported cipher suites\b/,
      { fact: "no-common-suite" },
      "Server cipher suite TLS_AES_128_GCM_SHA256 is not supported",
    ],
    [
      /\bTLSException: Server sent no certificate\b/,
      { fact: "no-peer-certificate" },
      "io.ktor.network.tls.TLSException: Server sent no certificate",
    ],
    [
      /\bFailed to find private key for alias \S{1,80}\. Please check your key store/,
      { fact: "key-not-loadable", what: "key" },
      "Failed to find private key for alias kv. Please check your key store: x",
    ],
  ],
);
