import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

/** The names of a validation_error, by what they say. */
const errors: ReadonlyMap<string, Fact> = new Map<string, Fact>([
  ["LeafCertificateExpired", { fact: "certificate-outside-validity" }],
  ["LeafInvalidName", { fact: "hostname-mismatch", wanted: null, valid: null }],
  ["LeafInvalidExtensions", { fact: "certificate-rule-broken" }],
  ["LeafInvalidVersion", { fact: "certificate-malformed" }],
  ["InvalidChain", { fact: "unknown-authority", chain: "unsaid" }],
  ["EmptyCertificateChain", { fact: "no-peer-certificate" }],
]);

/** ocaml-tls and the library that verifies for it, by name and in words. One word stands for both ends of the validity. */
export const ocamlTlsRows: readonly Row[] = rowsFrom(
  {
    stack: "other",
    seen: "ocaml-x509 01d67119 lib/validation.ml; ocaml-tls's AuthenticationFailure",
  },
  [
    [
      /\bAuthenticationFailure[\s(`]{1,8}(\w{6,40})/,
      (match) => errors.get(match[1] ?? "") ?? { fact: "certificate-rejected" },
      "AuthenticationFailure (LeafCertificateExpired (x))",
    ],
    [
      /(?<=\b(?:leaf|intermediate|CA) certificate [^\n]{1,120} )expired \(now /,
      { fact: "certificate-outside-validity" },
      "leaf certificate /CN=kv expired (now 2026-11-30 00:00:00 +00:00)",
    ],
    [
      /(?<=\bleaf certificate [^\n]{1,120} )does not contain the name (\S{1,253})/,
      (match) => ({ fact: "hostname-mismatch", wanted: match[1] ?? null, valid: null }),
      "leaf certificate /CN=kv does not contain the name db.internal",
    ],
    [
      /\bno trust anchor found for /,
      { fact: "unknown-authority", chain: "unsaid" },
      "no trust anchor found for /CN=kv",
    ],
  ],
);
