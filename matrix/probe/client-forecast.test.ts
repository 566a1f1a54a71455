import { expect, test } from "vitest";
import { otherAnswer, unsteady } from "../diagnose/unsteady-endpoint.ts";
import type { CauseCode, Diagnosis } from "../domain/cause.ts";
import type { HalfStream } from "../domain/grpc-facts.ts";
import type { CertificateFacts } from "../domain/wire-facts.ts";
import { type StackName, stackNames, usualStacks } from "../knowledge/stacks.ts";
import { certificate, finishedTls } from "../tooling/test/evidence.ts";
import { halfStream, http2Facts, noSettings } from "../tooling/test/http2.ts";
import { type ClientForecast, clientForecast, type Seen } from "./client-forecast.ts";
import type { Handshake } from "./handshake.ts";
import type { Question } from "./question.ts";
import { verifiedName } from "./verified-name.ts";

const question: Question = {
  target: { kind: "tcp", host: "a.test", port: 1 },
  mode: "tls",
  serverName: "localhost",
  authority: "a.test:1",
  metadata: {},
  given: [],
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
  http2: null,
  hellos: new Map(),
  attempt: "the probe's",
  servesWithoutAlpn: null,
  servesWithoutCertificate: null,
  otherLoopback: null,
  proxies: [],
  isRefused: false,
  at: "2026-06-01T00:00:00.000Z",
  ...over,
});

const whole = { flag: 0, length: 2, received: 2 };

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
    usualStacks,
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
    usualStacks,
  ],
  [
    "an unknown CA, which no list of roots at hand shows",
    { diagnosis: diagnosis("unknown-ca") },
    usualStacks,
  ],
  ["a certificate that nobody saw", { diagnosis: diagnosis("unknown-ca"), tls: null }, usualStacks],
  [
    "a name in the subject only, which the probe's own call accepted",
    { tls: serving({ dnsNames: [], ipAddresses: [] }) },
    ["go", "rust"],
  ],
  [
    "RSA with 1024 bits, which the probe's own call accepted",
    { tls: serving({ keyType: "rsa1024" }) },
    ["node", "rust"],
  ],
  [
    "SHA-1, which the probe's own call accepted",
    { tls: serving({ signatureAlgorithm: "sha1WithRSAEncryption" }) },
    ["go", "node", "rust"],
  ],
  [
    "SHA-1, which OpenSSL refused",
    {
      diagnosis: diagnosis("key-too-weak"),
      tls: serving({ signatureAlgorithm: "sha1WithRSAEncryption" }),
    },
    ["go", "node", "rust"],
  ],
  [
    "MD5, which the probe's own call accepted",
    { tls: serving({ signatureAlgorithm: "md5WithRSAEncryption" }) },
    usualStacks,
  ],
  [
    "a key that may not sign, which the probe's own call accepted",
    { tls: serving({ keyUsage: ["keyEncipherment"] }) },
    ["python", "java"],
  ],
  ["CA:TRUE", { tls: serving({ isCa: true }) }, ["rust"]],
  ["a trailing dot", { tls: serving({ dnsNames: ["localhost."] }) }, ["go", "rust", "java"]],
  ["a hello that is refused", { hellos: new Map([["python", refused]]) }, ["python"]],
  ["Node's hello, whose like passed", { hellos: new Map([["node", refused]]) }, []],
  ["a foreign issuer", withKey("p256", "CN=other"), ["go", "java"]],
  [
    "a foreign issuer that is refused, where nobody gets in without",
    {
      ...withKey("p256", "CN=other"),
      diagnosis: diagnosis("client-certificate-untrusted"),
      servesWithoutCertificate: false,
    },
    usualStacks,
  ],
  [
    "the same, where Go and Java get in without",
    {
      ...withKey("p256", "CN=other"),
      diagnosis: diagnosis("client-certificate-untrusted"),
      servesWithoutCertificate: true,
    },
    ["python", "node", "rust"],
  ],
  [
    "a refused certificate of an authority that is named",
    {
      ...withKey("p256"),
      diagnosis: diagnosis("client-certificate-untrusted"),
      servesWithoutCertificate: true,
    },
    usualStacks,
  ],
  ["an Ed25519 key", withKey("ed25519"), ["java"]],
  ["a P-521 key", withKey("p521"), []],
  [
    "plaintext",
    { question: { ...question, mode: "none" }, diagnosis: diagnosis("silent-peer") },
    usualStacks,
  ],
])("%s", ([, over, failing]) => {
  const forecasts = usualStacks.map((stack) => clientForecast(stack, seen(over)));
  expect(forecasts.filter(({ end }) => end === "fails").map(({ stack }) => stack)).toEqual(failing);
});

/** Measured with grpc-go 1.85, grpcio 1.85.1, grpc-js 1.14.7, grpc-java 1.85.1 and tonic 0.14.9. */
test.for<readonly [string, CauseCode, Partial<HalfStream>, readonly StackName[]]>([
  [
    "gRPC-Web's content type",
    "content-type-not-grpc",
    { contentType: "application/grpc-web", messages: [whole] },
    ["go", "java"],
  ],
  ["no content type", "content-type-not-grpc", { contentType: null }, ["go", "java"]],
  [
    "gzip that was not offered",
    "message-encoding-unsupported",
    { encoding: "gzip", messages: [{ ...whole, flag: 1 }] },
    ["go", "rust"],
  ],
  [
    "deflate that was not offered",
    "message-encoding-unsupported",
    { encoding: "deflate", messages: [{ ...whole, flag: 1 }] },
    ["go", "rust", "java"],
  ],
  [
    "headers of 12 KiB",
    "header-list-too-large",
    // grpcio refuses some calls at random.
    { headerListSize: 12_139, messages: [whole] },
    ["java"],
  ],
  [
    "headers of 64 KiB",
    "header-list-too-large",
    { headerListSize: 65_139, messages: [whole] },
    ["python", "rust", "java"],
  ],
  [
    "headers of 70 KiB in nine frames",
    "header-list-too-large",
    {
      headerListSize: 71_680,
      headerParts: { fields: 12, longest: 8000, continuations: 8 },
      messages: [whole],
    },
    ["python", "rust", "java"],
  ],
  [
    "a header of more than 64 KiB",
    "header-list-too-large",
    {
      headerListSize: 65_676,
      headerParts: { fields: 3, longest: 65_537, continuations: 4 },
      messages: [whole],
    },
    ["python", "node", "rust", "java"],
  ],
  [
    "129 headers",
    "header-list-too-large",
    {
      headerListSize: 4500,
      headerParts: { fields: 129, longest: 20, continuations: 0 },
      messages: [whole],
    },
    ["node"],
  ],
  [
    "headers in ten frames",
    "header-list-too-large",
    {
      headerListSize: 900,
      headerParts: { fields: 3, longest: 800, continuations: 9 },
      messages: [whole],
    },
    ["node"],
  ],
  [
    "two messages",
    "response-cardinality-violation",
    { messages: [whole, whole] },
    ["go", "python", "node", "java"],
  ],
  [
    "a message that is cut off",
    "message-framing-broken",
    { messages: [{ ...whole, received: 1 }] },
    ["go", "node", "rust", "java"],
  ],
  [
    "an interim answer before it",
    "http-status-from-intermediary",
    { interim: "103", messages: [whole] },
    ["python"],
  ],
  ["padding", "http2-violation", { padded: true, messages: [whole] }, ["python"]],
  ["no grpc-status", "grpc-status-missing", { grpcStatus: null, messages: [whole] }, usualStacks],
  [
    "a status of HTTP that has the same cause as headers that are too large",
    "header-list-too-large",
    { status: "431", contentType: "text/html", grpcStatus: null },
    usualStacks,
  ],
  ["no message", "response-cardinality-violation", {}, ["go", "node", "rust", "java"]],
])("a reply with %s", ([, code, reply, failing]) => {
  const ended = { ended: true, grpcStatus: "0", ...reply };
  const http2 = http2Facts({
    grpc: {
      requests: [halfStream({ path: "/grpc.health.v1.Health/Check" })],
      replies: [halfStream(ended)],
      settings: noSettings,
    },
  });
  const forecasts = usualStacks.map((stack) =>
    clientForecast(stack, seen({ diagnosis: diagnosis(code), http2 })),
  );
  expect(forecasts.filter(({ end }) => end === "fails").map(({ stack }) => stack)).toEqual(failing);
});

test.for([
  [8193, "unknown"],
  [16_384, "unknown"],
  [16_385, "fails"],
] as const)("what grpcio makes of headers of %i bytes: it %s", ([headerListSize, end]) => {
  const http2 = http2Facts({
    grpc: {
      requests: [halfStream({ path: "/grpc.health.v1.Health/Check" })],
      replies: [halfStream({ headerListSize, ended: true, grpcStatus: "0", messages: [whole] })],
      settings: noSettings,
    },
  });
  const of = seen({ diagnosis: diagnosis("header-list-too-large"), http2 });
  expect(clientForecast("python", of).end).toBe(end);
});

const ofAuthority: Question = { ...question, authority: "b.test:443", given: ["authority"] };
const shows = (...dnsNames: readonly string[]): Handshake => ({
  kind: "accepted",
  version: "1.3",
  cipherSuite: "TLS_AES_128_GCM_SHA256",
  group: null,
  alpn: "h2",
  chain: [certificate("p256", { dnsNames })],
  heard: "",
});

test.for<readonly [string, Partial<Seen>, readonly StackName[]]>([
  ["that the certificate has not", { question: ofAuthority }, ["go", "python", "java"]],
  [
    "beside a name to verify, which the certificate has",
    { question: { ...ofAuthority, given: ["server-name", "authority"] } },
    [],
  ],
  [
    "for which there is another certificate",
    {
      question: ofAuthority,
      hellos: new Map([
        ["go", shows("b.test")],
        ["python", shows("localhost")],
      ]),
    },
    ["python", "java"],
  ],
])("an authority %s", ([, over, failing]) => {
  const forecasts = usualStacks.map((stack) => clientForecast(stack, seen(over)));
  expect(forecasts.filter(({ end }) => end === "fails").map(({ stack }) => stack)).toEqual(failing);
});

test.for([
  ["b.test:443", "b.test"],
  ["b.test", "b.test"],
  ["[::1]:443", "::1"],
] as const)("the name in the authority %s", ([authority, name]) => {
  const asked: Question = { ...question, authority, given: ["authority"] };
  expect(verifiedName("go", asked)).toBe(name);
  expect(verifiedName("node", asked)).toBe("localhost");
});

test.for([
  ["of headers", { maxHeaderListSize: 16 }, ["go", "java"]],
  ["of streams", { maxConcurrentStreams: 0 }, usualStacks],
] as const)("SETTINGS that forbid calls by a limit %s", ([, setting, failing]) => {
  const http2 = http2Facts({
    grpc: {
      requests: [halfStream({ headerListSize: 300 })],
      replies: [],
      settings: { ...noSettings, ...setting },
    },
  });
  const of = seen({ diagnosis: diagnosis("settings-forbid-calls"), http2 });
  const forecasts = usualStacks.map((stack) => clientForecast(stack, of));
  expect(forecasts.filter(({ end }) => end === "fails").map(({ stack }) => stack)).toEqual(failing);
});

test("a server that refuses the call itself refuses everybody's", () => {
  const http2 = http2Facts({
    grpc: {
      requests: [halfStream({ headerListSize: 300 })],
      replies: [],
      settings: { ...noSettings, maxHeaderListSize: 16 },
    },
  });
  const of = seen({ diagnosis: diagnosis("settings-forbid-calls"), http2, isRefused: true });
  const ends = usualStacks.map((stack) => clientForecast(stack, of).end);
  expect(new Set(ends)).toEqual(new Set(["fails"]));
});

test("what Node's HTTP/2 ends a connection for, others may take", () => {
  const of = seen({ diagnosis: diagnosis("http2-violation"), http2: http2Facts() });
  const ends = usualStacks.map((stack) => clientForecast(stack, of).end);
  expect(ends).toEqual(["unknown", "unknown", "fails", "unknown", "unknown"]);
});

test.for(["path-not-routed", "deadline-exceeded", "step-incomplete"] as const)(
  "what the probe's own call met with says nothing of others: %s",
  (code) => {
    expect(clientForecast("go", seen({ diagnosis: diagnosis(code) })).end).toBe("unknown");
    const hellos = new Map([["python", refused]] as const);
    expect(clientForecast("python", seen({ diagnosis: diagnosis(code), hellos })).end).toBe(
      "fails",
    );
  },
);

const isRefused = "its ClientHello is refused: alert handshake failure (40)";

test.for<readonly [string, Partial<Seen>, Partial<ClientForecast>]>([
  [
    "an attempt of its own that found the list",
    { attempt: "its own", diagnosis: diagnosis("no-common-group") },
    { end: "fails", code: "no-common-group", because: `no-common-group (${isRefused})` },
  ],
  [
    "an attempt of its own that found something else",
    { attempt: "its own", diagnosis: diagnosis("closed-before-preface") },
    { end: "fails", code: "closed-before-preface", because: "closed-before-preface" },
  ],
  ...(
    [
      "no-common-version",
      "no-common-cipher-suite",
      "signature-scheme-not-offered",
      "certificate-curve-refused",
    ] as const
  ).map(
    (code) =>
      [
        `an attempt of its own that found ${code}`,
        { attempt: "its own", diagnosis: diagnosis(code) },
        { end: "fails", code, because: `${code} (${isRefused})` },
      ] as const,
  ),
  ["an attempt of its own that passed", { attempt: "its own" }, { end: "passes" }],
  ["no attempt but the probe's", {}, { end: "fails", code: "undiagnosed", because: isRefused }],
  [
    "no attempt but the probe's, of another cause",
    { diagnosis: diagnosis("no-common-group") },
    { end: "fails", code: "undiagnosed", because: isRefused },
  ],
])("a hello that is refused, and %s", ([, over, forecast]) => {
  const hellos = new Map([["python", refused]] as const);
  expect(clientForecast("python", seen({ hellos, ...over }))).toEqual({
    stack: "python",
    ...forecast,
  });
});

test.for([
  [{ keyType: "rsa1024" }, "key-too-weak (Node 24; Node 20 accepts RSA with 1024 bits)"],
  [{ signatureAlgorithm: "ecdsa-with-SHA1" }, "key-too-weak"],
] as const)("which of Node's clients refuse: %o", ([over, because]) => {
  expect(clientForecast("node", seen({ tls: serving(over) }))).toEqual({
    stack: "node",
    end: "fails",
    code: "key-too-weak",
    because,
  });
});

test.for([
  ["localhost", "python", "unknown"],
  ["localhost", "go", "fails"],
  ["127.0.0.1", "python", "fails"],
] as const)("%s refuses, and [::1] does not: %s", ([host, stack, end]) => {
  const of = seen({
    question: { ...question, target: { kind: "tcp", host, port: 1 } },
    diagnosis: diagnosis("connection-refused"),
    otherLoopback: "[::1]:1",
  });
  expect(clientForecast(stack, of).end).toBe(end);
});

test.for([{ sentence: `${unsteady}: this one was closed.` }, { doubt: otherAnswer }])(
  "where other connections are answered, nothing is foreseen: %o",
  (over) => {
    const { causes, ...others } = diagnosis("closed-before-preface");
    const of = seen({
      diagnosis: { ...others, causes: causes.map((one) => ({ ...one, ...over })) },
    });
    expect(clientForecast("go", of).end).toBe("unknown");
  },
);

test("of a client that goes through a proxy nothing is foreseen", () => {
  const proxies = [{ stack: "go", proxy: "http://p:1", variable: "HTTPS_PROXY" }] as const;
  expect(clientForecast("go", seen({ proxies }))).toEqual({
    stack: "go",
    end: "unknown",
    because: "HTTPS_PROXY sends it through http://p:1",
  });
});

test.for<readonly [keyType: string, signsNot: readonly StackName[]]>([
  ["p521", ["rust:ring"]],
  ["ed25519", ["java"]],
  [
    "mldsa65",
    [
      "go",
      "java",
      "node:deno",
      "go:fips",
      "python:grpclib",
      "python:debian",
      "rust:ring",
      "java:jdk",
      "cpp",
    ],
  ],
])("clients that cannot sign with a key of %s", ([keyType, signsNot]) => {
  const failing = stackNames.filter(
    (stack) => clientForecast(stack, seen(withKey(keyType))).end === "fails",
  );
  expect(failing).toEqual(stackNames.filter((stack) => signsNot.includes(stack)));
});

test("a hello that was not answered is foreseen neither to pass nor to fail", () => {
  const silent: Handshake = { kind: "silent", saw: "no answer within 1500 ms" };
  expect(clientForecast("rust", seen({ hellos: new Map([["rust", silent]]) }))).toEqual({
    stack: "rust",
    end: "unknown",
    because: "its ClientHello: no answer within 1500 ms",
  });
});

test("of a certificate that OpenSSL cannot read it is not known what a reader of its own says", () => {
  const chain = [certificate("p256", { encoding: ["not-parsable"] })];
  const told = seen({
    tls: finishedTls({ serverCertificate: { chain } }),
    diagnosis: diagnosis("certificate-malformed"),
  });
  const ends = usualStacks.map((stack) => `${stack} ${clientForecast(stack, told).end}`);
  expect(ends).toEqual([
    "go unknown",
    "python fails",
    "node fails",
    "rust unknown",
    "java unknown",
  ]);
});

test("a certificate's encoding that the attempt passed is refused by stacks that mind it", () => {
  const chain = [certificate("p256", { encoding: ["negative-serial-number"] })];
  const told = seen({ tls: finishedTls({ serverCertificate: { chain } }) });
  expect(usualStacks.filter((stack) => clientForecast(stack, told).end === "fails")).toEqual([
    "go",
  ]);
});
