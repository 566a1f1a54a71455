import { expect, test } from "vitest";
import type { CertificateFacts } from "../../domain/wire-facts.ts";
import {
  alert,
  certificate,
  configured,
  finishedTls,
  http2Preface,
  tlsConnection,
} from "../../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";

const code = "tls-interception";
const root = certificate("p256", {
  subject: "CN=root",
  issuer: "CN=root",
  sha256: "01".repeat(32),
});
const own = certificate("p256", { issuer: "CN=root", sha256: "02".repeat(32) });
const foreign = certificate("p256", { issuer: "CN=inspection", sha256: "03".repeat(32) });

const served = (leaf: CertificateFacts, refused = true) =>
  symptoms("tls", {
    connections: [
      tlsConnection(
        finishedTls({
          serverCertificate: { chain: [leaf] },
          finished: { client: false, server: true },
          alerts: refused ? [alert("client", 48, "unknown_ca")] : [],
        }),
        { firstClose: null },
      ),
    ],
    configured: configured({ server: own, clientTrusts: [root] }),
  });

test("the right name, and another certificate of an authority that nobody was told of: a candidate", () => {
  expect(gist(found(code, served(foreign)))).toEqual({
    side: "between",
    decided: false,
    quotes: [
      `wire: Certificate: issued by CN=inspection, SHA-256 ${foreign.sha256}`,
      `orchestrator: the server's own: issued by CN=root, SHA-256 ${own.sha256}`,
      "wire: the client sent alert 48 unknown_ca",
    ],
  });
});

test("silent: what was sent leads to a trusted authority", () => {
  const authority = {
    ...root,
    subject: "CN=inspection",
    issuer: "CN=root",
    isCa: true,
    sha256: "04".repeat(32),
  };
  const of = served(foreign);
  const connections = of.evidence.connections.map((one) => ({
    ...one,
    wire: {
      ...one.wire,
      tls: one.wire.tls && { ...one.wire.tls, serverCertificate: { chain: [foreign, authority] } },
    },
  }));
  expect(found(code, { ...of, evidence: { ...of.evidence, connections } })).toBeUndefined();
});

test.for([
  ["the server's own certificate", served(own)],
  ["nobody refused it", served(foreign, false)],
  ["another one of the same authority", served({ ...foreign, issuer: "CN=root" })],
  ["a self-signed one", served({ ...foreign, subject: "CN=inspection" })],
  ["one for another name", served({ ...foreign, dnsNames: ["other.test"] })],
] as const)("silent: %s", ([, of]) => {
  expect(found(code, of)).toBeUndefined();
});

test("silent: in the clear", () => {
  const of = served(foreign);
  const connections = of.evidence.connections.map((one) => ({
    ...one,
    wire: { ...one.wire, client: { protocol: http2Preface.protocol, firstBytes: "" }, tls: null },
  }));
  expect(found(code, { ...of, evidence: { ...of.evidence, connections } })).toBeUndefined();
});
