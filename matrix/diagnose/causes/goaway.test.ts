import { expect, test } from "vitest";
import { connection } from "../../test/evidence.ts";
import { http2Facts, http2Side } from "../../test/http2.ts";
import { found, symptoms } from "../../test/symptoms.ts";

const code = "goaway";
const resets = [{ stream: 1, code: "CANCEL" }];
const sent = [
  { from: "client", endsAt: 9, name: "RST_STREAM", detail: "", seen: "clear" },
  { from: "server", endsAt: 9, name: "GOAWAY", detail: "", seen: "clear" },
] as const;
/** When the client reset a call; the server left after 3 ms. */
const passages = (resetMs: number) =>
  [
    { from: "client", endsAt: 9, atMs: resetMs },
    { from: "server", endsAt: 9, atMs: 3 },
  ] as const;

const leaving = (goawayCode: string, resetMs = 4) => {
  const goaway = { code: goawayCode, lastStream: 0, debugData: "" };
  const http2 = http2Facts({ client: http2Side({ resets }), server: http2Side({ goaway }) });
  const wire = { ...connection().wire, http2, messages: sent };
  return symptoms(
    "rpc",
    { connections: [connection({ wire, passages: passages(resetMs), firstClose: null })] },
    { mode: "none" },
  );
};

test.for([
  ["a server that leaves by itself", leaving("NO_ERROR"), "server", true],
  ["a server that fails", leaving("INTERNAL_ERROR"), "server", true],
  ["a code that blames the client", leaving("PROTOCOL_ERROR"), null, false],
  ["a client that had reset its calls before", leaving("INTERNAL_ERROR", 2), null, false],
] as const)("%s", ([, of, side, decided]) => {
  expect(found(code, of)).toMatchObject({ side, decided });
});
