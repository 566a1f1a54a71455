import { expect, test } from "vitest";
import type { EndpointEvidence } from "../domain/probe-evidence.ts";
import {
  alert,
  certificate,
  configured,
  finishedTls,
  tlsConnection,
  unreachable,
} from "../tooling/test/evidence.ts";
import { symptoms } from "../tooling/test/symptoms.ts";
import { diagnose } from "./diagnose.ts";
import type { Symptoms } from "./rule.ts";

const endpoint: EndpointEvidence = {
  address: "10.0.0.1:1",
  addresses: [],
  inTheClear: null,
  serverCertificate: null,
};

const at = (address: string, answer: string | null, dialError: string | null = null) => ({
  address,
  answer,
  dialError,
});

const causes = (of: Symptoms) =>
  diagnose(of).causes.map(({ code, side, decided }) => [code, side, decided] as const);

const undialled = (dialError: string, over: Partial<EndpointEvidence> = {}) =>
  symptoms(
    "dial",
    { connections: [unreachable(dialError)] },
    { endpoint: { ...endpoint, ...over } },
  );

test.for([
  ["connect ECONNREFUSED 10.0.0.1:1", "connection-refused", null, true],
  ["connect ENOENT /run/x", "connection-refused", null, true],
  ["connect: no answer within 1000 ms", "silent-peer", null, false],
  ["connect ETIMEDOUT 10.0.0.1:1", "silent-peer", null, false],
  ["connect EHOSTUNREACH 10.0.0.1:1", "host-unreachable", "between", true],
  ["connect ENETUNREACH 10.0.0.1:1 - Local (0.0.0.0:0)", "host-unreachable", "between", true],
  ["connect EHOSTDOWN 10.0.0.1:1", "host-unreachable", "between", true],
  ["connect ENETDOWN 10.0.0.1:1", "host-unreachable", "between", true],
  ["connect EADDRNOTAVAIL 10.0.0.1:1", "connection-refused", null, false],
  ["getaddrinfo ENOTFOUND a.test", "name-not-resolved", "client", true],
] as const)("%s", ([dialError, code, side, decided]) => {
  expect(causes(undialled(dialError))).toEqual([[code, side, decided]]);
});

test("somebody listens at the loopback address of the other family", () => {
  const of = undialled("connect ECONNREFUSED 127.0.0.1:1", { otherLoopback: "[::1]:1" });
  const [cause] = diagnose(of).causes;
  expect(cause).toMatchObject({ code: "connection-refused", decided: true });
  expect(cause?.matched.at(-1)?.text).toBe("[::1]:1 accepts connections");
  expect(cause?.remedy).toMatch(/^dial \[::1\]:1, /);
});

test.for([
  ["connect ENOENT /run/x", "There is no socket at unix:/run/x."],
  [
    "connect ECONNREFUSED /run/x",
    "Nobody listens on the socket unix:/run/x: the program that made it has ended, or does not listen.",
  ],
])("a socket of a path: %s", ([dialError = "", sentence]) => {
  const connections = [{ ...unreachable(dialError), serverAddress: "unix:/run/x" }];
  const [cause] = diagnose(symptoms("dial", { connections }, { endpoint })).causes;
  expect([cause?.sentence, cause?.decided]).toEqual([sentence, true]);
  expect(cause?.remedy).not.toMatch(/port/);
});

const refusedClient = (
  issuer: string,
  authorities: readonly string[],
  alerts: ReturnType<typeof alert>[],
) => {
  const own = certificate("p256", { issuer });
  const tls = finishedTls({
    certificateRequest: { signatureSchemes: ["ecdsa_secp256r1_sha256"], authorities },
    clientCertificate: { chain: [own] },
    alerts,
  });
  return symptoms(
    "tls",
    {
      connections: [tlsConnection(tls, { firstClose: { by: "server", how: "fin" } })],
      configured: configured({ client: own, serverTrusts: [] }),
    },
    { mode: "mtls", endpoint },
  );
};

test.for([
  ["another issuer than the server names", "CN=other", ["CN=own"], []],
  ["a server that names none", "CN=other", [], []],
  ["an alert that names it", "CN=own", ["CN=own"], [alert("server", 48, "unknown_ca")]],
] as const)(
  "a client certificate that the server leaves for: %s",
  ([, issuer, authorities, alerts]) => {
    expect(causes(refusedClient(issuer, authorities, [...alerts])).slice(0, 2)).toEqual([
      ["client-certificate-untrusted", "client", false],
      ["incomplete-chain", "client", false],
    ]);
  },
);

test("an issuer that the server names is not what it left for", () => {
  const found = causes(refusedClient("CN=own", ["CN=own"], []));
  expect(found.map(([code]) => code)).not.toContain("client-certificate-untrusted");
});

test("addresses that answer differently are named beside what failed", () => {
  const addresses = [at("10.0.0.3:1", "TLS, ALPN none"), at("10.0.0.2:1", "TLS, ALPN h2")];
  expect(causes(undialled("connect ECONNREFUSED 10.0.0.1:1", { addresses }))).toEqual([
    ["connection-refused", null, true],
    ["wrong-endpoint", null, false],
  ]);
});

test.for([
  ["alike", [at("10.0.0.3:1", "TLS"), at("10.0.0.2:1", "TLS")]],
  ["not asked", [at("10.0.0.3:1", "TLS"), at("10.0.0.2:1", null, "connect ECONNREFUSED")]],
] as const)("addresses that are %s are nothing to speak of", ([, addresses]) => {
  expect(causes(undialled("connect ECONNREFUSED 10.0.0.1:1", { addresses }))).toEqual([
    ["connection-refused", null, true],
  ]);
});

test("an intermediate certificate may be missing from among others that were sent", () => {
  const root = certificate("p256", { subject: "CN=root", issuer: "CN=root", sha256: "01" });
  const chain = [
    certificate("p256", { issuer: "CN=below", sha256: "02" }),
    certificate("p256", { subject: "CN=other", issuer: "CN=other", sha256: "03" }),
  ];
  const tls = finishedTls({
    serverCertificate: { chain },
    finished: { client: false, server: true },
  });
  const of = symptoms(
    "tls",
    { connections: [tlsConnection(tls)], configured: configured({ clientTrusts: [root] }) },
    { endpoint },
  );
  expect(causes(of)).toEqual([
    ["unknown-ca", "server", false],
    ["incomplete-chain", "server", false],
  ]);
});
