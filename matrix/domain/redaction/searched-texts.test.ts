import { expect, it } from "vitest";
import { SearchedTexts } from "./searched-texts.ts";

it("knows a short text again, and no long one", () => {
  const texts = new SearchedTexts();
  for (const text of ["p256", "x".repeat(512), "x".repeat(513)]) texts.add(text);
  expect(texts.has("p256")).toBe(true);
  expect(texts.has("x".repeat(512))).toBe(true);
  expect(texts.has("x".repeat(513))).toBe(false);
  expect(texts.has("p384")).toBe(false);
});

it("forgets before it grows beyond 4,096", () => {
  const texts = new SearchedTexts();
  for (let number = 0; number <= 4096; number++) texts.add(`${number}`);
  expect(texts.has("0")).toBe(false);
  expect(texts.has("4096")).toBe(true);
});
