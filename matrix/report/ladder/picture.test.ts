import { expect, test } from "vitest";
import type { Passage, WireMessage } from "../../domain/wire-message.ts";
import { drawConnection } from "./draw-connection.ts";
import { ladderOf } from "./picture.ts";

const messages: readonly WireMessage[] = [
  { from: "client", endsAt: 200, name: "ClientHello", detail: "", seen: "clear" },
];
const passages: readonly Passage[] = [{ from: "client", endsAt: 200, atMs: 1 }];

const shown = {
  clientAddress: "127.0.0.1:1",
  serverAddress: "127.0.0.1:2",
  openedMs: 1,
  closedMs: 2,
  firstClose: { by: "client", how: "fin" },
  dialError: null,
  passages,
} as const;

test.for([
  ["no TLS", null, null],
  ["everything decrypted", { visibility: { kind: "all" } }, null],
  ["nothing decrypted", { visibility: { kind: "clear-only", reason: "no secrets" } }, "no secrets"],
] as const)("%s", ([, tls, visibility]) => {
  expect(
    ladderOf({ ...shown, bytes: { client: 200, server: 0 }, wire: { messages, tls } }),
  ).toEqual({
    ...shown,
    messages,
    marks: [],
    visibility,
  });
});

test("a recording that stopped at its limit says so", () => {
  const bytes = { client: 200, server: 6000 };
  const picture = ladderOf({ ...shown, bytes, wire: { messages, tls: null } });
  expect(picture.unrecorded).toEqual({ client: 0, server: 6000 });
  const lines = drawConnection({ client: "go", server: "rust" }, picture);
  expect(lines.join(" ").replaceAll(/\s+/g, " ")).toContain(
    "the recording stopped at its limit: 0 bytes of the client and 6000 of the server passed after it",
  );
});
