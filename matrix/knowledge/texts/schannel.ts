import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";
import { alertName } from "./tls-alerts.ts";

const failed: Fact = { fact: "wrapper", of: "handshake", status: null };
const unknown: Fact = { fact: "unknown-authority", chain: "unsaid" };
const unchecked: Fact = { fact: "revocation-unknown" };
const rejected: Fact = { fact: "certificate-rejected" };

const ruleBroken: Fact = { fact: "certificate-rule-broken" };
const notCa: Fact = { fact: "not-a-ca" };
const malformed: Fact = { fact: "certificate-malformed" };

type Status = readonly [code: string, name: string, words: string | null, fact: Fact];

/**
 * Schannel's statuses and CryptoAPI's results (winerror.h), with FormatMessage's English. A status also stands for
 * the alerts that came (Microsoft's "Schannel Error Codes for TLS and SSL Alerts"): only what no alert makes names
 * a cause alone.
 */
export const schannelStatuses: readonly Status[] = [
  [
    "80090302",
    "SEC_E_UNSUPPORTED_FUNCTION",
    null,
    { fact: "alert-received", alert: "protocol_version" },
  ],
  ["80090308", "SEC_E_INVALID_TOKEN", "The token supplied to the function is invalid", failed],
  ["8009030E", "SEC_E_NO_CREDENTIALS", null, failed],
  ["8009030F", "SEC_E_MESSAGE_ALTERED", null, { fact: "bad-record" }],
  ["80090330", "SEC_E_DECRYPT_FAILURE", null, { fact: "bad-record" }],
  [
    "80090322",
    "SEC_E_WRONG_PRINCIPAL",
    null,
    { fact: "hostname-mismatch", wanted: null, valid: null },
  ],
  [
    "80090325",
    "SEC_E_UNTRUSTED_ROOT",
    "The certificate chain was issued by an authority that is not trusted",
    unknown,
  ],
  [
    "80090326",
    "SEC_E_ILLEGAL_MESSAGE",
    "The message received was unexpected or badly formatted",
    failed,
  ],
  [
    "80090327",
    "SEC_E_CERT_UNKNOWN",
    "An unknown error occurred while processing the certificate",
    rejected,
  ],
  [
    "80090328",
    "SEC_E_CERT_EXPIRED",
    "The received certificate has expired",
    { fact: "certificate-outside-validity" },
  ],
  ["80090331", "SEC_E_ALGORITHM_MISMATCH", null, { fact: "no-common-suite" }],
  [
    "80090367",
    "SEC_E_APPLICATION_PROTOCOL_MISMATCH",
    "No common application protocol exists between the client and the server",
    { fact: "alert-received", alert: "no_application_protocol" },
  ],
  ["80090320", "SEC_E_INCOMPLETE_CREDENTIALS", null, { fact: "client-certificate-withheld" }],
  ["80090349", "SEC_E_CERT_WRONG_USAGE", null, { fact: "wrong-eku" }],
  [
    "800B0101",
    "CERT_E_EXPIRED",
    "A required certificate is not within its validity period when verifying against the current system clock",
    { fact: "certificate-outside-validity" },
  ],
  [
    "800B0102",
    "CERT_E_VALIDITYPERIODNESTING",
    "The validity periods of the certification chain do not nest correctly",
    ruleBroken,
  ],
  ["800B0103", "CERT_E_ROLE", null, notCa],
  [
    "800B0104",
    "CERT_E_PATHLENCONST",
    "A path length constraint in the certification chain has been violated",
    ruleBroken,
  ],
  ["800B0105", "CERT_E_CRITICAL", null, ruleBroken],
  ["800B0106", "CERT_E_PURPOSE", null, { fact: "wrong-eku" }],
  ["800B0107", "CERT_E_ISSUERCHAINING", null, unknown],
  ["800B0108", "CERT_E_MALFORMED", null, malformed],
  [
    "800B0109",
    "CERT_E_UNTRUSTEDROOT",
    "terminated in a root certificate which is not trusted by the trust provider",
    unknown,
  ],
  [
    "800B010A",
    "CERT_E_CHAINING",
    "A certificate chain could not be built to a trusted root authority",
    unknown,
  ],
  ["800B010D", "CERT_E_UNTRUSTEDTESTROOT", null, unknown],
  [
    "800B010F",
    "CERT_E_CN_NO_MATCH",
    "The certificate's CN name does not match the passed value",
    { fact: "hostname-mismatch", wanted: null, valid: null },
  ],
  [
    "800B0110",
    "CERT_E_WRONG_USAGE",
    "The certificate is not valid for the requested usage",
    { fact: "wrong-eku" },
  ],
  ["800B0112", "CERT_E_UNTRUSTEDCA", null, unknown],
  ["800B0113", "CERT_E_INVALID_POLICY", null, ruleBroken],
  ["800B0114", "CERT_E_INVALID_NAME", null, ruleBroken],
  ["80096004", "TRUST_E_CERT_SIGNATURE", null, { fact: "bad-certificate-signature" }],
  ["80096019", "TRUST_E_BASIC_CONSTRAINTS", null, notCa],
  ["80092007", "CRYPT_E_SELF_SIGNED", null, { fact: "self-signed", which: "unsaid" }],
  ["80092010", "CRYPT_E_REVOKED", null, { fact: "certificate-revoked" }],
  [
    "80092012",
    "CRYPT_E_NO_REVOCATION_CHECK",
    "The revocation function was unable to check revocation for the certificate",
    unchecked,
  ],
  [
    "80092013",
    "CRYPT_E_REVOCATION_OFFLINE",
    "The revocation function was unable to check revocation because the revocation server was offline",
    unchecked,
  ],
  ["800B010E", "CERT_E_REVOCATION_FAILURE", null, unchecked],
  ["800B010C", "CERT_E_REVOKED", null, { fact: "certificate-revoked" }],
];

/** CERT_TRUST_* of wincrypt.h, in the words of curl's lib/vtls/schannel_verify.c. */
const trustErrors: ReadonlyMap<string, Fact> = new Map<string, Fact>([
  ["IS_NOT_TIME_VALID", { fact: "certificate-outside-validity" }],
  ["IS_REVOKED", { fact: "certificate-revoked" }],
  ["IS_NOT_SIGNATURE_VALID", { fact: "bad-certificate-signature" }],
  ["IS_NOT_VALID_FOR_USAGE", { fact: "wrong-eku" }],
  ["IS_UNTRUSTED_ROOT", unknown],
  ["IS_PARTIAL_CHAIN", unknown],
  ["IS_EXPLICIT_DISTRUST", rejected],
  ["REVOCATION_STATUS_UNKNOWN", unchecked],
  ["IS_OFFLINE_REVOCATION", unchecked],
  ["INVALID_BASIC_CONSTRAINTS", notCa],
  ["INVALID_NAME_CONSTRAINTS", ruleBroken],
  ["HAS_NOT_PERMITTED_NAME_CONSTRAINT", ruleBroken],
  ["HAS_EXCLUDED_NAME_CONSTRAINT", ruleBroken],
  ["HAS_NOT_SUPPORTED_CRITICAL_EXT", ruleBroken],
  ["HAS_WEAK_SIGNATURE", { fact: "key-too-weak", what: "signature" }],
]);

/** winhttp.h: .NET's WinHttpHandler, the only HTTP/2 client of .NET Framework. */
export const winHttpErrors: ReadonlyMap<number, Fact> = new Map<number, Fact>([
  [12002, { fact: "timeout", of: "unsaid" }],
  [12007, { fact: "name-not-resolved", name: null }],
  [12029, { fact: "wrapper", of: "attempt", status: null }],
  [12030, { fact: "closed" }],
  [12037, { fact: "certificate-outside-validity" }],
  [12038, { fact: "hostname-mismatch", wanted: null, valid: null }],
  [12044, { fact: "client-certificate-required" }],
  [12045, unknown],
  [12057, unchecked],
  [12152, { fact: "not-http2" }],
  [12157, failed],
  [12169, rejected],
  [12170, { fact: "certificate-revoked" }],
  [12175, failed],
  [12179, { fact: "wrong-eku" }],
  [12190, { fact: "no-alpn-selected" }],
]);

/** Events of the source Schannel that name a cause by their number, in whichever language the rest is. */
const events: ReadonlyMap<number, Fact> = new Map<number, Fact>([
  [36870, { fact: "key-not-loadable", what: "key" }],
  [36874, { fact: "no-common-suite" }],
  [36881, { fact: "certificate-outside-validity" }],
  [36882, unknown],
  [36884, { fact: "hostname-mismatch", wanted: null, valid: null }],
]);

const seen = "winerror.h of Windows 10; curl 8 and .NET on Windows, in reports of their users";

/** A result of CryptoAPI as a number of 32 bits with a sign, as Rust prints an error of the system. */
const signed = (match: RegExpMatchArray): Fact | undefined => {
  const code = (2 ** 32 + Number(match[1])).toString(16).toUpperCase();
  return schannelStatuses.find(([known]) => known === code)?.[3];
};

const statusNamed = (match: RegExpMatchArray): Fact | undefined => {
  const wanted = match[1] ?? "";
  return schannelStatuses.find(
    ([code, name]) => code === wanted.toUpperCase() || name === wanted,
  )?.[3];
};

/** Kerberos has the same statuses; a handshake's are told beside the words of TLS. */
const isOfTls = ({ index = 0, input = "" }: RegExpMatchArray): boolean =>
  /ssl|tls|schannel|AuthenticationException/i.test(
    input.slice(Math.max(0, index - 300), index + 600),
  );

export const schannelRows: readonly Row[] = [
  ...rowsFrom({ stack: "schannel", seen }, [
    [
      /\b((?:SEC|CERT|CRYPT|TRUST)_E_[A-Z_]{4,40})(?: \(0x800[9B][\dA-F]{4}\))?(?: ?[-:] ?(?:The|No|An) [^\n.]{0,160})?/,
      statusNamed,
      "schannel: next InitializeSecurityContext failed: SEC_E_UNTRUSTED_ROOT (0x80090325) - The certificate chain was issued by an authority that is not trusted.",
    ],
    [
      /(?:\b0x|\(|error: ?)(800[9B][\dA-Fa-f]{4})(?![\dA-Fa-f])/,
      statusNamed,
      "Win32Exception (0x80090331): The client and server cannot communicate",
    ],
    [
      // curl of 7.x where it knows no name.
      /\bschannel: [\w() ]{1,60} failed: Unknown error \(0x(800[9B][\dA-Fa-f]{4})\)(?: - (?:The|No|An) [^\n.]{0,160})?/,
      statusNamed,
      "schannel: next InitializeSecurityContext failed: Unknown error (0x80092012) - The revocation function was unable to check revocation for the certificate.",
      "client",
    ],
    [
      /\bos error (-2146[89]\d{5}|-21467\d{5})(?!\d)/,
      signed,
      "A certificate chain processed, but x. (os error -2146762487)",
    ],
    [
      /\bCERT_TRUST_((?:IS|REVOCATION|INVALID|HAS)_[A-Z_]{5,40})\b(?! {0,20}(?:=|0x|\|))/,
      (match) => trustErrors.get(match[1] ?? ""),
      "schannel: CertGetCertificateChain trust error CERT_TRUST_IS_PARTIAL_CHAIN",
    ],
    [
      /\bschannel: CertGetNameString\(\) failed to match connection hostname \(([^)\n]{1,253})\) against server certificate names/,
      (match) => ({ fact: "hostname-mismatch", wanted: match[1] ?? null, valid: null }),
      "schannel: CertGetNameString() failed to match connection hostname (kv.example.net) against server certificate names",
      "client",
    ],
    [
      /SEC_E_UNKNOWN_CREDENTIALS|0x8009030D|The credentials supplied to the package were not recognized/,
      (match) => (isOfTls(match) ? { fact: "key-not-loadable", what: "key" } : undefined),
      "SslStream: Win32Exception (0x8009030D): The credentials supplied to the package were not recognized",
    ],
    [
      // Kerberos says it of a service's name, too.
      /The target principal name is incorrect(?!\.? {1,2}Cannot generate SSPI)/,
      { fact: "hostname-mismatch", wanted: null, valid: null },
      "SSL Provider: The target principal name is incorrect.",
    ],
    [
      /(?:because they|they) do not possess a common algorithm/,
      { fact: "no-common-suite" },
      "The client and server cannot communicate, because they do not possess a common algorithm",
    ],
    ...schannelStatuses.flatMap(([, , words, fact]) =>
      words === null ? [] : ([[words, fact]] as const),
    ),
  ]),
  ...rowsFrom({ stack: "schannel", seen: "Windows System log, source Schannel, 36887 and 36888" }, [
    [
      /fatal alert was received(?: from the remote endpoint)?[.:] (?:The TLS protocol defined fatal alert code is )?(\d{1,3})\b/,
      (match) => ({ fact: "alert-received", alert: alertName(Number(match[1])) }),
      "A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 40.",
    ],
    [
      /fatal alert was generated(?: and sent to the remote endpoint)?[^\n]{0,120}?(?:alert[.:]|error code is) (\d{1,3})\b/,
      (match) => ({ fact: "alert-sent", alert: alertName(Number(match[1])) }),
      "A fatal alert was generated and sent to the remote endpoint. This may result in termination of the connection. The TLS protocol defined fatal error code is 70.",
    ],
  ]),
  ...rowsFrom(
    {
      stack: "schannel",
      seen: "Windows System log, source Schannel, in four languages; reports of its readers",
    },
    [
      [
        /\bSchannel\b[\s\S]{0,160}?(?<!\d)(368(?:70|74|81|82|84))(?!\d)/,
        (match) => events.get(Number(match[1])),
        "Source: Schannel\nEvent ID: 36874",
      ],
      [
        /none of the cipher suites supported by the client application are supported by the server|keine der Verschlüsselungssammlungen, die von der Clientanwendung unterstützt werden, vom Server unterstützt|aucune des suites de chiffrement prises en charge par l.application cliente|ninguno de los conjuntos de cifrado (?:compatibles con|admitidos por) la aplicación cliente/,
        { fact: "no-common-suite" },
        "but none of the cipher suites supported by the client application are supported by the server.",
        "server",
      ],
      [
        /access the (?:TLS|SSL) (?:server|client) credential private key/,
        { fact: "key-not-loadable", what: "key" },
        "A fatal error occurred when attempting to access the TLS server credential private key.",
      ],
    ],
  ),
  ...rowsFrom({ stack: "schannel", seen: "winhttp.h; .NET's WinHttpException", role: "client" }, [
    [
      /\bError (12\d{3}) calling W\w{3,60}|\bWinHttpException \([\dA-Fa-f]{8}, (12\d{3})\)/,
      (match) => winHttpErrors.get(Number(match[1] ?? match[2])),
      "WinHttpException: Error 12175 calling WINHTTP_CALLBACK_STATUS_REQUEST_ERROR, 'A security error has occurred'.",
    ],
  ]),
];
