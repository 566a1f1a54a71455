import { expect, test } from "vitest";
import type { CauseCode, Diagnosis } from "../domain/cause.ts";
import type { CertificateFacts } from "../domain/wire-facts.ts";
import { type StackName, stackNames } from "../knowledge/stacks.ts";
import { certificate, finishedTls } from "../tooling/test/evidence.ts";
import { clientForecast, type Seen } from "./client-forecast.ts";
import type { Handshake } from "./handshake.ts";
import type { Question } from "./question.ts";

const question: Question = {
  target: { kind: "tcp", host: "a.test", port: 1 },
  mode: "tls",
  serverName: "localhost",
  authority: "a.test:1",
  alpn: ["h2"],
  roots: null,
  credential: null,
  stacks: [],
  ownCall: null,
  timeoutMs: 1000,
};

const diagnosis = (code: CauseCode): Diagnosis => ({
  determinable: true,
  causes: [
    {
      code,
      side: null,
      decided: true,
      doubt: null,
      sentence: "",
      matched: [],
      remedy: null,
      clause: null,
    },
  ],
  nextCheck: null,
});

const seen = (over: Partial<Seen>): Seen => ({
  question,
  diagnosis: null,
  tls: finishedTls(),
  hellos: new Map(),
  servesWithoutAlpn: null,
  proxies: [],
  at: "2026-06-01T00:00:00.000Z",
  ...over,
});

const refused: Handshake = { kind: "refused", saw: "alert handshake failure (40)" };
const serving = (over: Partial<CertificateFacts>) =>
  finishedTls({ serverCertificate: { chain: [certificate("p256", over)] } });
const withKey = (keyType: string, issuer = "CN=own"): Partial<Seen> => ({
  question: {
    ...question,
    mode: "mtls",
    credential: { certificate: "c", key: "k", facts: certificate(keyType, { issuer }) },
  },
  tls: finishedTls({ certificateRequest: { signatureSchemes: [], authorities: ["CN=own"] } }),
});

test.for<readonly [string, Partial<Seen>, readonly StackName[]]>([
  ["nothing wrong", {}, []],
  [
    "no ALPN, and HTTP/2 behind it",
    { diagnosis: diagnosis("alpn-not-negotiated"), servesWithoutAlpn: true },
    ["go", "python", "rust", "java"],
  ],
  [
    "no ALPN, and no HTTP/2",
    { diagnosis: diagnosis("alpn-not-negotiated"), servesWithoutAlpn: false },
    stackNames,
  ],
  [
    "a name in the subject only",
    {
      diagnosis: diagnosis("no-subject-alt-name"),
      tls: serving({ dnsNames: [], ipAddresses: [] }),
    },
    ["go", "rust"],
  ],
  [
    "RSA with 1024 bits",
    { diagnosis: diagnosis("key-too-weak"), tls: serving({ keyType: "rsa1024" }) },
    ["node", "rust"],
  ],
  [
    "an expired certificate",
    {
      diagnosis: diagnosis("certificate-expired"),
      tls: serving({ notAfter: "2026-02-01T00:00:00.000Z" }),
    },
    stackNames,
  ],
  [
    "an unknown CA, which no list of roots at hand shows",
    { diagnosis: diagnosis("unknown-ca") },
    stackNames,
  ],
  ["a certificate that nobody saw", { diagnosis: diagnosis("unknown-ca"), tls: null }, stackNames],
  ["CA:TRUE", { tls: serving({ isCa: true }) }, ["rust"]],
  ["a trailing dot", { tls: serving({ dnsNames: ["localhost."] }) }, ["go", "rust", "java"]],
  ["a hello that is refused", { hellos: new Map([["python", refused]]) }, ["python"]],
  ["Node's hello, whose like passed", { hellos: new Map([["node", refused]]) }, []],
  ["a foreign issuer", withKey("p256", "CN=other"), ["go", "java"]],
  ["an Ed25519 key", withKey("ed25519"), ["python", "java"]],
  ["a P-521 key", withKey("p521"), ["python", "java"]],
  [
    "plaintext",
    { question: { ...question, mode: "none" }, diagnosis: diagnosis("silent-peer") },
    stackNames,
  ],
])("%s", ([, over, failing]) => {
  const forecasts = stackNames.map((stack) => clientForecast(stack, seen(over)));
  expect(forecasts.filter(({ end }) => end === "fails").map(({ stack }) => stack)).toEqual(failing);
});

test("of a client that goes through a proxy nothing is foreseen", () => {
  const proxies = [{ stack: "go", proxy: "http://p:1", variable: "HTTPS_PROXY" }] as const;
  expect(clientForecast("go", seen({ proxies }))).toEqual({
    stack: "go",
    end: "unknown",
    because: "HTTPS_PROXY sends it through http://p:1",
  });
});

test("a hello that was not answered is foreseen neither to pass nor to fail", () => {
  const silent: Handshake = { kind: "silent", saw: "no answer within 1500 ms" };
  expect(clientForecast("rust", seen({ hellos: new Map([["rust", silent]]) }))).toEqual({
    stack: "rust",
    end: "unknown",
    because: "its ClientHello: no answer within 1500 ms",
  });
});
