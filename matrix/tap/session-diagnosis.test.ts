import { expect, test } from "vitest";
import {
  alert,
  begunTls,
  certificate,
  finishedTls,
  tlsConnection,
  unreachable,
} from "../tooling/test/evidence.ts";
import { symptoms } from "../tooling/test/symptoms.ts";
import { diagnoseSession } from "./session-diagnosis.ts";

/** A host of go-plugin's whose plugin closed after its second flight, as long as given; nobody could read it. */
const hidden = (lengths: readonly number[]) => {
  const one = tlsConnection(
    finishedTls({
      finished: { client: false, server: false },
      serverCertificate: null,
      visibility: { kind: "clear-only", reason: "no secrets" },
    }),
    { firstClose: { by: "server", how: "fin" } },
  );
  let endsAt = 1500;
  const messages = [0, ...lengths].map((length) => {
    endsAt += length;
    const name = length === 0 ? "ClientHello" : "application data";
    const seen = length === 0 ? ("clear" as const) : ("encrypted" as const);
    return { from: "client" as const, endsAt, name, detail: "", seen };
  });
  return { ...one, wire: { ...one.wire, messages } };
};

const goPlugin = certificate("p521", { isCa: true, issuer: "CN=localhost,O=HashiCorp" });
const gist = (of: Parameters<typeof diagnoseSession>[0]) => {
  const { determinable, causes, nextCheck } = diagnoseSession(of);
  return {
    causes: causes.map(({ code, decided }) => `${decided ? "decided" : "candidate"} ${code}`),
    determinable,
    nextCheck: nextCheck?.split(/[:,]/)[0] ?? null,
  };
};

test("an empty Certificate message in auto-mTLS has two explanations, and neither is a fault of the certificate", () => {
  const of = symptoms(
    "tls",
    {
      connections: [hidden([30, 58, 46])],
      clientCertificateInEnvironment: goPlugin,
      serverCertificateInLine: certificate("p384"),
      report: null,
    },
    { mode: "auto-mtls" },
  );
  expect(gist(of)).toEqual({
    causes: ["candidate signature-scheme-not-offered", "candidate client-certificate-withheld"],
    determinable: false,
    nextCheck: "ask the server which schemes and authorities it names",
  });
});

test("without a certificate of the client's that is known, it is missing", () => {
  const of = symptoms("tls", { connections: [hidden([30, 58])], report: null });
  expect(gist(of).causes[0]).toBe("candidate client-certificate-missing");
});

test("a fault of a client's certificate that nobody saw is a candidate", () => {
  const of = symptoms(
    "tls",
    {
      connections: [hidden([630, 169, 58])],
      clientCertificateInEnvironment: certificate("p256", { notAfter: "2026-01-02T00:00:00.000Z" }),
      serverCertificateInLine: certificate("p384"),
      report: null,
    },
    { mode: "auto-mtls" },
  );
  expect(gist(of)).toMatchObject({
    causes: ["candidate certificate-expired"],
    determinable: false,
  });
});

test("a client that presents nothing may have a certificate that does not fit", () => {
  const asked = finishedTls({
    certificateRequest: { signatureSchemes: ["ecdsa_secp256r1_sha256"], authorities: [] },
    clientCertificate: { chain: [] },
  });
  const left = { firstClose: { by: "server", how: "fin" } } as const;
  const of = symptoms("tls", { connections: [tlsConnection(asked, left)], report: null });
  expect(gist(of)).toMatchObject({
    causes: ["candidate client-certificate-missing"],
    determinable: false,
  });
});

test("of a ClientHello that was refused without a reason, a probe tells more", () => {
  const refused = tlsConnection(begunTls({ alerts: [alert("server", 40, "handshake_failure")] }));
  expect(gist(symptoms("tls", { connections: [refused], report: null }))).toEqual({
    causes: ["candidate undiagnosed"],
    determinable: false,
    nextCheck: "offer the server everything",
  });
});

test("what the wire decides is decided", () => {
  const refused = unreachable("connect ECONNREFUSED 127.0.0.1:1");
  expect(gist(symptoms("dial", { connections: [refused], report: null }))).toEqual({
    causes: ["decided connection-refused"],
    determinable: true,
    nextCheck: null,
  });
});

test("a host that leaves after a line that it can read may take another version or protocol", () => {
  const handshakeLine = "1|7|unix|/tmp/plugin|netrpc|";
  const of = symptoms("dial", { connections: [], handshakeLine, report: null });
  expect(gist(of)).toEqual({
    causes: ["candidate protocol-version-mismatch"],
    determinable: false,
    nextCheck: "read what the host says of it",
  });
  expect(diagnoseSession(of).causes[0]?.sentence).toMatch(
    /than 7, or another protocol than netrpc/,
  );
});
