import { expect, test } from "vitest";
import { joinedKeyLogs, KeyLogReader } from "./key-log.ts";

const random = "0a".repeat(32);

const reader = (...texts: readonly string[]): KeyLogReader => {
  const log = new KeyLogReader();
  for (const text of texts) log.append(text);
  return log;
};

const entries = (secrets: ReadonlyMap<string, Uint8Array> | undefined) =>
  secrets && [...secrets].map(([label, secret]) => [label, Buffer.from(secret).toString("hex")]);

test.for([
  ["a line", [`CLIENT_RANDOM ${random} abcd\n`], [["CLIENT_RANDOM", "abcd"]]],
  [
    "a line with a carriage return",
    [`CLIENT_RANDOM ${random} abcd\r\n`],
    [["CLIENT_RANDOM", "abcd"]],
  ],
  [
    "upper-case digits",
    [`CLIENT_RANDOM ${random.toUpperCase()} ABCD\n`],
    [["CLIENT_RANDOM", "abcd"]],
  ],
  ["comments and blank lines", [`# log\n\n  \nA_1 ${random} 01\n# end\n`], [["A_1", "01"]]],
  [
    "a line in pieces",
    [`A ${random} 0`, "1", `\nB ${random} 03\n`],
    [
      ["A", "01"],
      ["B", "03"],
    ],
  ],
  ["a line without its end", [`A ${random} 01`], undefined],
  ["a random cut short", [`A ${random.slice(2)} 01\n`], undefined],
  ["half a byte", [`A ${random} 012\n`], undefined],
  ["the last of two", [`A ${random} 01\nA ${random} 02\n`], [["A", "02"]]],
  ["another connection's", [`A ${"0b".repeat(32)} 01\n`], undefined],
] as const)("%s", ([, texts, expected]) => {
  expect(entries(reader(...texts).get(random))).toEqual(expected);
});

test("two logs complete each other, the first one's secrets first", () => {
  const client = reader(`HANDSHAKE ${random} 01\n`);
  const server = reader(`HANDSHAKE ${random} ff\nAPPLICATION ${random} 02\n`);
  const secrets = joinedKeyLogs([client, reader(), server]).get(random);
  expect(new Map(entries(secrets) as [string, string][])).toEqual(
    new Map([
      ["HANDSHAKE", "01"],
      ["APPLICATION", "02"],
    ]),
  );
  expect(joinedKeyLogs([client, server]).get("00")).toBeUndefined();
});
