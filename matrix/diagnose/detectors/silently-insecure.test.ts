import { describe, expect, test } from "vitest";
import {
  connection,
  finishedTls,
  http2Preface,
  silence,
  spoken,
  tlsConnection,
} from "../../tooling/test/evidence.ts";
import { control, found, gist, symptoms } from "../../tooling/test/symptoms.ts";

const code = "silently-insecure";
const inTheClear = { connections: [connection()] };
const encrypted = { connections: [tlsConnection(finishedTls())] };

test.for(["tls", "mtls", "auto-mtls"] as const)(
  "both sides spoke in the clear under %s",
  (mode) => {
    expect(gist(found(code, symptoms("control", inTheClear, { mode })))).toEqual({
      side: null,
      decided: true,
      quotes: [
        `wire: first bytes of the client: ${http2Preface.bytes}`,
        `wire: first bytes of the server: ${http2Preface.bytes}`,
      ],
    });
  },
);

test.for([
  ["plaintext-client", "server"],
  ["certificate-missing-in-handshake-line", "client"],
] as const)("control %s was accepted: the %s is content without TLS", ([name, side]) => {
  const controls = [control(name, "accepted", "it went on")];
  expect(
    gist(found(code, symptoms("control", encrypted, { mode: "auto-mtls", controls }))),
  ).toEqual({
    side,
    decided: true,
    quotes: [`orchestrator: control ${name}: it went on`],
  });
});

describe("silent", () => {
  test.for([
    ["TLS was not asked for", "none", inTheClear, []],
    ["the connection was encrypted", "tls", encrypted, []],
    [
      "only the client spoke",
      "tls",
      { connections: [connection({ wire: spoken(http2Preface, silence) })] },
      [],
    ],
    ["plaintext was refused", "tls", encrypted, [control("plaintext-client", "refused")]],
    ["nobody can tell", "tls", encrypted, [control("plaintext-client", "inconclusive")]],
    ["something else was accepted", "tls", encrypted, [control("impostor-server", "accepted")]],
  ] as const)("%s", ([, mode, evidence, controls]) => {
    expect(found(code, symptoms("control", evidence, { mode, controls }))).toBeUndefined();
  });
});
