import { describe, expect, test } from "vitest";
import { BoundedText, keptBytes } from "./bounded-text.ts";

const printed = (...chunks: readonly string[]) => {
  const text = new BoundedText();
  for (const chunk of chunks) text.append(Buffer.from(chunk));
  return text;
};

/** Long runs of a character as their length, so that a difference can be read. */
const runs = (text: string) =>
  text.replace(/([a-z])\1{9,}/g, (run, character) => `${run.length}*${character}`);

describe("since", () => {
  test.for([
    ["everything", 0, "first second third"],
    ["from a chunk's beginning", 6, "second third"],
    ["from within a chunk", 9, "ond third"],
    ["nothing was printed since", 18, ""],
  ] as const)("%s", ([, place, text]) => {
    expect(printed("first ", "second ", "third").since(place).raw).toBe(text);
  });

  test("a place taken with total separates what was printed before from after", () => {
    const text = printed("before");
    const mark = text.total;
    text.append(Buffer.from("after"));
    expect(text.since(mark).raw).toBe("after");
    expect(text.total).toBe(11);
  });

  test("a character cut over two chunks is whole", () => {
    const text = new BoundedText();
    const arrow = Buffer.from("→");
    text.append(arrow.subarray(0, 1));
    text.append(arrow.subarray(1));
    expect(text.since(0).raw).toBe("→");
  });
});

describe("the bound", () => {
  test("exactly as much as is kept is all there", () => {
    expect(runs(printed("a".repeat(keptBytes)).since(0).raw)).toBe(`${keptBytes}*a`);
  });

  test.for<readonly [string, readonly number[]]>([
    ["one chunk over it", [keptBytes + 10]],
    ["chunks of a pipe", Array.from({ length: 5 }, () => 64 * 1024)],
    ["a small chunk after a large one", [200 * 1024, 100 * 1024]],
    ["a byte too many", [keptBytes, 1]],
  ])("%s: the last bytes are kept, the others counted", ([, sizes]) => {
    const chunks = sizes.map((size, at) => String.fromCharCode(97 + at).repeat(size));
    const all = chunks.join("");
    expect(runs(printed(...chunks).since(0).raw)).toBe(
      `[${all.length - keptBytes} bytes before this are not kept]\n${runs(all.slice(-keptBytes))}`,
    );
  });

  test.for([
    [
      "of a line",
      `ghp_${"a".repeat(40)}\nnext\n`,
      6,
      "[45 bytes before this are not kept]\nnext\n",
    ],
    ["of a word", `ghp_${"a".repeat(40)} next`, 6, "[45 bytes before this are not kept]\nnext"],
  ] as const)("the rest %s that was cut goes with it", ([, cut, at, kept]) => {
    const text = `${cut}${"z".repeat(keptBytes - cut.length + at)}`;
    expect(runs(printed(text).since(0).raw)).toBe(`${kept}${keptBytes - cut.length + at}*z`);
  });

  test("a place whose text is still kept needs no note", () => {
    const text = printed("x".repeat(keptBytes));
    const mark = text.total;
    text.append(Buffer.from("the end"));
    expect(text.since(mark).raw).toBe("the end");
  });
});
