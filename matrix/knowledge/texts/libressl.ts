import { type Row, rowsFrom, textIn } from "./row.ts";
import { saidReason } from "./ssl-reason-sentences.ts";

/** LibreSSL in its own words, of libtls and of the lines that differ from OpenSSL's. */
export const libresslRows: readonly Row[] = rowsFrom(
  { stack: "libressl", seen: "LibreSSL, libressl/openbsd 1cf0a1493f lib/libtls/tls*.c, libssl" },
  [
    [
      /SSL routines:\(UNKNOWN\)SSL_internal:([a-z\d][a-z\d /]{3,50}?)(?=[:.,;)\n"']|$)/,
      (match) => saidReason(match[1] ?? ""),
      "error:14004410:SSL routines:(UNKNOWN)SSL_internal:sslv3 alert handshake failure",
    ],
    [
      /(?:tls handshake failed \()?certificate verification failed: (?=[a-z])/,
      { fact: "certificate-rejected" },
      "certificate verification failed: x",
    ],
    [
      /(?:tls handshake failed \()?name `([^'\n]{1,253})' not present in server certificate/,
      (match) => ({ fact: "hostname-mismatch", wanted: textIn(match), valid: null }),
      "name `kv.example.net' not present in server certificate",
    ],
    ["private/public key mismatch", { fact: "key-not-loadable", what: "pair" }],
    ["ssl verify locations failure", { fact: "key-not-loadable", what: "roots" }],
    [
      /\bhandshake failed: unexpected EOF/,
      { fact: "closed-in-handshake" },
      "handshake failed: unexpected EOF",
    ],
    [
      /\bhandshake failed: (?=error:)/,
      { fact: "wrapper", of: "handshake", status: null },
      "handshake failed: error:14004410:SSL routines:x",
    ],
    [
      /\b(?:no OCSP URLs in peer certificate|no stapled OCSP response provided|ocsp verify failed: (?!revoked)[a-z ]{5,60}|cannot determine OCSP status)/,
      { fact: "revocation-unknown" },
      "ocsp verify failed: ocsp response not current",
    ],
    ["EOF without close notify", { fact: "closed" }],
  ],
);
