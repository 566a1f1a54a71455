import { expect, test } from "vitest";
import { http2Preface, silence, tlsRecords } from "../../tooling/test/evidence.ts";
import { between, http1, wideTrial } from "../../tooling/test/first-bytes.ts";
import { found, gist } from "../../tooling/test/symptoms.ts";

const code = "plaintext-client-to-tls-port";
const accepted = wideTrial("accepted", "TLS 1.3");
const first = [
  `wire: first bytes of the client: ${http2Preface.bytes}`,
  "wire: first bytes of the server: none",
];

test.for([
  ["tls", "client"],
  ["none", "server"],
] as const)("mode %s: a TLS server answered in TLS, the %s has to change", ([mode, side]) => {
  expect(gist(found(code, between(http2Preface, tlsRecords, { mode })))).toEqual({
    side,
    decided: true,
    quotes: [first[0], `wire: first bytes of the server: ${tlsRecords.bytes}`],
  });
});

test.for([
  ["mtls", "client"],
  ["none", "server"],
] as const)(
  "mode %s: a mute server answers a ClientHello, the %s has to change",
  ([mode, side]) => {
    expect(gist(found(code, between(http2Preface, silence, { mode }, [accepted])))).toEqual({
      side,
      decided: true,
      quotes: [...first, "orchestrator: a ClientHello to the same address led to TLS 1.3"],
    });
  },
);

test.for([
  ["nobody tried a ClientHello", []],
  ["the ClientHello was not understood", [wideTrial("no-tls")]],
  ["the ClientHello came to nothing", [wideTrial("inconclusive")]],
] as const)("a candidate where TLS was asked for: %s", ([, trials]) => {
  const cause = found(code, between(http2Preface, silence, { mode: "mtls" }, trials));
  expect(gist(cause)).toEqual({ side: "client", decided: false, quotes: first });
  expect(cause?.nextCheck).toBe("offer a ClientHello to the same address");
});

test.for([
  ["both speak HTTP/2", http2Preface, http2Preface, "tls"],
  ["the client spoke TLS", tlsRecords, tlsRecords, "tls"],
  ["the client said nothing", silence, tlsRecords, "tls"],
  ["the server speaks HTTP/1", http2Preface, http1, "tls"],
  ["a mute server was not to speak TLS", http2Preface, silence, "none"],
] as const)("silent: %s", ([, client, server, mode]) => {
  expect(found(code, between(client, server, { mode }))).toBeUndefined();
});
