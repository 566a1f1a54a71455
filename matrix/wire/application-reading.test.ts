import { expect, test } from "vitest";
import { type Piece, readApplication } from "./application-reading.ts";
import { MessageList } from "./message-list.ts";

/** Each record takes 22 bytes more than it holds, as with TLS 1.3. */
const inRecords = (...parts: readonly string[]): readonly Piece[] => {
  let endsAt = 0;
  return parts.map((part) => {
    const bytes = Buffer.from(part.replaceAll(" ", ""), "hex");
    endsAt += bytes.length + 22;
    return { bytes, endsAt };
  });
};

const settings = "000000 04 00 00000000";
const ack = "000000 04 01 00000000";

test.for([
  ["a frame in each", [settings, ack], ["31 SETTINGS ", "62 SETTINGS ack"]],
  ["two in one", [`${settings}${ack}`], ["40 SETTINGS ", "40 SETTINGS ack"]],
  [
    "one over three, an empty one between",
    ["000000", "04 00 00", "", "000000", ack],
    ["97 SETTINGS ", "128 SETTINGS ack"],
  ],
  ["the last one cut off", [settings, "000000 04"], ["31 SETTINGS "]],
  ["HTTP/1", ["4854", "54502f312e31203430300d0a", "58"], ["58 HTTP/1 HTTP/1.1 400"]],
  ["what is neither", ["6162", "0a"], ["24 bytes ab", "47 bytes \\x0a"]],
  ["nothing", [], []],
] as const)("records that hold %s", ([, parts, expected]) => {
  const list = new MessageList("server");
  readApplication("server", inRecords(...parts), "decrypted", list);
  expect(list.messages.map(({ endsAt, name, detail }) => `${endsAt} ${name} ${detail}`)).toEqual(
    expected,
  );
});
