import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";
import { tlsAlerts } from "./tls-alerts.ts";
import { wolfsslErrors, wolfsslNames } from "./wolfssl-errors.ts";

const byCode: ReadonlyMap<number, Fact> = new Map(
  wolfsslErrors.map(([code, , fact]) => [code, fact]),
);

const coded = (match: RegExpMatchArray): Fact | undefined => byCode.get(Number(match[1]));

/** wolfSSL, in firmware, curl and lighttpd, and esp-tls over it. */
export const wolfsslRows: readonly Row[] = rowsFrom(
  {
    stack: "wolfssl",
    seen: "wolfSSL 00368d1c error-crypt.h, 03817e00 error.c, src/internal.c of 2025; forms in reports",
  },
  [
    ...wolfsslErrors.flatMap(([, words, fact]) => (words === null ? [] : [[words, fact] as const])),
    [
      /\bASN date error, current date (?:is )?before/,
      { fact: "certificate-not-yet-valid" },
      "ASN date error, current date before",
    ],
    [
      /\bASN date error, current date (?:is )?after/,
      { fact: "certificate-expired" },
      "ASN date error, current date after",
    ],
    [
      /\b(?:wolf)?SSL_(?:connect|accept|read|write|negotiate)\b[^\n]{0,40}?\berr(?:or)?(?: code)?[ :=]{1,3}(-\d{3})(?!\d)/,
      coded,
      "wolfSSL_connect error -188, x",
    ],
    [
      /\bwolfSSL error occurred, error = (-\d{3})(?!\d)/,
      coded,
      "wolfSSL error occurred, error = -151 line:1",
    ],
    [/\bSSL connect \(err (-\d{3}), /, coded, "failed SSL connect (err -313, x)", "client"],
    [/\bSSL accept \(err (-\d{3}), /, coded, "failed SSL accept (err -326, x)", "server"],
    [
      // In no header's own line, which gives the name its number.
      new RegExp(`\\b(?:${[...wolfsslNames.keys()].join("|")})\\b(?! {0,20}= {0,4}-\\d)`),
      (match) => wolfsslNames.get(match[0]),
      "wolfSSL error: ASN_NO_SIGNER_E",
    ],
    [
      /\bCA signer not available for verification/,
      { fact: "unknown-authority", chain: "unsaid" },
      "curl: (60) CA signer not available for verification",
      "client",
    ],
    [
      // curl's lib/vtls/wolfssl.c.
      /\bsubject alt name\(s\) or common name do not match "([^"\n]{1,253})"/,
      (match) => ({ fact: "hostname-mismatch", wanted: match[1] ?? null, valid: null }),
      'subject alt name(s) or common name do not match "kv.example.net"',
      "client",
    ],
    [
      /\bOCSP (?:[Ll]ookup [Ff]ailure|Responder lookup fail)|\bCRL (?:missing, not loaded|Cert date error)/,
      { fact: "revocation-unknown" },
      "OCSP Responder lookup fail",
    ],
    [
      // Debug output, from reports.
      /\bAlert type: ([a-z_]{5,40})/,
      (match) =>
        tlsAlerts.some(({ name }) => name === match[1] && name !== "close_notify")
          ? { fact: "alert-received", alert: match[1] ?? "" }
          : undefined,
      "Alert type: handshake_failure",
    ],
  ],
);
