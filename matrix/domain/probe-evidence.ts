import type { CertificateFacts } from "./wire-facts.ts";

/** What an endpoint showed to other questions than a client's own. */
export type EndpointEvidence = Readonly<{
  /** Address that the client's attempt went to. */
  address: string;
  /** Every address of the name, the attempt's own with them. */
  addresses: readonly AddressEvidence[];
  /** What the attempt's address answers to HTTP/2 without TLS; null where nobody asked. */
  inTheClear: ClearAnswer | null;
  /** Of an address of this machine that refuses: where of the other family somebody listens at the same port. */
  otherLoopback?: string;
  /** Absent where it speaks HTTP or TLS, or what no table knows. */
  protocol?: SpokenProtocol;
  /** What it answers with after a header of the PROXY protocol, and not without; absent where that was not found. */
  behindProxyHeader?: "HTTP/2" | "HTTP/1" | "TLS";
  /** What the health service of the called server says of it; absent where it was not asked, or says that it serves. */
  health?: "NOT_SERVING" | "UNKNOWN";
  /** What the server presents to a hello that offers everything; null where nobody saw it. */
  serverCertificate: CertificateFacts | null;
  /** Leaves that other connections of the same name were shown, each once; absent where nobody saw any. */
  certificates?: readonly CertificateFacts[];
  /** Whose ClientHello, made on another connection, led to h2 by ALPN; absent where none was made, or none did. */
  h2Elsewhere?: string;
}>;

/** What came back for a preface of HTTP/2 in the clear, or, if that was nothing, for a request of HTTP/1.1. */
export type ClearAnswer = Readonly<{
  /** `http2`: SETTINGS. `banner`: the server spoke first. */
  kind: "http2" | "http1" | "tls-alert" | "banner" | "other" | "nothing";
  /** The status line or the first bytes; empty where nothing came. */
  saw: string;
}>;

/** A protocol that is neither HTTP nor TLS, and the bytes that show it. */
export type SpokenProtocol = Readonly<{ name: string; source: string; saw: string }>;

type AddressEvidence = Readonly<{
  address: string;
  /** Why it cannot be reached; null if it can. */
  dialError: string | null;
  /** How it answers a client: equal for two that cannot be told apart; null where nobody asked. */
  answer: string | null;
}>;
