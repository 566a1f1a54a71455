import type { Cell, CertificateFault, KeyType } from "../../domain/cell.ts";
import type {
  CellEvidence,
  ConnectionEvidence,
  ConnectionOwner,
  ObservedFact,
  ObservedProperties,
} from "../../domain/evidence.ts";
import type { CertificateFacts } from "../../domain/wire-facts.ts";

/** Of a cell without a connection. */
export const nothingObserved: ObservedProperties = {
  tlsVersion: null,
  cipherSuite: null,
  group: null,
  alpn: null,
  serverKey: null,
  clientKey: null,
  serverSignatureScheme: null,
  clientSignatureScheme: null,
  peerAuthentication: null,
  calls: null,
  listener: null,
};

/** What the two ends and the orchestrator saw apart from the tap; certificates already read. */
export type SeenApart = Readonly<{
  /** The server's, as the client authenticated it. */
  byClient: CertificateFacts | null;
  /** The client's, as the server authenticated it. */
  byServer: CertificateFacts | null;
  /** The server's, as the orchestrator's own handshake with the same listener got it. */
  byOrchestrator: CertificateFacts | null;
  /**
   * The client's only one, where the server was seen to serve nobody without a certificate that it trusts; null where that
   * was not seen, or where an end tells itself what it showed or saw.
   */
  insistedOn: CertificateFacts | null;
  calls: SeenCalls;
  /** Who answered at the address that the server announced. */
  listener: ConnectionOwner;
}>;

/** How the calls of a client were held against what it says of them. */
export type SeenCalls =
  | "on the wire"
  /** Of values beyond that, the bytes were counted. */
  | "on the wire as far as it was recorded"
  | "read back"
  | "unseen";

const fact = (value: string | null | undefined, by: ObservedFact["by"]): ObservedFact | null =>
  value === null || value === undefined ? null : { value, by };

/** The connection with the most bytes is the one that the calls went over. */
const provingConnection = (evidence: CellEvidence): ConnectionEvidence | undefined =>
  [...evidence.connections].sort(
    (a, b) => b.bytes.client + b.bytes.server - (a.bytes.client + a.bytes.server),
  )[0];

/** What the proof's connection was, each property from the best observer that saw it. */
export const observedProperties = (evidence: CellEvidence, seen: SeenApart): ObservedProperties => {
  const wire = provingConnection(evidence)?.wire;
  const tls = wire?.tls;
  const hello = tls?.serverHello;
  const onWire = (value: string | null | undefined) => fact(value, "wire");
  const serverKey =
    onWire(tls?.serverCertificate?.chain[0]?.keyType) ??
    fact(seen.byClient?.keyType, "client") ??
    fact(evidence.serverCertificateInLine?.keyType, "handshake line") ??
    fact(seen.byOrchestrator?.keyType, "orchestrator");
  // Where all of the handshake could be read, a server has no certificate that the client did not send.
  const told = tls?.visibility.kind === "all" ? null : fact(seen.byServer?.keyType, "server");
  const clientKey =
    onWire(tls?.clientCertificate?.chain[0]?.keyType) ??
    told ??
    (tls?.visibility.kind === "all" ? null : fact(seen.insistedOn?.keyType, "orchestrator"));
  return {
    tlsVersion: onWire(hello?.version),
    cipherSuite: onWire(hello?.cipherSuite),
    group: onWire(hello?.group),
    alpn: onWire(tls?.alpn),
    serverKey: tls ? serverKey : null,
    clientKey: tls ? clientKey : null,
    serverSignatureScheme: onWire(tls?.serverSignatureScheme),
    clientSignatureScheme: onWire(tls?.clientSignatureScheme),
    peerAuthentication: peerAuthentication(
      wire?.client.protocol ?? "nothing",
      tls ? clientKey : null,
      tls ? serverKey : null,
    ),
    calls: callsFact(seen.calls),
    listener: listenerFact(seen.listener),
  };
};

const callsFact = (seen: SeenCalls): ObservedFact | null => {
  switch (seen) {
    case "on the wire":
      return { value: "every call seen", by: "wire" };
    case "on the wire as far as it was recorded":
      return { value: "calls seen, and the size of the large values", by: "wire" };
    case "read back":
      return { value: "values read back from the server", by: "orchestrator" };
    case "unseen":
      return null;
  }
};

const listenerFact = (owner: ConnectionOwner): ObservedFact | null => {
  switch (owner.kind) {
    case "own":
      return { value: ownListener, by: "orchestrator" };
    case "other":
      return { value: `another process's: ${owner.process}`, by: "orchestrator" };
    case "nobody":
      return { value: "nobody's", by: "orchestrator" };
    case "unknown":
      return null;
  }
};

const ownListener = "the server's own";

const peerAuthentication = (
  protocol: string,
  clientKey: ObservedFact | null,
  serverKey: ObservedFact | null,
): ObservedFact | null => {
  if (protocol === "http2") return { value: "none", by: "wire" };
  if (clientKey) return { value: "mutual", by: clientKey.by };
  return serverKey && { value: "server", by: serverKey.by };
};

/** The key type that a certificate of the cell has; one with a weak key has another than the cell's. */
const keyOf = (keyType: KeyType | null, fault: CertificateFault | "absent" | null) =>
  fault === "weak-key" ? "rsa1024" : keyType;

/** What the cell asked for and the connection was not, one sentence each; empty if it was all of it. */
export const labelDifferences = (cell: Cell, observed: ObservedProperties): readonly string[] => {
  const wanted: readonly [string, string | null, ObservedFact | null][] = [
    [
      "peer authentication",
      { none: "none", tls: "server", mtls: "mutual", "auto-mtls": "mutual" }[cell.mode],
      observed.peerAuthentication,
    ],
    ["server key type", keyOf(cell.serverKey, cell.serverCertificate), observed.serverKey],
    ["client key type", keyOf(cell.clientKey, cell.clientCertificate), observed.clientKey],
    ["TLS version", cell.tlsVersion, observed.tlsVersion],
    ["named group", cell.group, observed.group],
  ];
  const differences = wanted.flatMap(([name, want, got]) => {
    if (want === null || want === got?.value) return [];
    return [
      got
        ? `${name}: asked for ${want}, observed ${got.value} (by ${got.by})`
        : `${name}: asked for ${want}, nobody could observe it`,
    ];
  });
  const listener = observed.listener?.value ?? ownListener;
  if (listener !== ownListener) {
    differences.push(`listener: asked for ${ownListener}, observed ${listener}`);
  }
  const version = observed.tlsVersion?.value;
  if (cell.mode !== "none" && version !== "1.2" && version !== "1.3") {
    differences.push(`TLS version: asked for 1.2 or 1.3, observed ${version ?? "none"}`);
  }
  return differences;
};
