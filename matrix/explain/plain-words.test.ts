import { expect, test } from "vitest";
import { plainWords } from "./plain-words.ts";

test.for(["go", "rs", "java", "cc", "py", "js", "ts", "cs"])(
  "the place in a source, .%s, is no word",
  (ending) => {
    expect(plainWords(`kv/main/client.${ending}:60] connected`).trim()).toBe("connected");
  },
);

test.for<readonly [string, string]>([
  ["2026-05-20T01:00:03Z INFO connected", "connected"],
  ["       1 client.go:60] connected", "connected"],
  ['{"msg":"connected"}', "msg:connected"],
  ["relay.client: connected", "connected"],
  ["relay::client: connected", "connected"],
  ["client::pool: connected", "connected"],
  ["client.pool: connected", "connected"],
  ["kv.server: connected", "connected"],
  ["relay.pool: connected", "relay.pool: connected"],
])("of %j: %j", ([line, words]) => {
  expect(plainWords(line).trim()).toBe(words);
});
