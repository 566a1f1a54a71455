import { expect, test } from "vitest";
import { excerpt } from "./excerpt.ts";
import { clean } from "./outside-text.ts";

const token = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
const words = "plain words of an error ";

test.for([
  ["nothing is cut", words, 0, 100, words],
  ["no secret", words, 6, 11, "words"],
  ["the end within a token", `${words}${token}`, 0, 34, words],
  [
    "the end within a split token",
    `${words}${token.slice(0, 20)}\u001b[0m${token.slice(20)}`,
    0,
    48,
    words,
  ],
  [
    "the end within a spelled one",
    `${words}${token.slice(0, 20)}\\x1b[0m${token.slice(20)}`,
    0,
    48,
    words,
  ],
  ["the end within a label", `${words}-----BEGIN PRIVATE KEY-----\nTUlJ`, 0, 34, words],
  ["the end behind a whole one", `${token} ${words}`, 0, 46, `${token} plain`],
  ["the beginning within a token", `${token} ${words}`, 10, 100, ` ${words}`],
  [
    "the beginning within a name",
    `${words.repeat(4)}password=hunter22 end`,
    100,
    200,
    `${words.repeat(4)}password=hunter22 end`.slice(41),
  ],
] as const)("%s", ([, text, from, to, expected]) => {
  const part = excerpt(text, from, to);
  expect(part).toBe(expected);
  expect(clean(part)).not.toMatch(/ghp_|hunter22|BEGIN/);
});
