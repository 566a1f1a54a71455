import { expect, test } from "vitest";
import { mostFrames } from "../../domain/http2-facts.ts";
import { connection } from "../../tooling/test/evidence.ts";
import { http2Facts, http2Side } from "../../tooling/test/http2.ts";
import { found, symptoms } from "../../tooling/test/symptoms.ts";

const code = "goaway-enhance-your-calm";

const calmed = (pings: number, goawayCode = "ENHANCE_YOUR_CALM") => {
  const goaway = { code: goawayCode, lastStream: 0, debugData: "too_many_pings" };
  const frames = ["SETTINGS", "HEADERS", ...Array.from({ length: pings }, () => "PING")];
  const http2 = http2Facts({ client: http2Side({ frames }), server: http2Side({ goaway }) });
  const wire = { ...connection().wire, http2 };
  return symptoms("rpc", { connections: [connection({ wire })] }, { mode: "none" });
};

test.for([
  ["a client without a PING", 0, "server", true],
  ["PINGs that every server forgives", 2, "server", true],
  ["PINGs whose policy nobody sees", 3, null, false],
  ["many PINGs", 40, null, false],
] as const)("%s", ([, pings, side, decided]) => {
  expect(found(code, calmed(pings))).toMatchObject({ side, decided });
});

test("PINGs may lie beyond the frames that are named", () => {
  const goaway = { code: "ENHANCE_YOUR_CALM", lastStream: 0, debugData: "too_many_pings" };
  const frames = Array.from({ length: mostFrames }, () => "DATA");
  const http2 = http2Facts({ client: http2Side({ frames }), server: http2Side({ goaway }) });
  const wire = { ...connection().wire, http2 };
  const of = symptoms("rpc", { connections: [connection({ wire })] }, { mode: "none" });
  expect(found(code, of)).toMatchObject({ side: null, decided: false });
});

test("silent: another code", () => {
  expect(found(code, calmed(3, "NO_ERROR"))).toBeUndefined();
});

test("without a word of pings it is load of any kind", () => {
  const goaway = { code: "ENHANCE_YOUR_CALM", lastStream: 0, debugData: "go away please" };
  const wire = { ...connection().wire, http2: http2Facts({ server: http2Side({ goaway }) }) };
  const of = symptoms("rpc", { connections: [connection({ wire })] }, { mode: "none" });
  expect(found(code, of)).toMatchObject({ side: null, decided: false });
});
