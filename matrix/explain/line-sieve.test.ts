import { expect, test } from "vitest";
import { LineSieve } from "./line-sieve.ts";

const tells = (text: string): boolean => {
  let found = 0;
  const count = () => {
    found += 1;
  };
  const sieve = new LineSieve(count, () => {});
  sieve.push(text);
  sieve.end();
  return found > 0;
};

test.for([
  "kv 10051",
  "kv 10061",
  "kv 11001",
  "kv -9836",
  ...["sH", "SH", "sC", "SC", "PH"].map(
    (state) => `kv/s1 0/0/0/1/1 502 212 - - ${state}-- 1/1/0/0/0`,
  ),
  "k<b>v</b>",
  "k<i>v",
  "k<em>v",
  "k<mark>v",
  "k<span class=x>v",
  "k<strong>v",
  "k<font color=red>v",
  "fatal: x",
  "panic: x",
  "an exception",
  "Apply complete!",
  "handshake completed",
  "connected",
  "channel established",
  "reconnection succeeded",
  "the link has recovered",
  "the link was restored",
])("%s may tell something", (text) => {
  expect(tells(text)).toBe(true);
});

test.for(["kv 10071", "kv -9936", "k<u>v", "k < b", "ready"])("%s tells nothing", (text) => {
  expect(tells(text)).toBe(false);
});
