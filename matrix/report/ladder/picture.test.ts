import { expect, test } from "vitest";
import type { Passage, WireMessage } from "../../domain/wire-message.ts";
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
  expect(ladderOf({ ...shown, wire: { messages, tls } })).toEqual({
    ...shown,
    messages,
    visibility,
  });
});
