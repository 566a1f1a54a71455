import type { Http2Facts } from "./http2-facts.ts";
import type { WireMessage } from "./wire-message.ts";

/**
 * What one connection showed on the wire. Facts only: nothing here says who was right.
 * Terms are those of RFC 8446. A code point that has no name in our tables is written "0x0a1b".
 */

/** TLS protocol versions as people write them; others as "0x0304"-style code points. */
export type TlsVersion = "1.0" | "1.1" | "1.2" | "1.3" | (string & {});

/** RFC 8446 section 4.1.2. GREASE values (RFC 8701) are left out of every list. */
export type ClientHello = Readonly<{
  /** supported_versions, or the legacy version where that extension is absent; in order of preference. */
  versions: readonly TlsVersion[];
  cipherSuites: readonly string[];
  /** supported_groups (RFC 8446 section 4.2.7). */
  groups: readonly string[];
  /** Groups with a key share in this hello. */
  keyShares: readonly string[];
  /** signature_algorithms (RFC 8446 section 4.2.3), IANA names: ecdsa_secp521r1_sha512, … */
  signatureSchemes: readonly string[];
  alpn: readonly string[];
  /** server_name, or null where it was not sent. */
  serverName: string | null;
  /** 32 bytes, lower-case hex: the key into an NSS key log. */
  random: string;
  /** Of the whole handshake message (RFC 8446 section 4); absent where it was not counted. */
  bytes?: number;
}>;

export type ServerHello = Readonly<{
  version: TlsVersion;
  cipherSuite: string;
  /** The group of the key share (TLS 1.3) or of ServerKeyExchange (TLS 1.2 ECDHE); null where there is none. */
  group: string | null;
  /** ALPN as selected in the clear (TLS 1.2); in TLS 1.3 it is in EncryptedExtensions, see {@link TlsFacts.alpn}. */
  alpn: string | null;
}>;

/** RFC 8446 section 4.3.2, RFC 5246 section 7.4.4. */
export type CertificateRequest = Readonly<{
  signatureSchemes: readonly string[];
  /** Distinguished names of the authorities named, RFC 4514 text; empty where none was named. */
  authorities: readonly string[];
}>;

export type KeyType =
  | "p256"
  | "p384"
  | "p521"
  | "rsa2048"
  | "rsa3072"
  | "rsa4096"
  | "ed25519"
  | "mldsa65";

/** One X.509 certificate as it was sent. */
export type CertificateFacts = Readonly<{
  /** A {@link KeyType}, or what the key is in words, "rsa1024" or "ed448", where the matrix has no axis value for it. */
  keyType: KeyType | (string & {});
  subject: string;
  issuer: string;
  dnsNames: readonly string[];
  /** Of the subject's alternative names (RFC 5280 section 4.2.1.6); IPv6 as RFC 5952 writes it. */
  ipAddresses: readonly string[];
  /** The other alternative names, as "URI:…" or "email:…". */
  otherNames: readonly string[];
  notBefore: string;
  notAfter: string;
  isCa: boolean;
  /**
   * Whether basicConstraints say CA:TRUE all the same where `isCa` is false, since keyUsage leaves out keyCertSign: some
   * stacks take that for an authority, and others do not.
   */
  ca?: "without-key-cert-sign";
  /** Dotted object identifiers or their usual names (serverAuth, clientAuth); null where the extension is absent. */
  extendedKeyUsage: readonly string[] | null;
  /** What keyUsage of a certificate that is no CA's allows, where digitalSignature is not among it (RFC 5280 section 4.2.1.3). */
  keyUsage?: readonly string[];
  /** By its name in RFC 8017, 5758 or 8410 ("sha1WithRSAEncryption"), or as a dotted object identifier. */
  signatureAlgorithm: string;
  /** Where its encoding breaks RFC 5280; absent where it does not, as far as it was looked at. */
  encoding?: readonly EncodingFault[];
  /** Lower-case hex of the DER. */
  sha256: string;
}>;

/**
 * How a certificate is not encoded as RFC 5280 section 4.1 wants it: an extension that is there twice; a signature algorithm
 * inside the signed part and another outside; an address as an alternative name that is neither IPv4 nor IPv6; an
 * alternative name that is not ASCII; a PrintableString with characters that are none of its; extensions, and a version
 * that has none; or bytes that OpenSSL cannot read, of which nothing else is known.
 */
export type EncodingFault =
  | "negative-serial-number"
  | "duplicate-extension"
  | "unlike-signature-algorithms"
  | "address-length"
  | "name-not-ascii"
  | "not-printable-string"
  | "version-without-extensions"
  | "not-parsable";

export type TlsAlert = Readonly<{
  from: "client" | "server";
  /** RFC 8446 section 6, "handshake_failure"; "alert 200" where no name is assigned. */
  name: string;
  code: number;
  fatal: boolean;
  /** Whether it was read in the clear or with secrets of the key log. */
  seen: "clear" | "decrypted";
}>;

/** One side's certificate message. An empty chain is a certificate message without a certificate. */
export type CertificateMessage = Readonly<{ chain: readonly CertificateFacts[] }>;

export type TlsFacts = Readonly<{
  clientHello: ClientHello | null;
  /** Whether a HelloRetryRequest (RFC 8446 section 4.1.4) came first, and the group it asked for. */
  helloRetryRequest: { group: string | null } | null;
  serverHello: ServerHello | null;
  /** Selected ALPN, wherever it stood; null if none was selected or it could not be seen. */
  alpn: string | null;
  serverCertificate: CertificateMessage | null;
  /** null: none was asked for, or it could not be seen. */
  certificateRequest: CertificateRequest | null;
  clientCertificate: CertificateMessage | null;
  /**
   * Signature scheme of each side's CertificateVerify (TLS 1.3) or ServerKeyExchange/CertificateVerify
   * (TLS 1.2, where the scheme's name does not bind the key's curve: RFC 8446 section 4.2.3).
   */
  serverSignatureScheme: string | null;
  clientSignatureScheme: string | null;
  /** Which sides were seen to send Finished. */
  finished: Readonly<{ client: boolean; server: boolean }>;
  /** The first 32. */
  alerts: readonly TlsAlert[];
  /** How far the encrypted part could be read. */
  visibility: { kind: "all" } | { kind: "clear-only"; reason: string };
  /** What broke a reading off, as one sentence; null if every byte was understood. */
  malformed: string | null;
}>;

/** What a stream's first bytes are. */
export type Protocol = "nothing" | "tls" | "http2" | "http1" | "other";

export type WireFacts = Readonly<{
  /**
   * `left-out`: of what an application said there are lengths, which are written "12 bytes left out", or stars; of HTTP/1
   * methods and status codes. Absent where nothing was left out.
   */
  payload?: "left-out";
  /** `firstBytes`: lower-case hex of 24 at most, up to the first that was left out. */
  client: Readonly<{ protocol: Protocol; firstBytes: string }>;
  server: Readonly<{ protocol: Protocol; firstBytes: string; httpStatusLine: string | null }>;
  /** null unless either side spoke TLS. */
  tls: TlsFacts | null;
  /** null where neither side showed HTTP/2, in the clear or decrypted, and where it was not looked for. */
  http2: Http2Facts | null;
  /** The client's messages, then the server's, the first 200 of each; empty where they were not looked for. */
  messages: readonly WireMessage[];
}>;
