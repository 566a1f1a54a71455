import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom, textIn } from "./row.ts";

/** How far above a reason its severity stands: with the issuer's name between. */
const severityLimit = 600;

/** With --no-check-certificate wget gives the same reasons below a warning, and goes on. */
const unlessWarned =
  (state: (match: RegExpMatchArray) => Fact) =>
  (match: RegExpMatchArray): Fact | undefined => {
    const { index = 0, input = "" } = match;
    const above = input.slice(Math.max(0, index - severityLimit), index);
    return above.lastIndexOf("WARNING: ") > above.lastIndexOf("ERROR: ") ? undefined : state(match);
  };

/** wget of either library. */
export const wgetRows: readonly Row[] = rowsFrom(
  {
    stack: "wget",
    seen: "wget src/gnutls.c and its catalogue of messages; forms in reports of its users",
    role: "client",
  },
  [
    [
      /\bERROR: The certificate of ['‘][^\n'’]{1,253}['’] hasn't got a known issuer/,
      { fact: "unknown-authority", chain: "unsaid" },
      "ERROR: The certificate of 'kv.example.net' hasn't got a known issuer.",
    ],
    [
      /\bERROR: The certificate of ['‘][^\n'’]{1,253}['’] (?:has expired|is expired)/,
      { fact: "certificate-expired" },
      "ERROR: The certificate of 'kv.example.net' has expired.",
    ],
    [
      /\bERROR: The certificate of ['‘][^\n'’]{1,253}['’] (?:is not yet activated|has not yet been activated)/,
      { fact: "certificate-not-yet-valid" },
      "ERROR: The certificate of 'kv.example.net' is not yet activated.",
    ],
    [
      /\bERROR: The certificate of ['‘][^\n'’]{1,253}['’] has been revoked/,
      { fact: "certificate-revoked" },
      "ERROR: The certificate of 'kv.example.net' has been revoked.",
    ],
    [
      /\bERROR: The certificate of ['‘][^\n'’]{1,253}['’] was signed using an insecure algorithm/,
      { fact: "key-too-weak", what: "signature" },
      "ERROR: The certificate of 'kv.example.net' was signed using an insecure algorithm.",
    ],
    [
      /\bERROR: The certificate of ['‘][^\n'’]{1,253}['’] is not trusted/,
      { fact: "certificate-rejected" },
      "ERROR: The certificate of 'kv.example.net' is not trusted.",
    ],
    [
      /\bERROR: No certificate presented by \S{1,253}/,
      { fact: "no-peer-certificate" },
      "ERROR: No certificate presented by kv.example.net.",
    ],
    [
      /The certificate's owner does not match host ?name ['‘]([^\n'’]{1,253})['’]/,
      unlessWarned((match) => ({ fact: "hostname-mismatch", wanted: textIn(match), valid: null })),
      "The certificate's owner does not match hostname 'kv.example.net'",
    ],
    [
      /\bERROR: (?:no certificate subject alternative name matches|certificate common name ['‘][^\n'’]{1,253}['’] doesn't match)/,
      { fact: "hostname-mismatch", wanted: null, valid: null },
      "ERROR: no certificate subject alternative name matches requested host name 'kv.example.net'.",
    ],
    [
      /Unable to locally verify the issuer's authority/,
      unlessWarned(() => ({ fact: "unknown-authority", chain: "unsaid" })),
      "Unable to locally verify the issuer's authority.",
    ],
    [
      /Self-signed certificate encountered/,
      unlessWarned(() => ({ fact: "self-signed", which: "unsaid" })),
      "Self-signed certificate encountered.",
    ],
    [
      /Issued certificate has expired/,
      unlessWarned(() => ({ fact: "certificate-expired" })),
      "Issued certificate has expired.",
    ],
    [
      /Issued certificate not yet valid/,
      unlessWarned(() => ({ fact: "certificate-not-yet-valid" })),
      "Issued certificate not yet valid.",
    ],
    ["Unable to establish SSL connection", { fact: "wrapper", of: "handshake", status: null }],
  ],
);
