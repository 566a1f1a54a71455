import { expect, test } from "vitest";
import { http2Preface, silence, tlsRecords } from "../../tooling/test/evidence.ts";
import { between, http1, otherBytes, statusLine } from "../../tooling/test/first-bytes.ts";
import { found, gist } from "../../tooling/test/symptoms.ts";

const code = "tls-client-to-plaintext-port";

test.for([
  ["tls", http2Preface, "server"],
  ["mtls", otherBytes, "server"],
  ["tls", http1, "server"],
  ["none", http2Preface, "client"],
] as const)("mode %s, the server answered TLS with $1.protocol", ([mode, server, side]) => {
  expect(gist(found(code, between(tlsRecords, server, { mode })))).toEqual({
    side,
    decided: true,
    quotes: [
      `wire: first bytes of the client: ${tlsRecords.bytes}`,
      `wire: first bytes of the server: ${server.bytes}`,
      ...(server === http1 ? [`wire: ${statusLine}`] : []),
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
