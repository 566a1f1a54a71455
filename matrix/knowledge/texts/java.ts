import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom, textIn } from "./row.ts";

const handshake: Fact = { fact: "wrapper", of: "handshake", status: null };

const authority: Fact = { fact: "unknown-authority", chain: "unsaid" };

const wanted = (match: RegExpMatchArray): Fact => ({
  fact: "hostname-mismatch",
  wanted: textIn(match),
  valid: null,
});

export const javaRows: readonly Row[] = [
  ...rowsFrom({ stack: "java", seen: "Conscrypt on Android, by reports", role: "client" }, [
    [
      /SSLHandshakeException: Chain validation failed/,
      { fact: "certificate-rejected" },
      "javax.net.ssl.SSLHandshakeException: Chain validation failed",
    ],
  ]),
  ...rowsFrom(
    {
      stack: "java",
      seen: "OkHttp 4.12 RealRoutePlanner.kt, StatusLine.kt, CertificatePinner.kt",
      role: "client",
    },
    [
      [
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they begin a frame of SETTINGS
        /\bUnexpected status line: (?:(?:\\u0000){2}\S{1,12}\\u0004|\0{2}[^\n]\x04)/,
        { fact: "http2-answer" },
        "java.net.ProtocolException: Unexpected status line: \\u0000\\u0000\\u0018\\u0004\\u0000",
      ],
      ["Certificate pinning failure!", { fact: "certificate-rejected" }],
      [
        /CLEARTEXT communication to \S{1,253} not permitted by network security policy/,
        { fact: "target-unusable", why: "plaintext is not allowed" },
        "java.net.UnknownServiceException: CLEARTEXT communication to 10.0.2.2 not permitted by network security policy",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "java",
      seen: "OpenJDK 17.0.15 lib/modules; those of 8 and of Android not read",
    },
    [
      [/PKIX path (?:building|validation) failed:?/, handshake, "PKIX path building failed: x"],
      [
        /unable to find valid certification path to requested target/,
        authority,
        "unable to find valid certification path to requested target",
      ],
      [
        /Trust anchor for certification path not found/,
        authority,
        "Trust anchor for certification path not found.",
      ],
      [
        /General (?:OpenSslEngine|SSLEngine) problem|Chain validation failed/,
        handshake,
        "General OpenSslEngine problem",
      ],
      [
        /Path does not chain with any of the trust anchors/,
        authority,
        "Path does not chain with any of the trust anchors",
      ],
      [
        /CertificateExpiredException(?:: NotAfter:)?|NotAfter: (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [\w: ]{10,40}/,
        { fact: "certificate-expired" },
        "java.security.cert.CertificateExpiredException: NotAfter: Sun Jan 01 00:00:00 UTC 2023",
      ],
      [
        /CertificateNotYetValidException(?:: NotBefore:)?/,
        { fact: "certificate-not-yet-valid" },
        "java.security.cert.CertificateNotYetValidException: NotBefore: x",
      ],
      [
        // Conscrypt's and Android's, and those of Bouncy Castle.
        /\bCertificate expired at [A-Z][\w: +-]{10,40}|\bcertificate expired on \d{14}\S{0,12}/,
        { fact: "certificate-expired" },
        "Could not validate certificate: certificate expired on 20240101000000GMT+00:00",
      ],
      [
        /\bCertificate not valid until [A-Z][\w: +-]{10,40}|\bcertificate not valid till \d{14}\S{0,12}/,
        { fact: "certificate-not-yet-valid" },
        "Could not validate certificate: certificate not valid till 20290101000000GMT+00:00",
      ],
      [
        /(?:validity|timestamp) check failed/,
        { fact: "certificate-outside-validity" },
        "validity check failed",
      ],
      [
        /signature check failed|Signature does not match/,
        { fact: "bad-certificate-signature" },
        "signature check failed",
      ],
      [
        /No subject alternative DNS name matching (\S{1,253}) found/,
        wanted,
        "No subject alternative DNS name matching localhost found.",
      ],
      [
        /No subject alternative names matching IP address (\S{1,60}) found/,
        wanted,
        "No subject alternative names matching IP address 127.0.0.1 found",
      ],
      [/No name matching (\S{1,253}) found/, wanted, "No name matching localhost found"],
      [
        /No subject alternative names present/,
        { fact: "no-san", of: "name" },
        "No subject alternative names present",
      ],
      [
        /Hostname (\S{1,253}) not verified|Cannot verify hostname: (\S{1,253})/,
        wanted,
        "Hostname localhost not verified:",
      ],
      [
        /Extended key usage does not permit use for TLS (?:server|client) authentication/,
        { fact: "wrong-eku" },
        "Extended key usage does not permit use for TLS server authentication",
      ],
      [
        /KeyUsage does not allow (?:digital signatures|key (?:encipherment|agreement))|Netscape cert type does not permit use for SSL \w{4,8}/,
        { fact: "wrong-eku" },
        "KeyUsage does not allow digital signatures",
      ],
      [
        /basic constraints check failed: pathLenConstraint violated[^\n"]{0,80}/,
        { fact: "certificate-rule-broken" },
        "basic constraints check failed: pathLenConstraint violated - this cert must be the last cert in the certification path",
      ],
      [
        /basic constraints check failed(?!: pathLen)(?:: this is not a CA certificate)?/,
        { fact: "not-a-ca" },
        "basic constraints check failed: this is not a CA certificate",
      ],
      [
        /[Tt]he trustAnchors parameter must be non-empty/,
        { fact: "no-trust-store" },
        "the trustAnchors parameter must be non-empty",
      ],
      [
        /Algorithm constraints check failed on|do(?:es)? not (?:conform|comply) to algorithm constraints|\bUsage constraint \S{3,40} check failed|\bdenyAfter constraint check failed/,
        { fact: "key-too-weak", what: "key" },
        "Algorithm constraints check failed on keysize limits: RSA 1024 bit key used",
      ],
      [
        // Conscrypt's ChainStrengthAnalyzer.
        /\bRSA modulus is < \d{3,4} bits|\bEC key field size is < \d{2,3} bits|\bDSA key length is < \(/,
        { fact: "key-too-weak", what: "key" },
        "java.security.cert.CertificateException: RSA modulus is < 1024 bits",
      ],
      [
        /\bSignature uses an insecure hash function: [\d.]{5,30}/,
        { fact: "key-too-weak", what: "signature" },
        "Signature uses an insecure hash function: 1.2.840.113549.1.1.4",
      ],
      [
        /Certificate has been revoked/,
        { fact: "certificate-revoked" },
        "Certificate has been revoked",
      ],
      [
        /(?:Unsupported or unrecognized SSL message|Unrecognized SSL message, plaintext connection\?)/,
        { fact: "first-record-not-tls", got: "unsaid" },
        "Unsupported or unrecognized SSL message",
      ],
      [
        /Remote host (?:terminated the handshake|closed connection during handshake)/,
        { fact: "closed-in-handshake" },
        "Remote host terminated the handshake",
      ],
      [/SSL peer shut down incorrectly/, { fact: "closed" }, "SSL peer shut down incorrectly"],
      [
        /closing inbound before receiving peer's close_notify/,
        { fact: "closed" },
        "closing inbound before receiving peer's close_notify",
      ],
      [
        /no cipher suites in common/,
        { fact: "no-common-suite" },
        "no cipher suites in common",
        "server",
      ],
      [
        /No (?:appropriate|negotiable) cipher suite\b/,
        { fact: "no-common-suite" },
        "javax.net.ssl.SSLHandshakeException: No negotiable cipher suite",
      ],
      [
        /A potential protocol version downgrade attack|(?<=Exception: )(?:\(\w{5,30}\) )?Unsupported protocol version: [\w. ]{3,12}/,
        { fact: "no-common-version", offered: null },
        "javax.net.ssl.SSLHandshakeException: Unsupported protocol version: 00.02",
      ],
      [
        /No matching application layer protocol values/,
        { fact: "alpn-none-in-common" },
        "javax.net.ssl.SSLHandshakeException: No matching application layer protocol values",
      ],
      [
        /(?:No supported_groups extension to work with|No key_share extension to work with|(?:Unsupported|Unexpected|Illegal) HelloRetryRequest selected group: |Unsupported named group: )/,
        { fact: "no-common-group" },
        "Unexpected HelloRetryRequest selected group: secp521r1",
      ],
      [
        /(?<=Exception: )(?:\(\w{5,30}\) )?(?:Failed to negotiate the use of secure renegotiation|(?:Unsafe|insecure) renegotiation is not allowed)/,
        { fact: "renegotiation-unsafe" },
        "javax.net.ssl.SSLHandshakeException: Unsafe renegotiation is not allowed",
      ],
      [
        /\bUnrecognized server name indication\b|\bhandshake alert: {1,2}unrecognized_name\b|\bSNI match failed: \S{1,253}/,
        { fact: "authority-rejected", authority: null },
        "javax.net.ssl.SSLHandshakeException: (unrecognized_name) Unrecognized server name indication",
      ],
      [
        /\bFailed to parse (?:server|client) certificates\b|(?<=SSLProtocolException: )(?:\w{1,40}\.){0,4}Certificate(?:Parsing)?Exception: [^\n]{3,120}/,
        { fact: "certificate-malformed" },
        "javax.net.ssl.SSLProtocolException: Failed to parse server certificates",
      ],
      [
        /\bTag mismatch!|\bInput record too big: max = \d{4,6} len = \d{4,6}|(?:\(\w{5,30}\) )?The Finished message cannot be verified|\bUnexpected ChangeCipherSpec message\b/,
        { fact: "bad-record" },
        "javax.crypto.AEADBadTagException: Tag mismatch!",
      ],
      [
        /No appropriate protocol/,
        { fact: "no-common-version", offered: null },
        "No appropriate protocol (protocol is disabled or cipher suites are inappropriate)",
      ],
      [
        /The server selected protocol version (\S{1,12}) is not accepted by client preferences/,
        (match) => ({ fact: "no-common-version", offered: textIn(match) }),
        "The server selected protocol version TLS10 is not accepted by client preferences [TLS13, TLS12]",
        "client",
      ],
      [
        /Client requested protocol (\S{1,12}) (?:is )?not enabled or (?:is not |not )?supported/,
        (match) => ({ fact: "no-common-version", offered: textIn(match) }),
        "Client requested protocol TLSv1.1 is not enabled or supported in server context",
        "server",
      ],
      [
        /Server chose (\S{1,12}), but (?:that|this) protocol version is not enabled/,
        (match) => ({ fact: "no-common-version", offered: textIn(match) }),
        "Server chose TLSv1, but that protocol version is not enabled or not supported by the client.",
        "client",
      ],
      [
        /client supported protocol versions ?\[[\w., ]{0,60}\] (?:are|is) not accepted by server preferences|SSLv2Hello is (?:disabled|not enabled)|requested protocol \S{1,12} (?:is )?not (?:enabled|supported)/,
        { fact: "no-common-version", offered: null },
        "The client supported protocol versions[TLSv1.2] are not accepted by server preferences [TLS13]",
        "server",
      ],
      [
        /Empty client certificate chain|null cert chain/,
        { fact: "client-certificate-required" },
        "Empty client certificate chain",
        "server",
      ],
      [
        /Empty server certificate chain|peer not authenticated/,
        { fact: "no-peer-certificate" },
        "peer not authenticated",
      ],
      [
        /(?<!\|)No available (?:authentication|signature) scheme|No X\.509 certificate for server authentication|Invalid signature algorithm \(\w{5,30}\) used in|No supported signature algorithm|Unsupported signature algorithm|No supported CertificateVerify signature algorithm/,
        { fact: "no-common-scheme" },
        "No available authentication scheme",
      ],
      [
        /No common named group|contains no supported named groups|No active named group|Unsupported curve/,
        { fact: "no-common-group" },
        "No common named group",
      ],
      [
        /No X\.509 cert(?:ificate)? (?:selected for client\b|for client authentication)|No available client (?:authentication scheme|certificate|private key)/,
        { fact: "client-certificate-withheld" },
        "No X.509 certificate for client authentication, use empty Certificate message instead",
        "client",
      ],
      ["No X.509 cert selected for server", { fact: "no-fitting-key" }, "server"],
      [
        // By kinds of keys, a server of each by itself, a client of all at once.
        /No X\.509 cert selected for \[?(?:EC|RSA|EdDSA|RSASSA-PSS|DSA)\b/,
        { fact: "no-fitting-key" },
        "No X.509 cert selected for EC",
      ],
      [
        /Unable to determine revocation status|Could not determine revocation status/,
        { fact: "revocation-unknown" },
        "Unable to determine revocation status due to network error",
      ],
      [
        /No issuer certificate for certificate in certification path found/,
        { fact: "unknown-authority", chain: "unsaid" },
        "CertPathBuilderException: No issuer certificate for certificate in certification path found.",
      ],
      [
        /NoRouteToHostException: (?:Host unreachable|EHOSTUNREACH)/,
        { fact: "unreachable" },
        "java.net.NoRouteToHostException: Host unreachable",
      ],
      [
        /UnknownHostException: (\S{1,253}?):?(?=\s|$)/,
        (match) => ({ fact: "name-not-resolved", name: textIn(match) }),
        "java.net.UnknownHostException: db.internal",
      ],
      [
        /SSLHandshakeException(?!\w)|SSLException(?!\w)/,
        handshake,
        "javax.net.ssl.SSLHandshakeException: x",
      ],
      [
        /UnrecoverableKeyException: (?:Cannot recover key|Get Key failed: [^\n]{3,60})|\bCannot store non-PrivateKeys\b|InvalidKeyException: [^\n]{0,40}(?:algid parse error|version mismatch|invalid key format)|\b(?:toDerInputStream rejects tag type \d{1,3}|DerInputStream\.getLength\(\): lengthTag=\d{1,3}, too big)|\bcould not find a PKCS #8 private key in input stream/,
        { fact: "key-not-loadable", what: "key" },
        "java.security.UnrecoverableKeyException: Cannot recover key",
      ],
      [
        // Not of a certificate that came: the program reads its own.
        /(?<!SSLProtocolException: (?:\w{1,40}\.){0,4})CertificateException: (?:Could not parse certificate: [^\n]{3,80}|found no certificates in input stream|No certificate data found)|CertificateParsingException: signed fields invalid|\bInput stream (?:does )?not contain valid certificates\b/,
        { fact: "key-not-loadable", what: "certificate" },
        "java.security.cert.CertificateException: Could not parse certificate: java.io.IOException: Empty input",
      ],
      [
        /\bNo X509TrustManager implementation available|\bTrustManagerFactoryImpl is not initialized|\bNo X\.509 TrustManager\b/,
        { fact: "no-trust-store" },
        "java.security.cert.CertificateException: No X509TrustManager implementation available",
      ],
      [
        /\bJetty ALPN\/NPN has not been properly configured/,
        { fact: "no-alpn-support" },
        "Jetty ALPN/NPN has not been properly configured.",
      ],
      [
        /[Kk]eystore (?:password was incorrect|was tampered with)|Invalid keystore format/,
        { fact: "key-not-loadable", what: "unsaid" },
        "keystore password was incorrect",
      ],
    ],
  ),
];
