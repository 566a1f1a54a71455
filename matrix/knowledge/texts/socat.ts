import { type Row, rowsFrom, textIn } from "./row.ts";

/** What socat says in words of its own; OpenSSL's and the system's stand behind the name of the function that gave them. */
export const socatRows: readonly Row[] = rowsFrom(
  { stack: "other", seen: "socat 1.7.4 xio-openssl.c, run in part" },
  [
    [
      // Older versions do not name the host.
      /\bcertificate is valid but its commonName does not match hostname(?: \\{0,4}"([^"\\\n]{1,253})\\{0,4}")?/,
      (match) => ({ fact: "hostname-mismatch", wanted: textIn(match), valid: null }),
      'certificate is valid but its commonName does not match hostname "localhost"',
    ],
    [
      /\brejected peer certificate with error \d{1,4}/,
      { fact: "certificate-rejected" },
      "rejected peer certificate with error 62",
    ],
    [
      /\bsocat\[\d{1,8}\] [EW] no peer certificate(?! and)/,
      { fact: "no-peer-certificate" },
      "socat[7] E no peer certificate",
    ],
    [
      /\bconnection closed \(wrong version number\?\)|\bSSL_connect\(\): socket closed by peer/,
      { fact: "closed-in-handshake" },
      "SSL_connect(): socket closed by peer",
      "client",
    ],
    [
      /\bSSL_accept\(\): socket closed by peer/,
      { fact: "closed-in-handshake" },
      "SSL_accept(): socket closed by peer",
      "server",
    ],
    [
      /\bSSL_(?:read|write)\(\): socket closed by peer/,
      { fact: "closed" },
      "SSL_read(): socket closed by peer",
    ],
  ],
);
