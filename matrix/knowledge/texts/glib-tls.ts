import { type Row, rowsFrom } from "./row.ts";

/** glib-networking, over GnuTLS or OpenSSL: libsoup, GStreamer, Epiphany, Evolution. */
export const glibTlsRows: readonly Row[] = rowsFrom(
  { stack: "gnutls", seen: "glib-networking 0b6bbecd tls/base, tls/gnutls, tls/openssl" },
  [
    ["Unacceptable TLS certificate authority", { fact: "unknown-authority", chain: "unsaid" }],
    [
      /Unacceptable TLS certificate/,
      { fact: "certificate-rejected" },
      "Unacceptable TLS certificate",
    ],
    ["Server required TLS certificate", { fact: "client-certificate-withheld" }, "client"],
    ["TLS connection peer did not send a certificate", { fact: "no-peer-certificate" }],
    ["TLS connection closed unexpectedly", { fact: "closed" }],
    ["Protocol version downgrade attack detected", { fact: "no-common-version", offered: null }],
    [
      /There is a problem with the certificate private key: /,
      { fact: "key-not-loadable", what: "key" },
      "There is a problem with the certificate private key: x",
    ],
    [
      /Failed to load system trust store: |System trust contains zero trusted certificates/,
      { fact: "no-trust-store" },
      "Failed to load system trust store: x",
    ],
    [
      /Peer failed to perform TLS handshake: |Error performing TLS handshake: /,
      { fact: "wrapper", of: "handshake", status: null },
      "Peer failed to perform TLS handshake: x",
    ],
  ],
);
