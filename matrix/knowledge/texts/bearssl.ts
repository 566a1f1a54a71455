import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

const rejected: Fact = { fact: "certificate-rejected" };
const notTls: Fact = { fact: "first-record-not-tls", got: "unsaid" };

/** Errors of BearSSL, and what the header says of them; its Arduino ports print that. */
const errors: readonly (readonly [name: string, words: string | null, fact: Fact])[] = [
  ["BR_ERR_UNSUPPORTED_VERSION", null, { fact: "no-common-version", offered: null }],
  ["BR_ERR_BAD_VERSION", null, notTls],
  ["BR_ERR_TOO_LARGE", null, notTls],
  ["BR_ERR_UNKNOWN_TYPE", null, notTls],
  ["BR_ERR_BAD_MAC", null, { fact: "bad-record" }],
  ["BR_ERR_UNEXPECTED", null, { fact: "handshake-garbled" }],
  ["BR_ERR_BAD_HANDSHAKE", null, { fact: "handshake-garbled" }],
  ["BR_ERR_BAD_CIPHER_SUITE", null, { fact: "no-common-suite" }],
  ["BR_ERR_BAD_SIGNATURE", null, { fact: "bad-handshake-signature" }],
  ["BR_ERR_NO_CLIENT_AUTH", null, { fact: "client-certificate-withheld" }],
  ["BR_ERR_X509_BAD_SIGNATURE", null, { fact: "bad-certificate-signature" }],
  ["BR_ERR_X509_TIME_UNKNOWN", "Validation time is unknown", rejected],
  [
    "BR_ERR_X509_EXPIRED",
    "certificate is expired or not yet valid",
    { fact: "certificate-outside-validity" },
  ],
  [
    "BR_ERR_X509_DN_MISMATCH",
    "Issuer/Subject DN mismatch in the chain",
    { fact: "unknown-authority", chain: "unsaid" },
  ],
  [
    "BR_ERR_X509_BAD_SERVER_NAME",
    "expected server name was not found in the chain",
    { fact: "hostname-mismatch", wanted: null, valid: null },
  ],
  ["BR_ERR_X509_CRITICAL_EXTENSION", "Unknown critical extension in certificate", rejected],
  ["BR_ERR_X509_NOT_CA", "Not a CA, or path length constraint violation", { fact: "not-a-ca" }],
  [
    "BR_ERR_X509_FORBIDDEN_KEY_USAGE",
    "Key Usage extension prohibits intended usage",
    { fact: "wrong-eku" },
  ],
  [
    "BR_ERR_X509_WEAK_PUBLIC_KEY",
    "Public key found in certificate is too small",
    { fact: "key-too-weak", what: "key" },
  ],
  [
    "BR_ERR_X509_NOT_TRUSTED",
    "chain could not be linked to a trust anchor",
    { fact: "unknown-authority", chain: "unsaid" },
  ],
];

const byName: ReadonlyMap<string, Fact> = new Map(errors.map(([name, , fact]) => [name, fact]));

/** BearSSL, of curl, and of ESP8266 and other boards; curl begins its words with a small letter. */
export const bearsslRows: readonly Row[] = rowsFrom(
  {
    stack: "bearssl",
    seen: "BearSSL bearssl_ssl.h, bearssl_x509.h; curl 8 lib/vtls/bearssl.c; Arduino ports",
  },
  [
    [
      /\bBR_ERR_[A-Z\d]{2,12}(?:_[A-Z\d]{2,12}){0,4}\b/,
      (match) => byName.get(match[0]),
      "SSL error: BR_ERR_X509_NOT_TRUSTED",
    ],
    ...errors.flatMap(([, words, fact]) =>
      words === null ? [] : [[new RegExp(words, "i"), fact, words] as const],
    ),
    ["SSL: connection closed during handshake", { fact: "closed-in-handshake" }, "client"],
  ],
);
