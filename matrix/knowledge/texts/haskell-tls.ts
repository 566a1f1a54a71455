import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";
import { tlsAlerts } from "./tls-alerts.ts";

/** `Show` of hs-tls's AlertDescription: the names of RFC 8446 in camel case. */
const alertNamed = (match: RegExpMatchArray): Fact | undefined => {
  const wanted = (match[1] ?? "").toLowerCase();
  const found = tlsAlerts.find(({ name }) => name.replaceAll("_", "") === wanted);
  return found && { fact: "alert-received", alert: found.name };
};

/** `Show` of FailedReason (x509-validation) where it says why; NameMismatch, with its argument, is read apart. */
export const failedReasons: ReadonlyMap<string, Fact> = new Map<string, Fact>([
  ["Expired", { fact: "certificate-expired" }],
  ["InFuture", { fact: "certificate-not-yet-valid" }],
  ["UnknownCA", { fact: "unknown-authority", chain: "unsaid" }],
  ["SelfSigned", { fact: "self-signed", which: "unsaid" }],
  ["NotAllowedToSign", { fact: "not-a-ca" }],
  ["NotAnAuthority", { fact: "not-a-ca" }],
  ["AuthorityTooDeep", { fact: "not-a-ca" }],
  ["NoCommonName", { fact: "no-san", of: "name" }],
  ["LeafKeyUsageNotAllowed", { fact: "wrong-eku" }],
  ["LeafKeyPurposeNotAllowed", { fact: "wrong-eku" }],
  ["LeafNotV3", { fact: "certificate-malformed" }],
  ["EmptyChain", { fact: "no-peer-certificate" }],
  ["InvalidSignature", { fact: "bad-certificate-signature" }],
  ["InvalidWildcard", { fact: "hostname-mismatch", wanted: null, valid: null }],
  ["InvalidName", { fact: "hostname-mismatch", wanted: null, valid: null }],
  ["UnknownCriticalExtension", { fact: "certificate-rule-broken" }],
]);

/** What a list of reasons says; of several the first. */
const rejection = (match: RegExpMatchArray): Fact => {
  const list = match[1] ?? "";
  const name = /^NameMismatch \\{0,4}"([^"\\]{0,255})/.exec(list)?.[1];
  if (name !== undefined) return { fact: "hostname-mismatch", wanted: name || null, valid: null };
  return failedReasons.get(/^\w{0,40}/.exec(list)?.[0] ?? "") ?? { fact: "certificate-rejected" };
};

/**
 * hs-tls, and http-client over it. Up to 1.8 an error is a triple, `("text",True,Alert)`, later two fields,
 * `"text" Alert`; the alert is what is sent.
 */
export const haskellTlsRows: readonly Row[] = [
  ...rowsFrom({ stack: "haskell", seen: "x509-validation 1.6 Data/X509/Validation.hs" }, [
    [
      /certificate rejected: \[([^\n\]]{0,300})\]?/,
      rejection,
      'certificate rejected: [NameMismatch "db.internal"]',
    ],
  ]),
  ...rowsFrom({ stack: "haskell", seen: "hs-tls 14eb8c75 Handshake/Certificate.hs, X509.hs" }, [
    // InFuture is rejected as Expired is.
    [
      /certificate has expired\\{0,4}"(?:,True,| )CertificateExpired/,
      { fact: "certificate-outside-validity" },
      '("certificate has expired",True,CertificateExpired)',
    ],
    // SelfSigned is rejected as UnknownCA is.
    ["certificate has unknown CA", { fact: "unknown-authority", chain: "unsaid" }],
    [
      /certificate is revoked\\{0,4}"(?:,True,| )CertificateRevoked/,
      { fact: "certificate-revoked" },
      'Error_Protocol "certificate is revoked" CertificateRevoked',
    ],
    [
      /certificate is missing\\{0,4}"(?:,True,| )CertificateRequired/,
      { fact: "no-peer-certificate" },
      'Error_Protocol "certificate is missing" CertificateRequired',
    ],
    [
      /certificate is not allowed for any of \[/,
      { fact: "wrong-eku" },
      "certificate is not allowed for any of [KeyUsage_digitalSignature]",
    ],
  ]),
  ...rowsFrom(
    { stack: "haskell", seen: "hs-tls 14eb8c75 Handshake/*.hs, Core.hs; reports of 2014" },
    [
      [
        /remote side fatal error\\{0,4}"(?:,True,| )(\w{3,40})/,
        alertNamed,
        'HandshakeFailed (Error_Protocol "remote side fatal error" UnknownCa)',
      ],
      [
        /(?:got alert : |got: Alert |<< Alert |Error_Packet_unexpected \\{0,4}"Alert )\[\(AlertLevel_Fatal,(\w{3,40})\)/,
        alertNamed,
        "expecting server hello, got alert : [(AlertLevel_Fatal,HandshakeFailure)]",
      ],
      [/received fatal error: (\w{3,40})/, alertNamed, "received fatal error: UnknownCa"],
      [
        /\bTLS1\d is not supported\\{0,4}"|(?:client|server) versions? \[?(?:SSL[23]|TLS1\d)[\w,]{0,40}\]? is not supported/,
        { fact: "no-common-version", offered: null },
        '"server version TLS10 is not supported"',
      ],
      [
        /no cipher in common with the (?:TLS 1\.[23] )?client/,
        { fact: "no-common-suite" },
        "no cipher in common with the TLS 1.3 client",
        "server",
      ],
      [
        /no group in common with the client for HRR|no common group\\{0,4}"/,
        { fact: "no-common-group" },
        "no group in common with the client for HRR",
        "server",
      ],
      [
        /no supported groups on the client side|server-selected group is not supported|received incompatible group for \(EC\)DHE|server public key has unsupported elliptic curve/,
        { fact: "no-common-group" },
        "server-selected group is not supported",
        "client",
      ],
      [
        /no \w{2,12} hash algorithm in common with the server/,
        { fact: "no-common-scheme" },
        "no RSA hash algorithm in common with the server",
        "client",
      ],
      [
        /no supported application protocols\\{0,4}"/,
        { fact: "alpn-none-in-common" },
        'Error_Protocol "no supported application protocols" NoApplicationProtocol',
        "server",
      ],
      [
        /client certificate missing\\{0,4}"/,
        { fact: "client-certificate-required" },
        'Error_Protocol "client certificate missing" HandshakeFailure',
        "server",
      ],
      [
        /server choose unknown cipher\\{0,4}"/,
        { fact: "no-common-suite" },
        'Error_Protocol "server choose unknown cipher" IllegalParameter',
        "client",
      ],
      [
        /no hash\/signature in common with the client\\{0,4}"|credential not found\\{0,4}"|unsupported remote public key type\\{0,4}"/,
        { fact: "no-common-scheme" },
        'Error_Protocol "no hash/signature in common with the client" HandshakeFailure',
      ],
      [
        /server certificate missing\\{0,4}"/,
        { fact: "no-peer-certificate" },
        'Error_Protocol "server certificate missing" HandshakeFailure',
        "client",
      ],
      ["mismatched or unsupported private key pair", { fact: "key-not-loadable", what: "pair" }],
      [
        // Until 335d6b5f of 2023. 72 and 80 are the first bytes of "HTTP/" and of a preface, "PRI".
        /Failed reading: invalid header type: (\d{1,3})/,
        (match) => ({
          fact: "first-record-not-tls",
          got: match[1] === "72" ? "http" : match[1] === "80" ? "http2" : "unsaid",
        }),
        'Error_Packet_Parsing "Failed reading: invalid header type: 72"',
      ],
      [
        /HandshakeFailed \(?Error_EOF/,
        { fact: "closed-in-handshake" },
        "HandshakeFailed Error_EOF",
      ],
      [
        /\bHandshakeFailed\b/,
        { fact: "wrapper", of: "handshake", status: null },
        "HandshakeFailed (Error_Misc x)",
      ],
    ],
  ),
  ...rowsFrom({ stack: "haskell", seen: "reports of http-client users", role: "client" }, [
    [
      /\b(?:HttpExceptionRequest|InternalException|TlsException(?:HostPort)?)\b(?= ?\()|\bConnectionFailure (?=Network\.Socket)/,
      { fact: "wrapper", of: "attempt", status: null },
      "InternalException (HandshakeFailed x)",
    ],
  ]),
];
