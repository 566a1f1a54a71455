import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Cell, Mode } from "../../domain/cell.ts";
import type { OutsideText } from "../../domain/outside-text.ts";
import type { Observed, Step } from "../../domain/prove.ts";
import type { TlsFacts } from "../../domain/wire-facts.ts";
import type { KeyLog } from "../../wire/key-log.ts";
import type { Dialling } from "../dial/dialled.ts";
import type { SeenCalls } from "../evidence/observed-properties.ts";
import type { Endpoint, TappedConnection } from "../observe/tap.ts";
import { serverName } from "../pki/server-name.ts";
import { checkVolume, claimsOf, hiddenClaims } from "./claims.ts";
import { clientCredential } from "./configured.ts";
import { readBack } from "./read-back.ts";
import type { Testbed } from "./testbed.ts";
import { wireWitness } from "./wire-witness.ts";

/** What claims are held against. */
export type Held = Readonly<{
  /** The client's. */
  connections: readonly TappedConnection[];
  /** The intermediary's to the server, which may be in the clear where the client's are not; empty without one. */
  upstream: readonly TappedConnection[];
  keyLogs: readonly KeyLog[];
  /**
   * Where the server is asked itself, and how, which few cells need; null where the orchestrator has nothing that it would be let
   * in with.
   */
  server: Readonly<{ endpoint: Endpoint; dialling: () => Promise<Dialling> }> | null;
}>;

export type HeldClaims = Readonly<{
  /** Who saw the calls. */
  seen: SeenCalls;
  /** What TLS said meanwhile, for each of the client's connections that spoke it. */
  tls: ReadonlyMap<TappedConnection, TlsFacts>;
}>;

/** Of a proof that did not pass, or went over no connection. */
export const nothingHeld: HeldClaims = { seen: "unseen", tls: new Map() };

/**
 * Holds what a client reports of a proof that passed against the wire, and where TLS hides that, against the server.
 *
 * @throws HarnessFault if the client reports what did not happen.
 */
export const holdClaims = async (
  client: string,
  steps: readonly Step[],
  report: Observed,
  { connections, upstream, keyLogs, server }: Held,
): Promise<HeldClaims> => {
  // A proof without any connection is a failure of its own (`label-not-honoured`).
  if (connections.length === 0) return nothingHeld;
  const claims = claimsOf(steps, report);
  const first = wireWitness(connections, keyLogs);
  const { tls } = first;
  const ways = [
    { way: connections, witness: () => first },
    ...(upstream.length > 0
      ? [{ way: upstream, witness: () => wireWitness(upstream, keyLogs) }]
      : []),
  ];
  for (const { way, witness } of ways) {
    const seen = witness();
    const { read } = seen;
    const hidden = hiddenClaims(client, claims, seen);
    if (hidden.length === 0) return { seen: "on the wire", tls };
    if (read !== "part") continue;
    checkVolume(client, hidden, way);
    return { seen: "on the wire as far as it was recorded", tls };
  }
  // Of calls that put nothing the server has nothing to tell.
  if (server === null || !claims.some(({ call }) => call.call === "put")) {
    return { seen: "unseen", tls };
  }
  const dialling = await server.dialling();
  return { seen: await readBack(client, claims, server.endpoint, dialling), tls };
};

/**
 * Holds what a client reports of a proof that failed against the wire, where that shows all: a wrong value that the client has
 * made up is not the server's.
 *
 * @throws HarnessFault if the client reports what did not happen.
 */
export const holdClaimsOfFailure = (
  client: string,
  steps: readonly Step[],
  report: Observed,
  { connections, keyLogs }: Pick<Held, "connections" | "keyLogs">,
): void => {
  const claims = claimsOf(steps, report);
  if (claims.length > 0) hiddenClaims(client, claims, wireWitness(connections, keyLogs));
};

/**
 * How the orchestrator reaches the listener of a standalone cell: as the cell's client does, or the intermediary.
 *
 * @param mode - of the listener.
 */
export const diallingFor = async (
  testbed: Pick<Testbed, "pki">,
  cell: Cell,
  mode: Mode,
): Promise<Dialling> => {
  if (mode === "none") return { kind: "plaintext" };
  const credential = mode === "mtls" ? await clientCredential(testbed, cell) : null;
  return {
    kind: "tls",
    serverName,
    credential: credential && {
      certificate: await readFile(credential.certificate, "utf8"),
      key: await readFile(credential.key, "utf8"),
    },
  };
};

/**
 * How the orchestrator reaches a plugin: in its host's name, whose key it has given out.
 *
 * @param certificate - PEM of PLUGIN_CLIENT_CERT.
 * @param key - PEM of the key that the host was given.
 * @returns null where the host has made a key of its own.
 */
export const diallingAsHost = (certificate: OutsideText | null, key: string): Dialling | null => {
  if (certificate === null) return null;
  try {
    const { raw } = certificate;
    if (!new X509Certificate(raw).checkPrivateKey(createPrivateKey(key))) return null;
    return { kind: "tls", serverName: "localhost", credential: { certificate: raw, key } };
  } catch {
    // No certificate, or a key that OpenSSL does not take.
    return null;
  }
};
