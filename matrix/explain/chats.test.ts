/** What colleagues say to each other of faults, and what they paste. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const tells = (...lines: readonly string[]) =>
  explain([{ name: "-", text: `${lines.join("\n")}\n` }]).tells;

const expired = "certificate has expired";
const said = `the whole rollout hung with ${expired} because nobody looked`;

test.for([
  ["bold", "**ann** 09:12", "**bo** 09:13"],
  ["in brackets", "ann  [9:12 AM]", "Bo Li  [9:14 AM]"],
  ["with the date", "ann 30.11.26, 09:12", "Bo Li 30.11.26, 09:14"],
  ["with other dates", "ann 30/11/26, 09:12", "Bo Li [30.11.26, 09:14]"],
  ["Discord", "ann — Today at 09:12", "bo — Yesterday at 17:40"],
  ["Telegram", "Ann, [30 Nov 2026 at 9:12]:", "Bo, [30 Nov 2026 at 9:14]:"],
] as const)("speakers with the time on a line of their own: %s", ([, one, other]) => {
  expect(tells(one, said, other, "never again")).toBe("mention");
  expect(tells(one, "look:", `rpc error: code = Unavailable desc = x509: ${expired}`, other)).toBe(
    "cause",
  );
  expect(tells(one, "look:", "```", said, "```", other)).toBe("cause");
  expect(tells(one, "look:", `    ${said}`, other)).toBe("cause");
  expect(tells(one, said, "and so on")).toBe("cause");
});

test.for([
  ["IRC", "[09:12] <ann> ", "[09:13] <bo> "],
  ["WhatsApp", "[30.11.26, 09:12] Ann: ", "[30.11.26, 09:14] Bo Li: "],
  ["exported", "30/11/2026, 09:12 - Ann: ", "30/11/2026, 09:14 - Bo: "],
] as const)("speakers before what they say: %s", ([, one, other]) => {
  const answer = `${other}yes, we had that the whole night`;
  expect(tells(`${one}${said}`, answer)).toBe("mention");
  expect(tells(`${one}rpc error: code = Unavailable desc = x509: ${expired}`, answer)).toBe(
    "cause",
  );
  expect(tells(`${one}${said}`)).toBe("cause");
});

test("a log whose programs have names like people", () => {
  expect(
    tells(
      `09:12:01 vault: login failed: x509: ${expired}`,
      "09:12:02 consul: login failed: dial tcp 10.0.0.7:8500: connect: connection refused",
    ),
  ).toBe("several");
});

test("a text in quotation marks that a sentence goes on behind", () => {
  const line = (words: string, rest: string) => tells(`${words} "${expired}"${rest}`);
  expect(line("you know the drill?", " on every host at once")).toBe("mention");
  expect(line("what a night.", ", and nobody knew")).toBe("mention");
  expect(line("Dial failed.", "")).toBe("cause");
  expect(line("ERROR dial failed.", " on port 7")).toBe("cause");
});

test.for([
  ...["I", "we", "you", "he", "she", "they", "it's", "my", "our", "your", "the", "that", "this"],
  ...["what", "yes", "no", "ok", "lol", "and", "but", "because", "so", "then", "remember"],
  ...["again", "somebody", "anyone", "was", "were", "had"],
])("%s is a word of somebody's", (word) => {
  const sentence = `${word} whole rollout hung with ${expired} everywhere`;
  expect(tells("**ann** 09:12", sentence, "**bo** 09:13", "never again")).toBe("mention");
});

test("a line without a word of somebody's, or with hardly any words, is pasted", () => {
  for (const line of [
    `whole rollout hung with ${expired} everywhere`,
    "we saw ECONNREFUSED tcp/kv",
    "we saw ECONNREFUSED on tcp/kv",
    "\twe saw ECONNREFUSED everywhere on it",
  ]) {
    expect(tells("**ann** 09:12", line, "**bo** 09:13", "never again")).toBe("cause");
  }
});
