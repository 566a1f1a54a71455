import { type Row, rowsFrom, textIn } from "./row.ts";

/** SwiftNIO SSL, of grpc-swift, Vapor and AsyncHTTPClient. Under its names are BoringSSL's texts. */
export const nioSslRows: readonly Row[] = [
  ...rowsFrom({ stack: "nio-ssl", seen: "swift-nio-ssl 8d8f784 Sources/NIOSSL/SSLErrors.swift" }, [
    [
      /\bNIOSSLExtraError\.failedToValidateHostname(?:: Couldn't find ([^\n]{1,253}?) in certificate from peer)?/,
      (match) => ({
        fact: "hostname-mismatch",
        wanted: match[1] === "<none>" ? null : textIn(match),
        valid: null,
      }),
      "NIOSSLExtraError.failedToValidateHostname: Couldn't find kv.example.net in certificate from peer",
    ],
    [
      /\bNIOSSLExtraError\.serverHostnameImpossibleToMatch(?:: The server hostname ([^\n]{1,253}?) cannot be matched)?/,
      (match) => ({ fact: "hostname-mismatch", wanted: textIn(match), valid: null }),
      "NIOSSLExtraError.serverHostnameImpossibleToMatch: The server hostname kv_1 cannot be matched due to containing non-DNS characters",
    ],
    [
      /\bNIOSSLExtraError\.(?:cannotUseIPAddressInSNI|invalidSNIHostname)/,
      { fact: "target-unusable", why: "no name that a server can be asked for" },
      "NIOSSLExtraError.cannotUseIPAddressInSNI: IP addresses cannot validly be used for Server Name Indication, got 10.0.0.7",
      "client",
    ],
    [
      /\bNIOSSLExtraError\.unknownPrivateKeyFileType|\bNIOSSLError\.failedToLoadPrivateKey/,
      { fact: "key-not-loadable", what: "key" },
      "NIOSSLError.failedToLoadPrivateKey",
    ],
    ["NIOSSLError.failedToLoadCertificate", { fact: "key-not-loadable", what: "certificate" }],
    ["NIOSSLError.noSuchFilesystemObject", { fact: "key-not-loadable", what: "unsaid" }],
    ["NIOSSLError.noCertificateToValidate", { fact: "no-peer-certificate" }],
    ["NIOSSLError.unableToValidateCertificate", { fact: "certificate-rejected" }],
    ["NIOSSLError.uncleanShutdown", { fact: "closed" }],
    [
      // The stack's one error is synthetic: no byte came from BoringSSL's own queue.
      /Error: {1,2}EOF during handshake/,
      { fact: "closed-in-handshake" },
      "handshakeFailed(NIOSSL.BoringSSLError.sslError([Error:  EOF during handshake]))",
    ],
    [
      /\bhandshakeFailed\((?:NIOSSL\.)?BoringSSLError\./,
      { fact: "wrapper", of: "handshake", status: null },
      "NIOSSLError.handshakeFailed(BoringSSLError.sslError([Error: 268435581 x]))",
    ],
  ]),
];
