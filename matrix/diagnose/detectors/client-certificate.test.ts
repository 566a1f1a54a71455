import { describe, expect, test } from "vitest";
import type { CellEvidence } from "../../domain/evidence.ts";
import type { CertificateFacts } from "../../domain/wire-facts.ts";
import {
  alert,
  certificate,
  configured,
  finishedTls,
  tlsConnection,
  withoutP521,
} from "../../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";
import { diagnose } from "../diagnose.ts";

const requestNaming = (...authorities: readonly string[]) => ({
  signatureSchemes: withoutP521,
  authorities,
});
const empty = { chain: [] };

type Tls = Parameters<typeof finishedTls>[0];

const of = (tls: Tls, own: Partial<CellEvidence>, phase: "tls" | "rpc" = "tls") =>
  symptoms(phase, { connections: [tlsConnection(finishedTls(tls))], ...own }, { mode: "mtls" });

const none: Partial<CellEvidence> = {};
const issuedBy = (issuer: string, keyType = "p256"): Partial<CellEvidence> => ({
  configured: configured({ server: null, client: certificate(keyType, { issuer }) }),
});

describe("client-certificate-missing", () => {
  const code = "client-certificate-missing";

  test("a certificate was asked for, none was sent, none is configured", () => {
    const tls = { certificateRequest: requestNaming(), clientCertificate: empty };
    expect(gist(found(code, of(tls, none)))).toEqual({
      side: "client",
      decided: true,
      quotes: [
        "wire: the server sent a CertificateRequest",
        "wire: the client's Certificate message holds no certificate",
      ],
    });
  });

  test.for([
    ["a server that waits on", { firstClose: null }, false],
    ["a server that left", { firstClose: { by: "server", how: "fin" } }, true],
  ] as const)("the time was up, %s: decided is %s", ([, over, decided]) => {
    const tls = finishedTls({ certificateRequest: requestNaming(), clientCertificate: empty });
    const timedOut = { kind: "timed-out", phase: "tls", limitMs: 4000 } as const;
    const connections = [tlsConnection(tls, over)];
    const broken = symptoms("tls", { connections }, { mode: "mtls", outcome: timedOut });
    expect(found(code, broken)?.decided).toBe(decided);
  });

  const request = requestNaming();
  test.for([
    [
      "one is configured",
      { certificateRequest: request, clientCertificate: empty },
      issuedBy("CN=a"),
      "tls",
    ],
    [
      "the host handed one over",
      { certificateRequest: request, clientCertificate: empty },
      { clientCertificateInEnvironment: certificate("p256") },
      "tls",
    ],
    ["none was asked for", { certificateRequest: null, clientCertificate: empty }, none, "tls"],
    [
      "one was sent",
      { certificateRequest: request, clientCertificate: { chain: [certificate("p256")] } },
      none,
      "tls",
    ],
    [
      "nobody could see what was sent",
      { certificateRequest: request, clientCertificate: null },
      none,
      "tls",
    ],
    ["it broke later", { certificateRequest: request, clientCertificate: empty }, none, "rpc"],
  ] as const)("silent: %s", ([, tls, own, phase]) => {
    expect(found(code, of(tls, own, phase))).toBeUndefined();
  });

  test.for([
    ["bytes", false],
    ["HTTP/1", false],
    ["HEADERS", false],
    ["DATA", false],
    ["SETTINGS", true],
  ] as const)(
    "the server of TLS 1.3 sent %s behind the handshake: the cause is %s",
    ([name, isCause]) => {
      const sent = tlsConnection(
        finishedTls({ certificateRequest: request, clientCertificate: empty }),
      );
      const message = { from: "server", endsAt: 1, name, detail: "", seen: "decrypted" } as const;
      const wire = { ...sent.wire, messages: [message] };
      const broken = symptoms("tls", { connections: [{ ...sent, wire }] }, { mode: "mtls" });
      expect(found(code, broken) !== undefined).toBe(isCause);
    },
  );
});

describe("client-certificate-withheld", () => {
  const code = "client-certificate-withheld";

  const foreign = "use a client certificate that an authority named by the server issued";
  const unexplained =
    "look why the client does not use its certificate: the server would have taken it";

  test.for([
    ["the server names other authorities", ["CN=other"], foreign],
    ["the server names no authority", [], unexplained],
    ["the server names the right authority", ["CN=other", "CN=ours"], unexplained],
  ] as const)("%s", ([, authorities, remedy]) => {
    const tls = { certificateRequest: requestNaming(...authorities), clientCertificate: empty };
    const cause = found(code, of(tls, issuedBy("CN=ours")));
    expect(cause?.remedy).toBe(remedy);
    expect(gist(cause)).toEqual({
      side: "client",
      decided: true,
      quotes: [
        `wire: CertificateRequest names the authorities: ${authorities.join("; ") || "none"}`,
        "orchestrator: the client's certificate was issued by CN=ours",
        "wire: the client's Certificate message holds no certificate",
      ],
    });
  });

  const request = requestNaming("CN=other");
  test.for([
    ["none is configured", { certificateRequest: request, clientCertificate: empty }, none, "tls"],
    [
      "it was sent",
      { certificateRequest: request, clientCertificate: { chain: [certificate("p256")] } },
      issuedBy("CN=ours"),
      "tls",
    ],
    [
      "none was asked for",
      { certificateRequest: null, clientCertificate: empty },
      issuedBy("CN=ours"),
      "tls",
    ],
    [
      "nobody could see what was sent",
      { certificateRequest: request, clientCertificate: null },
      issuedBy("CN=ours"),
      "tls",
    ],
    [
      "no scheme for its key was named, which explains it already",
      { certificateRequest: request, clientCertificate: empty },
      issuedBy("CN=ours", "p521"),
      "tls",
    ],
    [
      "it broke later",
      { certificateRequest: request, clientCertificate: empty },
      issuedBy("CN=ours"),
      "rpc",
    ],
  ] as const)("silent: %s", ([, tls, own, phase]) => {
    expect(found(code, of(tls, own, phase))).toBeUndefined();
  });
});

describe("a server that names other authorities than it was told of", () => {
  const told = (over: Partial<CellEvidence["configured"]> = {}) => ({
    configured: configured({
      client: certificate("p256", { issuer: "CN=ours" }),
      serverTrusts: [certificate("p256", { subject: "CN=ours" })],
      ...over,
    }),
  });
  const naming = (authority: string, chain: readonly CertificateFacts[]) => ({
    certificateRequest: requestNaming(authority),
    clientCertificate: { chain },
  });
  const own = certificate("p256", { issuer: "CN=ours" });

  test("a client that withholds its certificate is right: it is the server's fault", () => {
    const cause = found("client-certificate-withheld", of(naming("CN=foreign", []), told()));
    expect(gist(cause)).toMatchObject({ side: "server", decided: true });
    expect(cause?.remedy).toBe("give the server the authority that it was to trust");
  });

  test("a client that sends it all the same, and a server that leaves: a candidate", () => {
    const tls = finishedTls(naming("CN=foreign", [own]));
    const left = tlsConnection(tls, { firstClose: { by: "server", how: "fin" } });
    const broken = symptoms("tls", { connections: [left], ...told() }, { mode: "mtls" });
    expect(gist(found("client-certificate-untrusted", broken))).toEqual({
      side: "server",
      decided: false,
      quotes: [
        "wire: CertificateRequest names the authorities: CN=foreign",
        "orchestrator: the server was to trust CN=ours",
        "wire: the server closed the connection after the client's certificate, without an answer",
      ],
    });
    expect(diagnose(broken).causes.filter(({ decided }) => decided)).toEqual([]);
  });

  test("silent: it names the right one", () => {
    const tls = finishedTls(naming("CN=ours", [own]));
    const left = tlsConnection(tls, { firstClose: { by: "server", how: "fin" } });
    const broken = symptoms("tls", { connections: [left], ...told() }, { mode: "mtls" });
    expect(found("client-certificate-untrusted", broken)).toBeUndefined();
  });
});

test("a server that leaves after a client's certificate without a word: nobody is decided", () => {
  const tls = finishedTls({
    certificateRequest: requestNaming(),
    clientCertificate: { chain: [certificate("p256")] },
  });
  const left = tlsConnection(tls, { firstClose: { by: "server", how: "fin" } });
  const broken = symptoms("tls", { connections: [left] }, { mode: "mtls" });
  expect(diagnose(broken).causes.filter(({ decided }) => decided)).toEqual([]);
});

describe("a client's certificate that is called expired", () => {
  const alert45 = { ...alert("server", 45, "certificate_expired"), fatal: true };
  const called = (own: CertificateFacts) => {
    const tls = finishedTls({
      certificateRequest: requestNaming(),
      clientCertificate: { chain: [own] },
      alerts: [alert45],
    });
    const over = { firstClose: { by: "server", how: "fin" } } as const;
    const evidence = {
      connections: [tlsConnection(tls, over)],
      configured: configured({ client: own }),
    };
    return diagnose(symptoms("tls", evidence, { mode: "mtls" })).causes.map(
      ({ code, side, decided }) => [code, side, decided],
    );
  };
  const own = certificate("p256", { extendedKeyUsage: ["clientAuth"] });

  test("and is not, may be on a list that is out of date", () => {
    expect(called(own)[0]).toEqual(["client-certificate-untrusted", "server", false]);
  });

  test("and is", () => {
    const expired = { ...own, notAfter: "2026-02-01T00:00:00.000Z" };
    expect(called(expired)).toEqual([["certificate-expired", "client", true]]);
  });
});
