import type { AnnouncementFault } from "./announcement-fault.ts";
import type { BehaviourResult } from "./behaviour.ts";
import type { Observed } from "./prove.ts";
import type { RouteTls } from "./route.ts";
import type { CertificateFacts, WireFacts } from "./wire-facts.ts";
import type { Passage } from "./wire-message.ts";

/** How a process ended. Exactly one of `code` and `signal` is set. */
export type Exit = Readonly<{
  code: number | null;
  signal: string | null;
  /** Processes of its making that still ran when it had ended, and were killed. */
  left: readonly Readonly<{ pid: number; command: string }>[];
}>;

export type ProcessEvidence = Readonly<{
  /** Whether it served or ran other cells too: then its texts may speak of those. */
  shared: boolean;
  /** null while it still runs, or if it never started. */
  exit: Exit | null;
  /** Why there never was such a process, in the launcher's words; null if there was. */
  notStarted: Readonly<{ reason: string }> | null;
  /** Why it was ended before its time, such as "printed more than 64 MiB"; null if it was not. */
  endedBecause: string | null;
  /** Standard error: bounded, redacted, without terminal escapes; only what was printed during the cell. */
  stderr: string;
}>;

/** Times are milliseconds since the cell began. */
export type ConnectionEvidence = Readonly<{
  clientAddress: string;
  serverAddress: string;
  openedMs: number;
  /** null while it is still open. */
  closedMs: number | null;
  bytes: Readonly<{ client: number; server: number }>;
  firstClose: Readonly<{ by: "client" | "server"; how: "fin" | "rst" }> | null;
  /** Why the server's address could not be reached; null if it was. */
  dialError: string | null;
  /** When which bytes passed; empty unless everything was read. */
  passages: readonly Passage[];
  wire: WireFacts;
}>;

/** What the cell's configuration gave each side. In auto-mTLS the sides make and exchange it themselves. */
export type Configured = Readonly<{
  /** The certificates that a side would present if it could. */
  server: CertificateFacts | null;
  client: CertificateFacts | null;
  /** What the client is to trust, and what the server is to trust; empty where a side has to trust nothing. */
  clientTrusts: readonly CertificateFacts[];
  serverTrusts: readonly CertificateFacts[];
  /** Authorities below those, which a side must send along to be trusted. */
  intermediates: readonly CertificateFacts[];
  /** The name that the client has to find in the server's certificate; null without TLS. */
  serverName: string | null;
  /** When the cell began, ISO 8601: what dates are held against. */
  at: string;
  /** What a plugin's host takes; absent where there is none, or where it does not say. */
  host?: HostTakes;
}>;

/** Which first lines a host of go-plugin goes on with. */
export type HostTakes = Readonly<{
  /** Versions of the plugin's own protocol, of PLUGIN_PROTOCOL_VERSIONS. */
  versions: readonly string[];
  /** null where nobody knows. */
  protocols: readonly string[] | null;
}>;

/** A list of a ClientHello that was cut down to what the cell's client offered. */
export type Narrowed = "nothing" | "versions" | "groups" | "cipher-suites" | "signature-schemes";

/** What the server made of a ClientHello of the orchestrator's that offers everything but for one list. */
export type TlsTrial = Readonly<{
  narrowed: Narrowed;
  /** `no-tls`: it answered with something that is not TLS. */
  result: "accepted" | "refused" | "no-tls" | "inconclusive";
  /** What was chosen, or how it was refused. */
  saw: string;
}>;

export type Verification = Readonly<{ result: "verified" } | { result: "refused"; reason: string }>;

/** What lies behind an intermediary: its own connections to the server, which are the cell's alone. */
export type Upstream = Readonly<{
  /** The intermediary's title and version. */
  route: string;
  tls: RouteTls;
  /** In them the intermediary is the client. */
  connections: readonly ConnectionEvidence[];
  /** The intermediary's own process; what it logs elsewhere stands with its standard error. */
  process: ProcessEvidence;
}>;

/** Everything seen of one cell by everybody who could see something. */
export type CellEvidence = Readonly<{
  /** The client's, to the server or to what stands before it. */
  connections: readonly ConnectionEvidence[];
  /** null where nothing stands between client and server. */
  upstream: Upstream | null;
  client: ProcessEvidence | null;
  server: ProcessEvidence | null;
  /**
   * go-plugin's first line as the plugin printed it, or what a standalone server printed in place of its announcement;
   * null if it was that, or if there was none.
   */
  handshakeLine: string | null;
  /** What is wrong with a standalone server's first line; null if nothing is, or there was none. */
  announcementFault: AnnouncementFault | null;
  /** The certificate of field 6 of that line. */
  serverCertificateInLine: CertificateFacts | null;
  /** The certificate that the host put into PLUGIN_CLIENT_CERT. */
  clientCertificateInEnvironment: CertificateFacts | null;
  configured: Configured;
  /**
   * What OpenSSL in the orchestrator, told the same roots and name as the client, made of the server's chain; null
   * where it was not asked, or where there was no chain.
   */
  verification: Verification | null;
  /** Made where a server refused a client without saying why; else empty. */
  trials: readonly TlsTrial[];
  /**
   * Which of OpenSSL's signature schemes the server's CertificateRequest named to the orchestrator; absent where it was
   * not asked, or asked for no certificate.
   */
  schemesRequested?: readonly string[];
  /** What the server chose where the orchestrator offered TLS 1.2 and 1.3; absent where it was not asked, or chose nothing. */
  versionChosen?: "1.2" | "1.3";
  /** The client's own report; null if there was none. */
  report: Observed | null;
  /** Of a cell with a behaviour that was tried; else absent. */
  behaviour?: BehaviourResult;
}>;

/** Who has the server's end of a connection. */
export type ConnectionOwner = Readonly<
  /** The server's program, or something that it started. */
  | { kind: "own" }
  /** `process`: its number and name, or words where it is not to be seen. */
  | { kind: "other"; process: string }
  /** It was closed before anybody could be asked. */
  | { kind: "nobody" }
  /** Systems other than Linux do not tell; nor, of unix sockets, a launcher without Go. */
  | { kind: "unknown" }
>;

export const controlNames = [
  "no-client-certificate",
  "untrusted-client-certificate",
  "impostor-server",
  "plaintext-client",
  "certificate-missing-in-handshake-line",
] as const;
export type ControlName = (typeof controlNames)[number];

/** One negative test. Its subject can be shared by several cells; it is run once per subject. */
export type Control = Readonly<{
  name: ControlName;
  /** `refused` is what a pass needs. */
  result: "refused" | "accepted" | "inconclusive";
  /** What was tested: a listener of a server, or a client's configuration. */
  subject: string;
  /** What was seen, one sentence. */
  saw: string;
  elapsedMs: number;
}>;

/** A value with its observer. */
export type ObservedFact = Readonly<{
  value: string;
  by: "wire" | "client" | "server" | "orchestrator" | "handshake line" | "environment";
}>;

/** The properties of the connection that proved the cell, as observed; null: nobody could see it. */
export type ObservedProperties = Readonly<{
  tlsVersion: ObservedFact | null;
  cipherSuite: ObservedFact | null;
  group: ObservedFact | null;
  alpn: ObservedFact | null;
  serverKey: ObservedFact | null;
  clientKey: ObservedFact | null;
  serverSignatureScheme: ObservedFact | null;
  clientSignatureScheme: ObservedFact | null;
  /** "none", "server" or "mutual". */
  peerAuthentication: ObservedFact | null;
  /** Who saw the calls that the client reports; null where nobody can. */
  calls: ObservedFact | null;
  /** Whose socket answers at the address that the server announced; null where the system does not tell. */
  listener: ObservedFact | null;
}>;

/** What a client offers for the key exchange, in its first ClientHello. */
export type KeyExchangeOffer = Readonly<{
  /** supported_groups, in the client's order. */
  groups: readonly string[];
  /** Those with a key share. */
  keyShares: readonly string[];
  /** Of the ClientHello. */
  bytes: number;
  /** Whether the server asked for another key share (HelloRetryRequest, RFC 8446 section 4.1.4). */
  retried: boolean;
}>;
