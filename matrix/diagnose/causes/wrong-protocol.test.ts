import { describe, expect, test } from "vitest";
import type { Mode } from "../../domain/cell.ts";
import type { ConnectionEvidence } from "../../domain/evidence.ts";
import {
  begunTls,
  connection,
  http2Preface,
  silence,
  spoken,
  tlsRecords,
} from "../../test/evidence.ts";
import { found, gist, symptoms } from "../../test/symptoms.ts";

const http1 = { protocol: "http1", octets: "485454502f312e31" } as const;
const other = { protocol: "other", octets: "deadbeef" } as const;

const between = (
  client: Parameters<typeof spoken>[0],
  server: Parameters<typeof spoken>[1],
  mode: Mode = "tls",
) => {
  const wire = spoken(client, server, server === http1 ? "HTTP/1.1 400 Bad Request" : null);
  const tls = client === tlsRecords || server === tlsRecords ? begunTls() : null;
  return symptoms("http2", { connections: [connection({ wire: { ...wire, tls } })] }, { mode });
};

describe("tls-client-to-plaintext-port", () => {
  const code = "tls-client-to-plaintext-port";

  test.for([http2Preface, http1, other])("the server answered TLS with $protocol", (server) => {
    expect(gist(found(code, between(tlsRecords, server)))).toEqual({
      side: "server",
      decided: true,
      quotes: [
        `wire: first octets of the client: ${tlsRecords.octets}`,
        `wire: first octets of the server: ${server.octets}`,
      ],
    });
  });

  test.for([
    ["both speak TLS", tlsRecords, tlsRecords],
    ["the server said nothing", tlsRecords, silence],
    ["the client did not begin TLS", http2Preface, http2Preface],
  ] as const)("silent: %s", ([, client, server]) => {
    expect(found(code, between(client, server))).toBeUndefined();
  });
});

describe("plaintext-client-to-tls-port", () => {
  const code = "plaintext-client-to-tls-port";

  test.for([
    ["a TLS server answered with an alert", tlsRecords, "none", true],
    ["a server that was to speak TLS said nothing", silence, "mtls", true],
    ["a server without TLS said nothing, which may have other causes", silence, "none", false],
  ] as const)("%s", ([, server, mode, decided]) => {
    expect(gist(found(code, between(http2Preface, server, mode)))).toEqual({
      side: "client",
      decided,
      quotes: [
        `wire: first octets of the client: ${http2Preface.octets}`,
        `wire: first octets of the server: ${server.octets || "none"}`,
      ],
    });
  });

  test.for([
    ["both speak HTTP/2", http2Preface, http2Preface],
    ["the client spoke TLS", tlsRecords, tlsRecords],
    ["the client said nothing", silence, tlsRecords],
    ["the server speaks HTTP/1", http2Preface, http1],
  ] as const)("silent: %s", ([, client, server]) => {
    expect(found(code, between(client, server))).toBeUndefined();
  });
});

describe("peer-speaks-http1", () => {
  const code = "peer-speaks-http1";

  test.for([http2Preface, tlsRecords])("whatever the client spoke: $protocol", (client) => {
    expect(gist(found(code, between(client, http1, "none")))).toEqual({
      side: "server",
      decided: true,
      quotes: ["wire: HTTP/1.1 400 Bad Request"],
    });
  });

  test.for([http2Preface, tlsRecords, other, silence])("silent: $protocol", (server) => {
    expect(found(code, between(http2Preface, server))).toBeUndefined();
  });
});

describe("closed-before-preface", () => {
  const code = "closed-before-preface";
  const closed: Partial<ConnectionEvidence> = {
    firstClose: { by: "server", how: "rst" },
    bytes: { client: 24, server: 0 },
    wire: spoken(http2Preface, silence),
  };
  const on = (over: Partial<ConnectionEvidence>) =>
    symptoms("http2", { connections: [connection({ ...closed, ...over })] }, { mode: "none" });

  test("is only a candidate: a TLS server does so, and so does a crash", () => {
    const cause = found(code, on({}));
    expect(gist(cause)).toEqual({
      side: "server",
      decided: false,
      quotes: [
        "wire: the server at 127.0.0.1:40001 closed first (RST) after 24 octets of the client",
      ],
    });
    expect(cause?.nextCheck).toEqual(expect.any(String));
  });

  test.for([
    ["the client closed first", { firstClose: { by: "client", how: "fin" } }],
    ["it is still open", { firstClose: null }],
    ["the server had sent something", { bytes: { client: 24, server: 9 } }],
    ["the client spoke TLS", { wire: { ...spoken(tlsRecords, silence), tls: begunTls() } }],
    ["the server was never reached", { dialError: "connect ECONNREFUSED" }],
  ] as const)("silent: %s", ([, over]) => {
    expect(found(code, on(over))).toBeUndefined();
  });
});
