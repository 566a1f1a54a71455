import { describe, expect, test } from "vitest";
import type { Passage } from "../../domain/wire-message.ts";
import { connection } from "../../tooling/test/evidence.ts";
import { http2Facts, http2Side } from "../../tooling/test/http2.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";
import { diagnose } from "../diagnose.ts";

const code = "idle-drop";

const leaving = (debugData: string, errorCode = "NO_ERROR") => {
  const goaway = { code: errorCode, lastStream: 0, debugData };
  const http2 = http2Facts({ server: http2Side({ goaway }) });
  const connections = [connection({ wire: { ...connection().wire, http2 } })];
  return symptoms("rpc", { connections }, { mode: "none" });
};

describe("the server says so", () => {
  test("in the debug data of its GOAWAY", () => {
    expect(gist(found(code, leaving("max_idle")))).toEqual({
      side: "server",
      decided: true,
      quotes: ['wire: GOAWAY of the server: NO_ERROR, debug data "max_idle"'],
    });
    expect(diagnose(leaving("max_idle")).causes.map((cause) => cause.code)).toEqual([code]);
  });

  test.for([
    ["of its age", leaving("max_age")],
    ["of a fault", leaving("max_idle", "INTERNAL_ERROR")],
  ] as const)("silent: %s", ([, of]) => {
    expect(found(code, of)).toBeUndefined();
  });
});

describe("silence, then the client alone", () => {
  const passed = (...of: readonly (readonly [Passage["from"], number])[]) =>
    symptoms("rpc", {
      connections: [
        connection({ passages: of.map(([from, atMs], at) => ({ from, atMs, endsAt: at + 1 })) }),
      ],
    });

  test("of a minute: a candidate", () => {
    const of = passed(["client", 0], ["server", 5], ["client", 60_005], ["client", 61_000]);
    expect(gist(found(code, of))).toEqual({
      side: null,
      decided: false,
      quotes: ["wire: no byte for 60 s, then bytes of the client alone"],
    });
  });

  test.for([
    ["a shorter one", passed(["server", 0], ["client", 59_999])],
    ["an answer came", passed(["server", 0], ["client", 60_000], ["server", 60_001])],
    ["the client was silent too", passed(["client", 0], ["server", 5])],
    ["the server never spoke", passed(["client", 0], ["client", 60_000])],
    ["nothing passed", passed()],
  ] as const)("silent: %s", ([, of]) => {
    expect(found(code, of)).toBeUndefined();
  });
});
