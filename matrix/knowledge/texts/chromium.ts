import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

const dates: Fact = { fact: "certificate-outside-validity" };
const mismatch: Fact = { fact: "hostname-mismatch", wanted: null, valid: null };

/** Errors of a connection, by name and number. */
const errors: readonly (readonly [number, string, Fact])[] = [
  [-100, "CONNECTION_CLOSED", { fact: "closed" }],
  [-101, "CONNECTION_RESET", { fact: "reset" }],
  [-102, "CONNECTION_REFUSED", { fact: "connection-refused" }],
  [-105, "NAME_NOT_RESOLVED", { fact: "name-not-resolved", name: null }],
  [-107, "SSL_PROTOCOL_ERROR", { fact: "handshake-garbled" }],
  [-109, "ADDRESS_UNREACHABLE", { fact: "unreachable" }],
  [-110, "SSL_CLIENT_AUTH_CERT_NEEDED", { fact: "client-certificate-required" }],
  [-111, "TUNNEL_CONNECTION_FAILED", { fact: "proxy-connect", status: null }],
  [-113, "SSL_VERSION_OR_CIPHER_MISMATCH", { fact: "no-common-version", offered: null }],
  [-117, "BAD_SSL_CLIENT_AUTH_CERT", { fact: "client-certificate-bad" }],
  [-118, "CONNECTION_TIMED_OUT", { fact: "timeout", of: "connect" }],
  [-130, "PROXY_CONNECTION_FAILED", { fact: "proxy-connect", status: null }],
  [-200, "CERT_COMMON_NAME_INVALID", mismatch],
  [-201, "CERT_DATE_INVALID", dates],
  [-202, "CERT_AUTHORITY_INVALID", { fact: "unknown-authority", chain: "unsaid" }],
  [-206, "CERT_REVOKED", { fact: "certificate-revoked" }],
  [-207, "CERT_INVALID", { fact: "certificate-rejected" }],
  [-208, "CERT_WEAK_SIGNATURE_ALGORITHM", { fact: "key-too-weak", what: "signature" }],
  [-211, "CERT_WEAK_KEY", { fact: "key-too-weak", what: "key" }],
  [-324, "EMPTY_RESPONSE", { fact: "closed" }],
  [-337, "HTTP2_PROTOCOL_ERROR", { fact: "http2-error", code: null }],
  [-370, "INVALID_HTTP_RESPONSE", { fact: "not-http2" }],
];

/** Of Chrome, Electron and Android's WebView. */
export const chromiumRows: readonly Row[] = errors.flatMap(([number, name, fact]) =>
  rowsFrom(
    {
      stack: "chromium",
      seen: "Chromium net/base/net_error_list.h by its documented numbers; reports",
      role: "client",
    },
    [
      [
        new RegExp(`\\bERR_${name}(?!\\w)|\\bnet_error ${number}(?!\\d)`),
        fact,
        `net::ERR_${name} at SimpleURLLoaderWrapper.<anonymous>`,
      ],
    ],
  ),
);
