import { describe, expect, test } from "vitest";
import type { CellEvidence } from "../../domain/evidence.ts";
import {
  alert,
  begunTls,
  certificate,
  clientHello,
  configured,
  failedReport,
  finishedTls,
  serverHello,
  tlsConnection,
  withoutP521,
} from "../../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";

const code = "signature-scheme-not-offered";
const offered = withoutP521.join(", ");
const configuredServer = (keyType: string): Partial<CellEvidence> => ({
  configured: configured({ server: certificate(keyType), client: null }),
});
const handshakeFailure = [alert("server", 40, "handshake_failure")];
const refusedHello = (over: Parameters<typeof begunTls>[0] = {}) =>
  begunTls({
    clientHello: clientHello({ signatureSchemes: withoutP521 }),
    alerts: handshakeFailure,
    ...over,
  });

describe("a ClientHello without a scheme for the server's key", () => {
  test("is the client's, and both are quoted", () => {
    const connections = [tlsConnection(refusedHello())];
    expect(
      gist(found(code, symptoms("tls", { connections, ...configuredServer("p521") }))),
    ).toEqual({
      side: "client",
      decided: true,
      quotes: [
        `wire: ClientHello signature_algorithms: ${offered}`,
        "orchestrator: server certificate: key type p521, usable with ecdsa_secp521r1_sha512",
        "wire: the server sent alert 40 handshake_failure",
      ],
    });
  });

  test.for([
    ["the curve is among the groups", "p521", {}, true],
    [
      "it is P-256",
      "p256",
      { groups: ["secp256r1"], signatureSchemes: ["ecdsa_secp384r1_sha384"] },
      true,
    ],
    [
      "it is P-384",
      "p384",
      { groups: ["secp384r1"], signatureSchemes: ["ecdsa_secp256r1_sha256"] },
      true,
    ],
    ["the curve is not", "p521", { groups: ["x25519", "secp256r1"] }, false],
    ["TLS 1.3 is all that the client offers", "p521", { versions: ["1.3"] }, false],
    ["no scheme of ECDSA is offered", "p521", { signatureSchemes: ["rsa_pkcs1_sha256"] }, false],
    ["the key is on no curve of ECDSA", "ed25519", {}, false],
  ] as const)("TLS 1.2 is a remedy where it is one: %s", ([, keyType, over, isRemedy]) => {
    const hello = clientHello({ signatureSchemes: withoutP521, ...over });
    const evidence = {
      connections: [tlsConnection(refusedHello({ clientHello: hello }))],
      ...configuredServer(keyType),
    };
    const remedy = found(code, symptoms("tls", evidence))?.remedy ?? "";
    expect(remedy.includes("limit the server to TLS 1.2")).toBe(isRemedy);
    expect(remedy).toContain("key of type p256");
  });

  test("the certificate that the endpoint presents to a wider hello counts", () => {
    const connections = [tlsConnection(refusedHello())];
    const endpoint = {
      address: "127.0.0.1:1",
      addresses: [],
      inTheClear: null,
      serverCertificate: certificate("p521"),
    };
    const unknown = { configured: configured({ server: null, client: null }) };
    expect(
      gist(found(code, symptoms("tls", { connections, ...unknown }, { endpoint })))?.side,
    ).toBe("client");
    expect(found(code, symptoms("tls", { connections, ...unknown }))).toBeUndefined();
  });

  test("the certificate of the handshake line is the one that counts, and it is quoted", () => {
    const cause = found(
      code,
      symptoms("tls", {
        connections: [tlsConnection(refusedHello())],
        serverCertificateInLine: certificate("p521"),
        ...configuredServer("p384"),
      }),
    );
    expect(gist(cause)?.quotes).toContain(
      "launcher: server certificate: key type p521, usable with ecdsa_secp521r1_sha512",
    );
  });

  test.for([
    ["ed25519", withoutP521],
    ["ed448", withoutP521],
    ["rsa2048", ["ecdsa_secp256r1_sha256", "rsa_pkcs1_sha256"]],
    ["p256", ["ecdsa_secp384r1_sha384"]],
  ] as const)("holds for a %s key too", ([keyType, signatureSchemes]) => {
    const tls = refusedHello({ clientHello: clientHello({ signatureSchemes }) });
    const evidence = { connections: [tlsConnection(tls)], ...configuredServer(keyType) };
    expect(found(code, symptoms("tls", evidence))?.side).toBe("client");
  });

  const tls12 = serverHello({ version: "1.2" });
  test.for([
    ["a scheme for the key was offered", "p384", refusedHello()],
    ["the scheme was offered after all", "p521", refusedHello({ clientHello: clientHello() })],
    ["TLS 1.2 takes any ECDSA scheme for any curve", "p521", refusedHello({ serverHello: tls12 })],
    [
      "TLS 1.2 is all that the client offers",
      "p521",
      refusedHello({
        clientHello: clientHello({ versions: ["1.2"], signatureSchemes: withoutP521 }),
      }),
    ],
    [
      "TLS 1.2 takes PKCS #1 v1.5",
      "rsa2048",
      refusedHello({
        serverHello: tls12,
        clientHello: clientHello({ signatureSchemes: ["rsa_pkcs1_sha256"] }),
      }),
    ],
    ["the handshake finished", "p521", refusedHello({ finished: { client: true, server: true } })],
    [
      "no scheme list could be read",
      "p521",
      refusedHello({ clientHello: clientHello({ signatureSchemes: [] }) }),
    ],
    ["no ClientHello was seen", "p521", refusedHello({ clientHello: null })],
    ["the key type is unknown", "dsa2048", refusedHello()],
    [
      "the certificate that was sent is another",
      "p521",
      refusedHello({ serverCertificate: { chain: [certificate("p256")] } }),
    ],
  ] as const)("is no cause: %s", ([, keyType, tls]) => {
    const evidence = { connections: [tlsConnection(tls)], ...configuredServer(keyType) };
    expect(found(code, symptoms("tls", evidence))).toBeUndefined();
  });

  test("is no cause of what broke in another phase", () => {
    const evidence = { connections: [tlsConnection(refusedHello())], ...configuredServer("p521") };
    for (const phase of ["rpc", "proof", "control"] as const) {
      expect(found(code, symptoms(phase, evidence))).toBeUndefined();
    }
  });
});

describe("a CertificateRequest without a scheme for the client's key", () => {
  const certificateRequest = { signatureSchemes: withoutP521, authorities: [] };
  const asked = (over: Parameters<typeof finishedTls>[0] = {}) =>
    finishedTls({ certificateRequest, clientCertificate: { chain: [] }, ...over });
  const of = (keyType: string, tls: ReturnType<typeof finishedTls>) =>
    symptoms(
      "tls",
      {
        connections: [tlsConnection(tls)],
        configured: configured({ server: null, client: certificate(keyType) }),
      },
      { mode: "mtls" },
    );

  test("is the server's, and both are quoted", () => {
    expect(gist(found(code, of("p521", asked())))).toEqual({
      side: "server",
      decided: true,
      quotes: [
        `wire: CertificateRequest signature_algorithms: ${offered}`,
        "orchestrator: client certificate: key type p521, usable with ecdsa_secp521r1_sha512",
        "wire: the client's Certificate message holds no certificate",
      ],
    });
  });

  test("concerns the certificate that the host handed over, before the configured one", () => {
    const cause = found(code, {
      ...of("p384", asked()),
      evidence: {
        ...of("p384", asked()).evidence,
        clientCertificateInEnvironment: certificate("p521"),
      },
    });
    expect(cause?.side).toBe("server");
  });

  test.for([
    ["a scheme for the key is named", "p384", asked()],
    [
      "TLS 1.2 takes any ECDSA scheme",
      "p521",
      asked({ serverHello: serverHello({ version: "1.2" }) }),
    ],
    ["no certificate was asked for", "p521", finishedTls()],
    ["the key type is unknown", "dsa2048", asked()],
  ] as const)("is no cause: %s", ([, keyType, tls]) => {
    expect(found(code, of(keyType, tls))).toBeUndefined();
  });
});

describe("a CertificateRequest that only the orchestrator could read", () => {
  const tls = begunTls({ serverHello: serverHello() });
  const left = (by: "client" | "server") => tlsConnection(tls, { firstClose: { by, how: "fin" } });
  const of = (keyType: string, over: Partial<CellEvidence> = {}) =>
    symptoms(
      "tls",
      {
        connections: [left("server")],
        configured: configured({ server: certificate("p256"), client: certificate(keyType) }),
        schemesRequested: withoutP521,
        ...over,
      },
      { mode: "mtls" },
    );

  test("is the server's where the server left, and both are quoted", () => {
    expect(gist(found(code, of("ed25519")))).toEqual({
      side: "server",
      decided: true,
      quotes: [
        `orchestrator: CertificateRequest signature_algorithms, as the server has them for anybody: ${offered}`,
        "orchestrator: client certificate: key type ed25519, usable with ed25519",
      ],
    });
  });

  test("is likely where the client left, which may mind something else", () => {
    const cause = found(code, of("ed25519", { connections: [left("client")] }));
    expect([cause?.side, cause?.decided]).toEqual(["server", false]);
  });

  test.for<readonly [string, ReturnType<typeof of>]>([
    ["a scheme for the key is named", of("p384")],
    ["the key type is unknown", of("dsa2048")],
    ["the server has not chosen yet", of("p521", { connections: [tlsConnection(begunTls())] })],
  ])("is no cause: %s", ([, seen]) => {
    expect(found(code, seen)).toBeUndefined();
  });
});

describe("a client that gives up by itself", () => {
  const text = "E ssl: error:100000fd:SSL routines:OPENSSL_internal:NO_COMMON_SIGNATURE_ALGORITHMS";
  const givenUp = (...chain: readonly string[]) =>
    failedReport("UNAVAILABLE", "failed to connect", chain);
  const report = givenUp(`Handshake failed\n${text}`);
  const tls = begunTls({ serverHello: serverHello() });
  const given = configured({ server: certificate("p256"), client: certificate("p521") });

  test.for([
    ["BoringSSL", report, text],
    [
      "the JDK",
      givenUp(
        "javax.net.ssl.SSLException: No supported CertificateVerify signature algorithm for EC  key",
      ),
      "javax.net.ssl.SSLException: No supported CertificateVerify signature algorithm for EC  key",
    ],
  ] as const)(
    "after the ServerHello it is the server's request that it cannot meet: %s",
    ([, said, quote]) => {
      const evidence = { connections: [tlsConnection(tls)], configured: given, report: said };
      expect(gist(found(code, symptoms("tls", evidence, { mode: "mtls" })))).toEqual({
        side: "server",
        decided: true,
        quotes: [
          `client: ${quote}`,
          "orchestrator: client certificate: key type p521, usable with ecdsa_secp521r1_sha512",
          "wire: the server had chosen TLS 1.3 before the client gave up",
        ],
      });
    },
  );

  test.for([
    [
      "without a ServerHello",
      { connections: [tlsConnection(begunTls())], configured: given, report },
    ],
    [
      "without a certificate of the client's own",
      { connections: [tlsConnection(tls)], configured: { ...given, client: null }, report },
    ],
    [
      "without the text",
      {
        connections: [tlsConnection(tls)],
        configured: given,
        report: failedReport("UNAVAILABLE", "lost"),
      },
    ],
  ] as const)("%s nothing is decided", ([, evidence]) => {
    expect(found(code, symptoms("tls", evidence, { mode: "mtls" }))).toBeUndefined();
  });
});
