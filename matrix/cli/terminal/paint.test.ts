import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { paintFor } from "./paint.ts";

const looks = [
  "pending",
  "running",
  "passed",
  "known",
  "unexpected",
  "unsupported",
  "not-run",
] as const;

test.for(looks)("on a terminal %s has a colour, and the text stays", (look) => {
  const painted = paintFor({ isTTY: true }, {})(look, "text");
  expect(painted).not.toBe("text");
  expect(stripVTControlCharacters(painted)).toBe("text");
});

test.for([
  ["a pipe", {}, {}],
  ["what is said to be none", { isTTY: false }, {}],
  ["a terminal whose user wants none", { isTTY: true }, { NO_COLOR: "1" }],
] as const)("no colour on %s", ([, stream, environment]) => {
  expect(looks.map((look) => paintFor(stream, environment)(look, "text"))).toEqual(
    looks.map(() => "text"),
  );
});

test("an empty NO_COLOR asks for nothing (https://no-color.org)", () => {
  expect(paintFor({ isTTY: true }, { NO_COLOR: "" })("passed", "text")).not.toBe("text");
});
