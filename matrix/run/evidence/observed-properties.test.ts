import { describe, expect, test } from "vitest";
import type { ObservedProperties } from "../../domain/evidence.ts";
import {
  begunTls,
  cellEvidence,
  certificate,
  connection,
  finishedTls,
  serverHello,
  tlsConnection,
} from "../../tooling/test/evidence.ts";
import { parseCellId } from "../axes/cell-id.ts";
import {
  labelDifferences,
  nothingObserved,
  observedProperties,
  type SeenApart,
} from "./observed-properties.ts";

const nobody: SeenApart = {
  byClient: null,
  byServer: null,
  byOrchestrator: null,
  insistedOn: null,
  calls: "unseen",
  listener: { kind: "unknown" },
};
const clearOnly = { kind: "clear-only", reason: "no key log" } as const;
const encrypted = begunTls({ serverHello: serverHello(), visibility: clearOnly });

test("everything that the wire shows", () => {
  const tls = finishedTls({
    clientCertificate: { chain: [certificate("rsa2048"), certificate("p384")] },
    clientSignatureScheme: "rsa_pss_rsae_sha256",
  });
  const wire = (value: string) => ({ value, by: "wire" });
  expect(observedProperties(cellEvidence({ connections: [tlsConnection(tls)] }), nobody)).toEqual({
    tlsVersion: wire("1.3"),
    cipherSuite: wire("TLS_AES_128_GCM_SHA256"),
    group: wire("x25519"),
    alpn: wire("h2"),
    serverKey: wire("p256"),
    clientKey: wire("rsa2048"),
    serverSignatureScheme: wire("ecdsa_secp256r1_sha256"),
    clientSignatureScheme: wire("rsa_pss_rsae_sha256"),
    peerAuthentication: wire("mutual"),
    calls: null,
    listener: null,
  });
});

test("a connection in the clear authenticates nobody", () => {
  expect(observedProperties(cellEvidence(), nobody)).toEqual({
    ...nothingObserved,
    peerAuthentication: { value: "none", by: "wire" },
  });
});

test("without a connection nothing was observed, whatever was announced", () => {
  const evidence = cellEvidence({
    connections: [],
    serverCertificateInLine: certificate("p521"),
  });
  expect(observedProperties(evidence, nobody)).toEqual(nothingObserved);
});

describe("the server's key type comes from the best observer", () => {
  const all = {
    ...nobody,
    byClient: certificate("p384"),
    byServer: null,
    byOrchestrator: certificate("rsa2048"),
  };
  const inLine = certificate("p521");

  test.for([
    ["wire", finishedTls(), all, inLine, { value: "p256", by: "wire" }],
    ["client", encrypted, all, inLine, { value: "p384", by: "client" }],
    [
      "line",
      encrypted,
      { ...all, byClient: null },
      inLine,
      { value: "p521", by: "handshake line" },
    ],
    [
      "orchestrator",
      encrypted,
      { ...all, byClient: null },
      null,
      { value: "rsa2048", by: "orchestrator" },
    ],
    ["nobody", encrypted, nobody, null, null],
  ] as const)("%s", ([, tls, seen, serverCertificateInLine, serverKey]) => {
    const evidence = cellEvidence({ connections: [tlsConnection(tls)], serverCertificateInLine });
    const observed = observedProperties(evidence, seen);
    expect(observed.serverKey).toEqual(serverKey);
    expect(observed.peerAuthentication).toEqual(serverKey && { value: "server", by: serverKey.by });
  });
});

test("what the server authenticated tells the client's key where the wire does not", () => {
  const evidence = cellEvidence({ connections: [tlsConnection(encrypted)] });
  const observed = observedProperties(evidence, { ...nobody, byServer: certificate("ed25519") });
  expect(observed.clientKey).toEqual({ value: "ed25519", by: "server" });
  expect(observed.peerAuthentication).toEqual({ value: "mutual", by: "server" });
});

test("the connection with the most bytes is the one observed", () => {
  const proving = tlsConnection(finishedTls(), { bytes: { client: 900, server: 9000 } });
  const probing = connection({ bytes: { client: 4000, server: 10 } });
  for (const connections of [
    [proving, probing],
    [probing, proving],
  ]) {
    expect(observedProperties(cellEvidence({ connections }), nobody).alpn?.value).toBe("h2");
  }
});

test.for([
  [{ kind: "own" }, "the server's own"],
  [{ kind: "other", process: "7 (kv)" }, "another process's: 7 (kv)"],
  [{ kind: "nobody" }, "nobody's"],
  [{ kind: "unknown" }, undefined],
] as const)("whose listener answered: %o", ([listener, value]) => {
  const observed = observedProperties(cellEvidence(), { ...nobody, listener });
  expect(observed.listener?.value).toBe(value);
});

describe("labelDifferences", () => {
  const by = "wire" as const;
  const mutual: ObservedProperties = {
    ...nothingObserved,
    tlsVersion: { value: "1.3", by },
    group: { value: "x25519", by },
    serverKey: { value: "p384", by },
    clientKey: { value: "p256", by: "server" },
    peerAuthentication: { value: "mutual", by: "server" },
  };

  test.for([
    ["go/go/mtls/p256-p384", {}, []],
    ["go/go/auto-mtls/p256-p384/tls=1.3/group=x25519", {}, []],
    ["go/go/mtls/p256-p521", {}, ["server key type: asked for p521, observed p384 (by wire)"]],
    ["go/go/mtls/p521-p384", {}, ["client key type: asked for p521, observed p256 (by server)"]],
    [
      "go/go/mtls/p256-p384",
      { clientKey: null, peerAuthentication: { value: "server", by } },
      [
        "peer authentication: asked for mutual, observed server (by wire)",
        "client key type: asked for p256, nobody could observe it",
      ],
    ],
    ["go/go/tls/p384", {}, ["peer authentication: asked for server, observed mutual (by server)"]],
    ["go/go/mtls/p256-p384/tls=1.2", {}, ["TLS version: asked for 1.2, observed 1.3 (by wire)"]],
    [
      "go/go/mtls/p256-p384/group=secp384r1",
      {},
      ["named group: asked for secp384r1, observed x25519 (by wire)"],
    ],
    [
      "go/go/mtls/p256-p384",
      { tlsVersion: { value: "1.1", by } },
      ["TLS version: asked for 1.2 or 1.3, observed 1.1"],
    ],
    [
      "go/go/mtls/p256-p384",
      { tlsVersion: null },
      ["TLS version: asked for 1.2 or 1.3, observed none"],
    ],
    ["go/go/mtls/p256-p384", { listener: { value: "the server's own", by } }, []],
    [
      "go/go/mtls/p256-p384",
      { listener: { value: "another process's: 7 (kv)", by } },
      ["listener: asked for the server's own, observed another process's: 7 (kv)"],
    ],
  ] as const)("%s with %o", ([id, over, differences]) => {
    expect(labelDifferences(parseCellId(id), { ...mutual, ...over })).toEqual(differences);
  });

  test.for([
    ["none", []],
    ["server", ["peer authentication: asked for none, observed server (by wire)"]],
  ] as const)(
    "a cell without TLS that was observed with authentication %s",
    ([value, differences]) => {
      const observed = { ...nothingObserved, peerAuthentication: { value, by } };
      expect(labelDifferences(parseCellId("go/go/none"), observed)).toEqual(differences);
    },
  );
});
