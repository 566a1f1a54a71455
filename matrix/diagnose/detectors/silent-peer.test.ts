import { expect, test } from "vitest";
import { connection, http2Preface, silence, spoken } from "../../tooling/test/evidence.ts";
import { found, symptoms } from "../../tooling/test/symptoms.ts";

const code = "silent-peer";

const mute = connection({
  bytes: { client: 500, server: 0 },
  wire: spoken(http2Preface, silence),
});

const probed = {
  address: "10.0.0.1:1",
  addresses: [],
  inTheClear: null,
  serverCertificate: null,
};

test.for([
  ["a probe that waited less than clients do", probed, 4000, false],
  ["a probe that waited as long as clients do", probed, 20_000, true],
  ["a cell, whose client waited as long as it does", null, 4000, true],
] as const)("nothing is heard by %s", ([, endpoint, limitMs, decided]) => {
  const outcome = { kind: "timed-out", phase: "http2", limitMs } as const;
  const cause = found(code, symptoms("http2", { connections: [mute] }, { outcome, endpoint }));
  expect([cause?.side, cause?.decided]).toEqual(["server", decided]);
  expect(cause?.sentence).toContain(decided ? "never" : "within 4 s");
});
