import { expect, test } from "vitest";
import { printableText } from "./printable-text.ts";

const token = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";

test.for([
  ["short", "220 ready", "220 ready"],
  ["an escape", "a\u001b[0mb", "a\\x1b[0mb"],
  ["too long", "x".repeat(70), `${"x".repeat(59)}…`],
  ["a secret that fits is left to the gate", `220 ${token}`, `220 ${token}`],
  [
    "one that does not is left out",
    `220 a server of mails that says hello ${token}`,
    "220 a server of mails that says hello …",
  ],
  [
    "one with an escape in it",
    `220 ${token.slice(0, 30)}\u001b[0m${token.slice(30)}${"z".repeat(20)}`,
    "220 …",
  ],
  [
    "a key whose lines are behind the limit",
    `220 ${"x".repeat(40)} -----BEGIN PRIVATE KEY-----\nTUlJ`,
    `220 ${"x".repeat(40)} …`,
  ],
] as const)("%s", ([, bytes, text]) => {
  expect(printableText(bytes, 60)).toBe(text);
});
