import type { CauseCode } from "../domain/cause.ts";
import type { EncodingFault } from "../domain/wire-facts.ts";

/** A stack's client as it dials where nobody configures it. */
export type ClientStack = Readonly<{
  hello: StackHello;
  verifier: Verifier;
  reply: ReplyRules & Readonly<{ source: string }>;
  /** The name that it wants in the certificate, where an authority is set and no name to verify. */
  verifies: "the authority" | "what it dials";
  /** What it dials for localhost. */
  localhost: "as resolved" | "both families";
  /** SETTINGS_MAX_HEADER_LIST_SIZE of the peer, which is advice (RFC 9113 section 6.5.2). */
  peerHeaderList: "held to" | "ignored";
  /** What it does with a peer that chooses no protocol by ALPN. */
  withoutAlpn: "refuses" | "goes on";
  /** Types of its own key for which it makes no signature, although the server names a scheme for them. */
  signsNot: readonly string[];
  /** What it does with its own certificate where the server names authorities and not this one's. */
  ownUnlisted: "sends it" | "keeps it back";
  /** Variables of the environment, the first that is set counts. */
  proxy: Readonly<{ named: readonly string[]; exceptions: readonly string[] }>;
}>;

/** What it takes of a reply that not every client takes. */
export type ReplyRules = Readonly<{
  /** `gRPC's own`: application/grpc, alone or before "+" or ";". */
  contentType: "gRPC's own" | "any";
  /** Encodings that it decompresses. */
  encodings: readonly string[];
  headers: HeaderLimits;
  /** How many messages it takes, beside the one, where a unary call is answered OK. */
  messages: readonly ("none" | "several")[];
  /** A message that the stream's end cuts off. */
  cutOff: "refused" | "taken for none";
  /** An interim answer before the reply (RFC 9110 section 15.2). */
  interim: "skipped" | "taken for the reply";
  /** DATA and HEADERS with padding (RFC 9113 sections 6.1 and 6.2). */
  padding: "read" | "refused";
}>;

/** What headers it takes; a limit that is absent it does not have, as far as it was tried. */
type HeaderLimits = Readonly<{
  /** The longest list, as SETTINGS_MAX_HEADER_LIST_SIZE counts it (RFC 9113 section 6.5.2). */
  listBytes?: number;
  /** Of longer ones it refuses some, at random, and the more the longer. */
  surelyTakenBytes?: number;
  /** The longest name or value. */
  fieldBytes?: number;
  fields?: number;
  /** CONTINUATION frames of one block. */
  continuations?: number;
}>;

/** What its ClientHello offers, IANA names; all of them offer TLS 1.3 and 1.2, and h2 by ALPN. */
export type StackHello = Readonly<{
  /** Whose hello was read. */
  version: string;
  groups: readonly string[];
  /** By group or signature scheme, what a client has to be to have it, where not all that are in use do. */
  ofSome?: Readonly<Record<string, string>>;
  signatureSchemes: readonly string[];
  cipherSuites: readonly string[];
}>;

/**
 * A fault of a chain that some stacks refuse and others do not look at: RSA of less than 2048 bits, SHA-1, a leaf's
 * keyUsage without digitalSignature, an extendedKeyUsage with anyExtendedKeyUsage in place of the role's, and most faults
 * of its encoding.
 */
export type LesserFault =
  | "weak-key"
  | "weak-signature"
  | "no-digital-signature"
  | "any-usage"
  | LesserEncodingFault;

/** The other two every verifier refuses. */
export type LesserEncodingFault = Exclude<
  EncodingFault,
  "duplicate-extension" | "unlike-signature-algorithms"
>;

/** `all`: every client of a stack that is in use. */
type WhoRefuses = "all" | Readonly<{ some: string }>;

/** How it verifies a server's certificate. */
export type Verifier = Readonly<{
  /** How its names and its order are known: clients that were run, or code that was read. */
  source: string;
  /** What it refuses, in the order in which it looks; what is left out it accepts. */
  order: readonly CauseCode[];
  /** The same where the server sends a leaf alone whose issuer is not known; absent where it is no different. */
  orderWithoutIssuer?: readonly CauseCode[];
  /** Of the faults that not every stack minds, those that it refuses. */
  lesserFaults: Readonly<Partial<Record<LesserFault, WhoRefuses>>>;
  /** What it does with the dates of an authority's certificate that it was given. */
  anchorDates: "holds to them" | "ignores them";
  /** A leaf with CA:TRUE that is itself what it trusts, where it refuses others; absent: it is no different. */
  trustedAuthorityAsLeaf?: "accepted";
  /** When a DNS name is looked for in the subject's CN; grpcio lets the handshake pass all the same, and fails each call. */
  commonName: "never" | "without-dns-names" | "without-any-name";
  /** A name in the certificate that ends in a dot. */
  trailingDot: "as-written" | "ignored";
  /** An address that is dialled, and stands in the certificate as a DNS name. */
  addressAsDnsName: "accepted" | "refused";
  /** A wildcard of all names below a single label ("*.test"). */
  wildcardOfOneLabel: "accepted" | "refused";
  /** A name that is dialled or certified with "_" in it, which is no letter of a host name (RFC 1123 section 2.1). */
  underscore: "accepted" | "refused";
}>;
