import { expect, test } from "vitest";
import { saysTooManyCalls } from "./limit-words.ts";

test.for([
  ["quota exceeded: 5 calls per second", true],
  ["Quota exceeded for quota metric 'Requests'", true],
  ["rate limit exceeded", true],
  ["RATE_LIMIT_EXCEEDED", true],
  ["ratelimited", true],
  ["Too Many Requests", true],
  ["100 requests per minute are allowed", true],
  ["the caller is throttled", true],
  ["Received message larger than max (5000000 vs 4194304)", false],
  ["grpc: received message larger than max (1752460652 vs. 4194304)", false],
  ["disk quota exceeded", false],
  ["quota of 10 bytes is used up", false],
  ["storage quota exceeded", false],
  ["the quota of heap is used up", false],
  ["memory quota exceeded", false],
  ["no space left: quota exceeded", false],
  ["size quota exceeded", false],
  ["larger than the quota", false],
  ["Bandwidth exhausted", false],
  ["no more connections", false],
  ["the accelerate limit", false],
  ["", false],
] as const)("%s: too many calls is %s", ([message, says]) => {
  expect(saysTooManyCalls(message)).toBe(says);
});
