/** Answers of what is no gRPC server: those of nginx 1.22, HAProxy 2.6 and Envoy 1.39 as they were seen, and others. */
import { createServer as createHttp2Server } from "node:http2";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { listen } from "../tooling/test/grpc-server.ts";
import { answering, data, headers } from "../tooling/test/raw-http2.ts";
import { probe } from "./probe.ts";
import { type ProbeOptions, questionOf } from "./question-of.ts";

const probed = async (frames: readonly Buffer[], options: ProbeOptions = {}) => {
  const { endpoint } = await listen(createServer(answering(frames)));
  const question = await questionOf(endpoint.address, {
    plaintext: true,
    timeout: 1000,
    ...options,
  });
  return probe(question, {});
};

const causesOf = async (frames: readonly Buffer[], options?: ProbeOptions) =>
  ((await probed(frames, options)).diagnosis?.causes ?? []).map(
    ({ code, side, decided }) => `${code} ${side} ${decided ? "decided" : "possible"}`,
  );

const page = (status: string, more: Readonly<Record<string, string>> = {}) => [
  headers({ ":status": status, "content-type": "text/html", ...more }),
  data(Buffer.from("<html><head><title>a page</title></head></html>"), "end"),
];

const grpc = { ":status": "200", "content-type": "application/grpc" };
const byEnvoy = (status: string, message: string) => [
  headers({ ...grpc, "grpc-status": status, "grpc-message": message, server: "envoy" }, "end"),
];
const reset = "upstream connect error or disconnect/reset before headers. reset reason: ";

test.for([
  ["000", "upstream-protocol-mismatch between decided"],
  ["301", "redirected between decided"],
  ["302", "redirected between decided"],
  ["307", "redirected between decided"],
  ["308", "redirected between decided"],
  ["400", "http-status-from-intermediary between decided"],
  ["401", "credentials-required client decided"],
  ["403", "access-denied null decided"],
  ["404", "path-not-routed between decided"],
  ["405", "http-status-from-intermediary between decided"],
  ["407", "http-proxy-intercept client decided"],
  ["411", "http-status-from-intermediary between decided"],
  ["421", "authority-rejected null decided"],
  ["429", "rate-limited client decided"],
  ["500", "http-status-from-intermediary between decided"],
  ["413", "message-too-large between decided"],
  ["431", "header-list-too-large between decided"],
  ["502", "http-status-from-intermediary between decided"],
  ["503", "http-status-from-intermediary null possible"],
  ["504", "upstream-timeout between decided"],
  ["521", "upstream-unreachable between decided"],
  ["524", "upstream-timeout between decided"],
  ["526", "upstream-certificate-rejected between decided"],
] as const)("a page with status %s", async ([status, cause]) => {
  expect(await causesOf(page(status))).toEqual([cause]);
});

/** Under status 200 web servers answer whoever comes: only what names a proxy shows one. */
test.for<readonly [string, Readonly<Record<string, string>>, string]>([
  ["a page", {}, "content-type-not-grpc null possible"],
  [
    "a page of nginx, which serves its own",
    { server: "nginx/1.22.1" },
    "content-type-not-grpc null possible",
  ],
  ["a page behind Envoy", { server: "envoy" }, "http-status-from-intermediary between decided"],
  ["a page that came via a proxy", { via: "2 p" }, "http-status-from-intermediary between decided"],
  [
    "a page for which Envoy asked its server",
    { "x-envoy-upstream-service-time": "3" },
    "http-status-from-intermediary between decided",
  ],
  ["JSON", { "content-type": "application/json" }, "content-type-not-grpc null possible"],
  ["a picture", { "content-type": "image/png" }, "content-type-not-grpc null decided"],
])("status 200: %s", async ([, more, cause]) => {
  expect(await causesOf(page("200", more))).toEqual([cause]);
});

test("each of these statuses has a sentence and a remedy of its own", async () => {
  const statuses =
    "301 400 401 403 404 405 406 407 408 411 413 414 415 421 426 429 431 464 500 501 502 503 504 505 520".split(
      " ",
    );
  const said = await Promise.all(
    statuses.map(async (status) => {
      const [cause] = (await probed(page(status))).diagnosis?.causes ?? [];
      return [cause?.sentence, cause?.remedy];
    }),
  );
  expect(new Set(said.map(([sentence]) => sentence)).size).toBe(statuses.length);
  expect(new Set(said.map(([, remedy]) => remedy)).size).toBe(statuses.length);
});

test("where a redirect points to is quoted", async () => {
  const { diagnosis } = await probed(page("301", { location: "https://kv.example/" }));
  expect(diagnosis?.causes[0]?.matched.map(({ text }) => text)).toContain(
    "location: https://kv.example/",
  );
});

test.for([
  ["no healthy upstream", ["upstream-unreachable between decided"]],
  [`${reset}remote connection failure`, ["upstream-unreachable between possible"]],
  [
    `${reset}remote connection failure, transport failure reason: delayed connect error: 111`,
    ["upstream-unreachable between decided"],
  ],
  [`${reset}connection termination`, ["upstream-protocol-mismatch between possible"]],
  [`${reset}protocol error`, ["upstream-protocol-mismatch between decided"]],
  [
    `${reset}remote connection failure, transport failure reason: TLS_error:|268435703:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER:TLS_error_end`,
    ["upstream-protocol-mismatch between decided"],
  ],
  [
    `${reset}remote connection failure, transport failure reason: TLS_error:|268435581:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:TLS_error_end`,
    ["upstream-certificate-rejected between decided"],
  ],
  ["upstream request timeout", ["upstream-timeout between decided"]],
] as const)("Envoy says: %s", async ([message, causes]) => {
  expect(await causesOf(byEnvoy("14", message))).toEqual(causes);
});

/** Where a proxy is configured to quote its log. */
test.for([
  [
    "Envoy, in a header",
    [headers({ ...grpc, "grpc-status": "14", "x-envoy-response-flags": "UH" }, "end")],
    "upstream-unreachable between decided",
  ],
  [
    "Envoy, in grpc-message",
    byEnvoy("14", "response_flags: UF,URX"),
    "upstream-unreachable between possible",
  ],
  [
    "Envoy, in a page",
    [
      headers({ ":status": "503", "content-type": "application/json", server: "envoy" }),
      data(Buffer.from('{"response_flags":"UT"}'), "end"),
    ],
    "upstream-timeout between decided",
  ],
  [
    "HAProxy, in a header",
    page("503", { "x-haproxy-termination-state": "SC--" }),
    "upstream-unreachable between decided",
  ],
  [
    "HAProxy, in a page",
    [
      headers({ ":status": "502", "content-type": "text/plain" }),
      data(Buffer.from("termination_state=SH-- backend=kv"), "end"),
    ],
    "upstream-protocol-mismatch between possible",
  ],
] as const)("how a proxy says that its way to the server ended: %s", async ([, frames, cause]) => {
  expect((await causesOf(frames))[0]).toBe(cause);
});

test("an Envoy that has no route for the authority or the paths", async () => {
  const unrouted = [headers({ ...grpc, "grpc-status": "12", server: "envoy" }, "end")];
  expect(await causesOf(unrouted)).toEqual([
    "authority-rejected null possible",
    "path-not-routed between possible",
  ]);
});

test.for([
  ["a server behind Envoy that names the method", { "grpc-message": "unknown service" }],
  ["a server behind Envoy that says no more", { "x-envoy-upstream-service-time": "1" }],
] as const)("%s is healthy", async ([, more]) => {
  const answer = headers({ ...grpc, "grpc-status": "12", server: "envoy", ...more }, "end");
  expect(await causesOf([answer])).toEqual([]);
});

test("a Caddy that has no site for the authority", async () => {
  const empty = [headers({ ":status": "200", server: "Caddy" }, "end")];
  expect(await causesOf(empty)).toEqual(["authority-rejected null possible"]);
});

/** Bodies and headers as nginx 1.22, HAProxy 2.6, Envoy 1.39 and AWS send them. */
test.for([
  [
    "nginx",
    { server: "nginx/1.22.1" },
    "<title>503 Service Temporarily Unavailable</title>",
    "possible",
  ],
  ["an unknown server", { server: "kv/1" }, "<h1>maintenance</h1>", "possible"],
  [
    "HAProxy",
    {},
    "<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.",
    "possible",
    "upstream-unreachable",
  ],
  ["Envoy", { server: "envoy" }, "no healthy upstream", "decided"],
  [
    "AWS",
    { server: "awselb/2.0" },
    "<title>503 Service Temporarily Unavailable</title>",
    "decided",
  ],
] as const)(
  "whether a proxy without a server says 503: %s",
  async ([, more, body, certainty, code]) => {
    const first = headers({ ":status": "503", "content-type": "text/html", ...more });
    const [cause] = (await probed([first, data(Buffer.from(body), "end")])).diagnosis?.causes ?? [];
    expect([cause?.code, cause?.decided ? "decided" : "possible"]).toEqual([
      code ?? (certainty === "decided" ? "upstream-unreachable" : "http-status-from-intermediary"),
      certainty,
    ]);
  },
);

test.for([
  ["quota exceeded: 5 calls per second", "rate-limited client decided"],
  ["too many requests", "rate-limited client decided"],
  ["Received message larger than max (5000000 vs 4194304)", "message-too-large client decided"],
  ["no room", "step-incomplete server possible"],
] as const)("RESOURCE_EXHAUSTED with the message: %s", async ([message, cause]) => {
  const status = { ...grpc, "grpc-status": "8", "grpc-message": message };
  expect(await causesOf([headers(status, "end")])).toEqual([cause]);
});

test("a server that answers with a status when its client gives the call up has not answered", async () => {
  const server = createHttp2Server();
  server.on("session", (session) => {
    session.on("goaway", () => {
      for (const answer of waiting) answer();
    });
  });
  const waiting: (() => void)[] = [];
  server.on("stream", (stream) => {
    stream.on("error", () => {}).resume();
    const late = { ...grpc, "grpc-status": "14", "grpc-message": "Socket closed" };
    waiting.push(() => {
      if (!stream.destroyed) stream.respond(late, { endStream: true });
    });
  });
  const { endpoint } = await listen(server);
  const question = await questionOf(endpoint.address, { plaintext: true, timeout: 1000 });
  const [cause] = (await probe(question, {})).diagnosis?.causes ?? [];
  expect([cause?.code, cause?.decided]).toEqual(["deadline-exceeded", true]);
  expect(cause?.matched[0]?.text).toMatch(/and grpc-status UNAVAILABLE after that$/);
});

/** What a service answers by the method that is called, and by the token that the call carries. */
type Service = (path: string, token: string | undefined) => number;

const [ok, unimplemented, forbidden, unauthenticated] = [0, 12, 7, 16];
const isHealth = (path: string) => path.endsWith("Health/Check");
const isUnknown = (path: string) => path.includes("Nobody");

const asked = async (service: Service, options: ProbeOptions = {}) => {
  const server = createHttp2Server();
  server.on("stream", (stream, fields) => {
    stream.on("error", () => {}).resume();
    const status = service(fields[":path"] ?? "", fields.authorization);
    if (status !== 0) {
      const denial = { ...grpc, "grpc-status": status, "grpc-message": "no" };
      stream.respond(denial, { endStream: true });
      return;
    }
    stream.respond(grpc, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    stream.end(Buffer.from("00000000020801", "hex"));
  });
  const { endpoint } = await listen(server);
  const question = await questionOf(endpoint.address, {
    plaintext: true,
    timeout: 1000,
    ...options,
  });
  const { diagnosis, rungs } = await probe(question, {});
  const facts = rungs.find(({ name }) => name === "grpc")?.facts ?? [];
  return {
    causes: (diagnosis?.causes ?? []).map(({ code, decided }) => `${code} ${decided}`),
    refused: facts.find(({ name }) => name === "refused to this caller")?.value,
  };
};

const bearer = { header: ["authorization: Bearer t"] };
const reflection = "grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
const nobody = "handshakematrix.probe.Nobody/Knows";

/** Statuses are refusals of the caller alike, whether it is not known or not allowed. */
test.for<readonly [string, Service, ProbeOptions, readonly string[], string?]>([
  ["every call, for want of credentials", () => unauthenticated, {}, ["credentials-required true"]],
  ["every call, to whom it is not allowed", () => forbidden, {}, ["access-denied true"]],
  [
    "every call that it has",
    (path) => (isHealth(path) ? unauthenticated : unimplemented),
    {},
    ["credentials-required true"],
  ],
  [
    "health in one way, the others in another",
    (path) => (isHealth(path) ? unauthenticated : forbidden),
    {},
    ["credentials-required true"],
  ],
  [
    "all but health",
    (path) => (isHealth(path) ? ok : unauthenticated),
    {},
    [],
    `UNAUTHENTICATED: no (${reflection}, ${nobody})`,
  ],
  [
    "all but health, which is not allowed",
    (path) => (isHealth(path) ? ok : isUnknown(path) ? unimplemented : forbidden),
    {},
    [],
    `PERMISSION_DENIED: no (${reflection})`,
  ],
  [
    "health alone",
    (path) => (isHealth(path) ? unauthenticated : isUnknown(path) ? unimplemented : ok),
    {},
    [],
    "UNAUTHENTICATED: no (grpc.health.v1.Health/Check)",
  ],
  [
    "the user's own call alone",
    (path) => (path === "/a.B/C" ? unauthenticated : isHealth(path) ? ok : unimplemented),
    { call: "a.B/C" },
    ["credentials-required true"],
  ],
  [
    "every call but the user's own",
    (path) => (path === "/a.B/C" ? ok : unauthenticated),
    { call: "a.B/C" },
    [],
    `UNAUTHENTICATED: no (grpc.health.v1.Health/Check, ${reflection}, ${nobody})`,
  ],
  [
    "no call that carries the token",
    (_path, token) => (token === "Bearer t" ? ok : unauthenticated),
    bearer,
    [],
  ],
  ["even calls with a token", () => unauthenticated, bearer, ["credentials-required true"]],
])("a server refuses %s", async ([, service, options, causes, refused]) => {
  expect(await asked(service, options)).toEqual({ causes, refused });
});
