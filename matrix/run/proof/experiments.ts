import type { Cell } from "../../domain/cell.ts";
import { decisiveConnection } from "../../domain/decisive-connection.ts";
import type { CellEvidence, TlsTrial, Verification } from "../../domain/evidence.ts";
import type { Experiments } from "../evidence/attempt.ts";
import type { Endpoint } from "../observe/tap.ts";
import { serverName } from "../pki/server-name.ts";
import { HarnessFault } from "../supervise/worker.ts";
import { openPath } from "./open-path.ts";
import { serverHandshake } from "./server-handshake.ts";
import type { Testbed } from "./testbed.ts";
import { tlsTrials } from "./tls-trials.ts";
import { verifyServer } from "./verify-server.ts";

/**
 * Tries on a cell's server what its evidence leaves open: nothing where that says enough.
 *
 * @param server - its endpoint; an intermediary is started anew.
 */
export const experimentsOn = async (
  testbed: Testbed,
  cell: Cell,
  server: Endpoint,
  evidence: CellEvidence,
): Promise<Experiments> => {
  // An intermediary has ended with its cell; what it did it does again.
  const ownerOf = async () => ({ kind: "unknown" }) as const;
  const path = await openPath(testbed, cell, { endpoint: server, ownerOf }).catch(
    (error: unknown) => {
      if (error instanceof HarnessFault) return null;
      throw error;
    },
  );
  if (path === null) return { trials: [], verification: null };
  const [trials, verification, requested] = await Promise.all([
    trialsFor(testbed, cell, path.front.endpoint, evidence),
    verificationFor(testbed, cell, path.front.endpoint, evidence),
    requestedFor(cell, path.front.endpoint, evidence),
  ]);
  path.close();
  return { trials, verification, ...(requested && { schemesRequested: requested }) };
};

/** Only where a server refused the client's first bytes, or left them without an answer, and did not say why. */
const trialsFor = async (
  testbed: Testbed,
  cell: Cell,
  endpoint: Endpoint,
  { connections }: CellEvidence,
): Promise<readonly TlsTrial[]> => {
  const connection = decisiveConnection(connections);
  if (!connection || connection.dialError !== null) return [];
  const { client, server, tls } = connection.wire;
  const unanswered = server.protocol === "nothing" || tls?.serverHello === null;
  if (!unanswered || client.protocol === "nothing" || connection.bytes.server > alertBytes)
    return [];
  const { pki } = testbed;
  const credential = cell.mode === "mtls" ? await pki.client(cell.clientKey ?? "p256") : null;
  return tlsTrials(endpoint, serverName, tls?.clientHello ?? null, credential);
};

/** Only where the client got the server's certificate and did not go on to HTTP/2. */
const verificationFor = async (
  testbed: Testbed,
  cell: Cell,
  endpoint: Endpoint,
  { connections }: CellEvidence,
): Promise<Verification | null> => {
  const { tls, http2 } = decisiveConnection(connections)?.wire ?? {};
  if (!tls?.serverHello || http2?.preface === true || cell.mode === "none") return null;
  return verifyServer(endpoint, serverName, testbed.pki.ca);
};

/** Only where the handshake got as far as a CertificateRequest, and it could not be read. */
const requestedFor = async (
  { mode }: Cell,
  endpoint: Endpoint,
  { connections }: CellEvidence,
): Promise<readonly string[] | null> => {
  const { tls } = decisiveConnection(connections)?.wire ?? {};
  if (mode !== "mtls" || !tls?.serverHello || tls.certificateRequest !== null) return null;
  return (await serverHandshake(endpoint, serverName))?.schemes ?? null;
};

/** A refusal in the clear: a record of two bytes (RFC 8446 sections 5.1 and 6). */
const alertBytes = 7;
