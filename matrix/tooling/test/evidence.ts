/** Evidence for tests: each builder gives the dull case, and takes what a test is about. */
import type {
  CellEvidence,
  Configured,
  ConnectionEvidence,
  ProcessEvidence,
} from "../../domain/evidence.ts";
import type { CallReport, Observed, StepReport } from "../../domain/prove.ts";
import type {
  CertificateFacts,
  ClientHello,
  ServerHello,
  TlsAlert,
  TlsFacts,
} from "../../domain/wire-facts.ts";

/** signature_algorithms of grpcio 1.85.1, read off the wire: every scheme it knows but P-521's. */
export const withoutP521: readonly string[] = [
  "ecdsa_secp256r1_sha256",
  "rsa_pss_rsae_sha256",
  "rsa_pkcs1_sha256",
  "ecdsa_secp384r1_sha384",
  "rsa_pss_rsae_sha384",
  "rsa_pkcs1_sha384",
  "rsa_pss_rsae_sha512",
  "rsa_pkcs1_sha512",
  "rsa_pkcs1_sha1",
];

export const clientHello = (over: Partial<ClientHello> = {}): ClientHello => ({
  versions: ["1.3", "1.2"],
  cipherSuites: ["TLS_AES_128_GCM_SHA256"],
  groups: ["x25519", "secp256r1", "secp384r1", "secp521r1"],
  keyShares: ["x25519"],
  signatureSchemes: [...withoutP521, "ecdsa_secp521r1_sha512"],
  alpn: ["h2"],
  serverName: "localhost",
  random: "00".repeat(32),
  ...over,
});

export const serverHello = (over: Partial<ServerHello> = {}): ServerHello => ({
  version: "1.3",
  cipherSuite: "TLS_AES_128_GCM_SHA256",
  group: "x25519",
  alpn: null,
  ...over,
});

export const certificate = (
  keyType: string,
  over: Partial<CertificateFacts> = {},
): CertificateFacts => ({
  keyType,
  subject: "CN=localhost",
  issuer: "CN=test authority",
  dnsNames: ["localhost"],
  ipAddresses: ["127.0.0.1"],
  otherNames: [],
  notBefore: "2026-01-01T00:00:00.000Z",
  notAfter: "2027-01-01T00:00:00.000Z",
  isCa: false,
  extendedKeyUsage: ["serverAuth", "clientAuth"],
  signatureAlgorithm: "ecdsa-with-SHA256",
  sha256: "ab".repeat(32),
  ...over,
});

/** A one-way TLS 1.3 handshake that finished with a P-256 server, all of it read. */
export const finishedTls = (over: Partial<TlsFacts> = {}): TlsFacts => ({
  clientHello: clientHello(),
  helloRetryRequest: null,
  serverHello: serverHello(),
  alpn: "h2",
  serverCertificate: { chain: [certificate("p256")] },
  certificateRequest: null,
  clientCertificate: null,
  serverSignatureScheme: "ecdsa_secp256r1_sha256",
  clientSignatureScheme: null,
  finished: { client: true, server: true },
  alerts: [],
  visibility: { kind: "all" },
  malformed: null,
  ...over,
});

/** A handshake of which only the ClientHello was ever sent. */
export const begunTls = (over: Partial<TlsFacts> = {}): TlsFacts =>
  finishedTls({
    serverHello: null,
    alpn: null,
    serverCertificate: null,
    serverSignatureScheme: null,
    finished: { client: false, server: false },
    ...over,
  });

export const alert = (from: TlsAlert["from"], code: number, name: string): TlsAlert => ({
  from,
  code,
  name,
  fatal: true,
  seen: "clear",
});

type Spoken = Readonly<{
  protocol: ConnectionEvidence["wire"]["client"]["protocol"];
  bytes: string;
}>;

export const tlsRecords: Spoken = { protocol: "tls", bytes: "16030100" };
export const http2Preface: Spoken = { protocol: "http2", bytes: "505249202a" };
export const silence: Spoken = { protocol: "nothing", bytes: "" };

export const connection = (over: Partial<ConnectionEvidence> = {}): ConnectionEvidence => ({
  clientAddress: "127.0.0.1:50001",
  serverAddress: "127.0.0.1:40001",
  openedMs: 1,
  closedMs: 9,
  bytes: { client: 1000, server: 2000 },
  firstClose: { by: "client", how: "fin" },
  dialError: null,
  passages: [],
  wire: spoken(http2Preface, http2Preface),
  ...over,
});

/** A connection without TLS, by what each side's stream began with. */
export const spoken = (
  client: Spoken,
  server: Spoken,
  httpStatusLine: string | null = null,
): ConnectionEvidence["wire"] => ({
  client: { protocol: client.protocol, firstBytes: client.bytes },
  server: { protocol: server.protocol, firstBytes: server.bytes, httpStatusLine },
  tls: null,
  http2: null,
  messages: [],
});

/** A connection on which both sides spoke TLS, as far as they spoke. */
export const tlsConnection = (
  tls: TlsFacts,
  over: Partial<ConnectionEvidence> = {},
): ConnectionEvidence =>
  connection({
    wire: {
      ...spoken(tlsRecords, tls.serverHello || tls.alerts.length > 0 ? tlsRecords : silence),
      tls,
    },
    ...over,
  });

export const unreachable = (dialError: string): ConnectionEvidence =>
  connection({ bytes: { client: 0, server: 0 }, dialError, wire: spoken(silence, silence) });

export const processEvidence = (over: Partial<ProcessEvidence> = {}): ProcessEvidence => ({
  shared: true,
  exit: null,
  notStarted: null,
  endedBecause: null,
  stderr: "",
  ...over,
});

export const exited = (over: Partial<ProcessEvidence["exit"]> = {}) => ({
  code: 0,
  signal: null,
  left: [],
  ...over,
});

export const call = (status: string, message = "", chain: readonly string[] = []): CallReport => ({
  status,
  message,
  chain,
});

export const stepReport = (name: string, ...calls: readonly CallReport[]): StepReport => ({
  name,
  elapsedMs: 1.5,
  calls,
});

export const report = (over: Partial<Observed> = {}): Observed => ({
  kind: "observed",
  start: null,
  steps: [stepReport("put", call("OK"))],
  serverCertificate: null,
  clientCertificate: null,
  peer: null,
  session: null,
  ...over,
});

/** A client's report of a first call that failed for this reason. */
export const failedReport = (status: string, message: string, chain: readonly string[] = []) =>
  report({ steps: [stepReport("put", call(status, message, chain))] });

export const pluginNotStarted = (message: string) =>
  report({ steps: [], start: { line: null, elapsedMs: 5, error: { message, chain: [] } } });

export const configured = (over: Partial<Configured> = {}): Configured => ({
  server: null,
  client: null,
  clientTrusts: [],
  serverTrusts: [],
  intermediates: [],
  serverName: "localhost",
  at: "2026-06-01T00:00:00.000Z",
  ...over,
});

export const cellEvidence = (over: Partial<CellEvidence> = {}): CellEvidence => ({
  connections: [connection()],
  upstream: null,
  client: processEvidence(),
  server: processEvidence(),
  handshakeLine: null,
  announcementFault: null,
  serverCertificateInLine: null,
  clientCertificateInEnvironment: null,
  configured: configured(),
  trials: [],
  verification: null,
  report: report(),
  ...over,
});
