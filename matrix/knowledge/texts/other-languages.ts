import { type Row, rowsFrom, textIn } from "./row.ts";
import { saidReason } from "./ssl-reason-sentences.ts";
import { tlsAlerts } from "./tls-alerts.ts";

/** Wrappers of OpenSSL in further languages, where they put words of their own around its reasons. */
export const otherLanguageRows: readonly Row[] = [
  ...rowsFrom(
    { stack: "openssl", seen: "TclTLS 1.7 generic/tls.c; LuaSec 1.3 src/ssl.c; reports" },
    [
      [
        /\bSSL channel \\{0,2}"\w{3,30}\\{0,2}": error: ([a-z][a-z\d /]{3,50})/,
        (match) => saidReason(match[1] ?? ""),
        'SSL channel "sock5588": error: certificate verify failed',
      ],
      [
        /\b(?:handshake failed|dohandshake|error loading|lua(?:5\.\d)?): ([a-z][a-z\d /]{8,50})(?=$|[\n"')])/m,
        (match) => saidReason(match[1] ?? ""),
        "handshake failed: certificate verify failed",
      ],
    ],
  ),
  ...rowsFrom({ stack: "openssl", seen: "SAP's CommonCryptoLib, in traces of its users" }, [
    [
      /\breceived a fatal (?:TLS|SSL)[\w.]{0,8} (\w{3,40}) alert message from the peer\b/,
      (match) => {
        const alert = tlsAlerts.find(({ name }) => name === match[1])?.name;
        return alert === undefined ? undefined : { fact: "alert-received", alert };
      },
      "received a fatal TLS1.2 handshake_failure alert message from the peer",
    ],
  ]),
  ...rowsFrom({ stack: "openssl", seen: "Nim 2 lib/pure/net.nim" }, [
    [
      /\bSSL Certificate check failed\.(?= \[SslError\]|$)/,
      { fact: "hostname-mismatch", wanted: null, valid: null },
      "Error: unhandled exception: SSL Certificate check failed. [SslError]",
      "client",
    ],
    [
      /\bNo SSL\/TLS CA certificates found\b|\bFailed to load SSL\/TLS CA certificate\(s\)/,
      { fact: "no-trust-store" },
      "Error: unhandled exception: No SSL/TLS CA certificates found. [IOError]",
      "client",
    ],
    [
      /\b(?:Certificate|Key) file could not be found: \S{1,260}|\bVerification of private key file failed\b/,
      { fact: "key-not-loadable", what: "unsaid" },
      "Error: unhandled exception: Certificate file could not be found: server.pem [IOError]",
    ],
  ]),
  ...rowsFrom(
    { stack: "openssl", seen: "IO::Socket::SSL 2.09 lib/IO/Socket/SSL.pm; LWP in reports" },
    [
      [
        /\bCan't connect to \S{1,253}:\d{1,5} \(certificate verify failed\)/,
        { fact: "certificate-rejected" },
        "Can't connect to kv.example.net:443 (certificate verify failed)",
        "client",
      ],
      [
        /\bSSL (?:connect|accept) attempt failed because of handshake problems\b/,
        { fact: "closed-in-handshake" },
        "SSL connect attempt failed because of handshake problems",
      ],
      [
        /\b(?:SSL_(?:cert|key)_file \S{1,260} (?:does not exist|can't be used: )|Failed to use (?:Certificate|Private Key)\b)/,
        { fact: "key-not-loadable", what: "unsaid" },
        "SSL_cert_file /x.pem does not exist",
      ],
      [
        /\bSSL_ca_file \S{1,260} (?:does not exist|can't be used: )|\bInvalid certificate authority locations\b/,
        { fact: "key-not-loadable", what: "roots" },
        "SSL_ca_file /x/ca.pem does not exist",
      ],
      [
        /\bdid not receive the required stapled OCSP response\b/,
        { fact: "revocation-unknown" },
        "did not receive the required stapled OCSP response",
        "client",
      ],
    ],
  ),
  ...rowsFrom(
    { stack: "openssl", seen: "ruby/openssl 022b7cea ext/openssl; reports of Ruby users" },
    [
      [
        /\bOpenSSL::PKey::\w{2,6}Error: (?:Neither PUB key nor PRIV key|Could not parse PKey|[^\n]{0,60}(?:no start line|nested asn1 error|bad decrypt|unsupported))|\bSSL_CTX_(?:use_PrivateKey|use_certificate|check_private_key): (?!error:|ee |ca )[a-z][a-z ]{3,40}/,
        { fact: "key-not-loadable", what: "key" },
        "OpenSSL::PKey::RSAError: Neither PUB key nor PRIV key: nested asn1 error",
      ],
      [
        /\bOpenSSL::X509::CertificateError: (?:[^\n]{0,60}(?:no start line|nested asn1 error|not enough data|header too long|wrong tag))/,
        { fact: "key-not-loadable", what: "certificate" },
        "OpenSSL::X509::CertificateError: nested asn1 error",
      ],
      [
        /\bOpenSSL::X509::StoreError: (?:system lib|setting default verify paths|X509_(?:STORE|LOOKUP)_\w{3,30}: )/,
        { fact: "no-trust-store" },
        "OpenSSL::X509::StoreError: system lib",
      ],
    ],
  ),
  ...rowsFrom({ stack: "dart", seen: "package:http2 2.3, dart:io SecurityContext; reports" }, [
    [
      /\bFailed to negotiate http2 via alpn(?:\. Maybe the server doesn't support http2)?/,
      { fact: "no-alpn-selected" },
      "Failed to negotiate http2 via alpn. Maybe the server doesn't support http2.",
      "client",
    ],
    ["Failure trusting builtin roots", { fact: "no-trust-store" }],
    [
      /\bTlsException: Failure in (?:usePrivateKey|useCertificateChain)(?:Bytes)?\b/,
      { fact: "key-not-loadable", what: "unsaid" },
      "TlsException: Failure in usePrivateKeyBytes (OS Error: x)",
    ],
    [
      /\bTlsException: Failure in setTrustedCertificates(?:Bytes)?\b/,
      { fact: "key-not-loadable", what: "roots" },
      "TlsException: Failure in setTrustedCertificatesBytes (OS Error: x)",
    ],
  ]),
  ...rowsFrom(
    { stack: "nio-ssl", seen: "swift-nio-ssl SSLErrors.swift: descriptions without the type" },
    [
      [
        /\bfailedToValidateHostname: Couldn't find (\S{1,253}) in certificate from peer/,
        (match) => ({
          fact: "hostname-mismatch",
          wanted: match[1] === "<none>" ? null : textIn(match),
          valid: null,
        }),
        "failedToValidateHostname: Couldn't find kv.example.net in certificate from peer",
        "client",
      ],
      [
        /\bunableToValidateCertificate: failedToValidateHostname\b/,
        { fact: "hostname-mismatch", wanted: null, valid: null },
        "NIOSSLError.unableToValidateCertificate: failedToValidateHostname",
        "client",
      ],
      [
        /\bcannotUseIPAddressInSNI: IP addresses cannot validly be used\b/,
        { fact: "target-unusable", why: "no name that a server can be asked for" },
        "cannotUseIPAddressInSNI: IP addresses cannot validly be used for Server Name Indication, got 10.0.0.7",
        "client",
      ],
      [
        /(?<=(?:error|Error|failed|level): (?:NIOSSL\.)?)failedToLoad(?:Certificate|PrivateKey)\b/,
        { fact: "key-not-loadable", what: "unsaid" },
        "Fatal error: failedToLoadCertificate",
      ],
    ],
  ),
];
