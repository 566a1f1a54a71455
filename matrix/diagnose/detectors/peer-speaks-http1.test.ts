import { expect, test } from "vitest";
import type { WireMessage } from "../../domain/wire-message.ts";
import {
  begunTls,
  certificate,
  clientHello,
  connection,
  finishedTls,
  http2Preface,
  silence,
  spoken,
  tlsConnection,
  tlsRecords,
} from "../../tooling/test/evidence.ts";
import { between, http1, otherBytes, statusLine } from "../../tooling/test/first-bytes.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";

const code = "peer-speaks-http1";

const line = (from: WireMessage["from"], detail: string): WireMessage => ({
  from,
  endsAt: 400,
  name: "HTTP/1",
  detail,
  seen: "decrypted",
});
const behindTls = (tls: ReturnType<typeof finishedTls>, message: WireMessage) => {
  const { wire, ...rest } = tlsConnection(tls);
  return symptoms("http2", { connections: [{ ...rest, wire: { ...wire, messages: [message] } }] });
};

test("the server answers the preface with a status line", () => {
  expect(gist(found(code, between(http2Preface, http1, { mode: "none" })))).toEqual({
    side: "server",
    decided: true,
    quotes: [`wire: the server sent: ${statusLine}`],
  });
});

test("a peer that answers a preface in other words, and a request of HTTP/1.1 in its own", () => {
  const endpoint = {
    address: "127.0.0.1:1",
    addresses: [],
    inTheClear: { kind: "http1", saw: "HTTP/1.0 200 OK" },
    serverCertificate: null,
  } as const;
  const html = between(http2Preface, otherBytes, { mode: "none", endpoint });
  expect(gist(found(code, html))).toEqual({
    side: "server",
    decided: true,
    quotes: ["orchestrator: it answers a request of HTTP/1.1: HTTP/1.0 200 OK"],
  });
  expect(found("peer-not-http2", html)).toBeUndefined();
  expect(
    found("peer-not-http2", between(http2Preface, otherBytes, { mode: "none" })),
  ).toBeDefined();
});

test("the client sends a request line", () => {
  const connections = [connection({ wire: spoken(http1, silence) })];
  expect(gist(found(code, symptoms("http2", { connections })))).toEqual({
    side: "client",
    decided: true,
    quotes: ["wire: the client sent: a request line"],
  });
});

test.for([
  ["server", statusLine],
  ["client", "GET / HTTP/1.1"],
] as const)("the %s speaks it behind TLS", ([from, detail]) => {
  expect(gist(found(code, behindTls(finishedTls(), line(from, detail))))).toEqual({
    side: from,
    decided: true,
    quotes: [`wire: the ${from} sent: ${detail}`],
  });
});

test("silent: without ALPN a server may take the client for one of HTTP/1", () => {
  const tls = finishedTls({ alpn: null, clientHello: clientHello({ alpn: [] }) });
  expect(found(code, behindTls(tls, line("server", statusLine)))).toBeUndefined();
});

test.for([
  ["the server speaks HTTP/2", http2Preface, http2Preface],
  ["the server speaks TLS", http2Preface, tlsRecords],
  ["the server speaks neither", http2Preface, otherBytes],
  ["the server said nothing", http2Preface, silence],
  ["the client said nothing", silence, http1],
  ["TLS answered in the clear is a cause of its own", tlsRecords, http1],
] as const)("silent: %s", ([, client, server]) => {
  expect(found(code, between(client, server))).toBeUndefined();
});

test("silent: a handshake that only began", () => {
  expect(
    found(code, symptoms("tls", { connections: [tlsConnection(begunTls())] })),
  ).toBeUndefined();
});

test.for([
  ["none", null],
  ["http/1.1", "http/1.1"],
] as const)(
  "silent: the client left for what ALPN chose (%s), and the server only answers that",
  ([, alpn]) => {
    const of = behindTls(finishedTls({ alpn }), line("server", statusLine));
    expect(found(code, of)).toBeUndefined();
  },
);

test("silent: a port of TLS says in HTTP/1 that it wants TLS", () => {
  const wanting = {
    address: "127.0.0.1:1",
    addresses: [],
    inTheClear: { kind: "http1", saw: statusLine },
    serverCertificate: certificate("p256"),
  } as const;
  const of = between(http2Preface, http1, { mode: "none", endpoint: wanting });
  expect(found(code, of)).toBeUndefined();
  expect(found("plaintext-client-to-tls-port", of)).toMatchObject({
    side: "client",
    decided: true,
  });
});
