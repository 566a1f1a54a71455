import fc from "fast-check";
import { expect, test } from "vitest";
import { packed, unpacker } from "./packed.ts";

test("what is taken out is what was put in, through JSON", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ noUnicodeString: false })), (values) => {
      const json = JSON.parse(JSON.stringify(values));
      const take = unpacker(JSON.parse(JSON.stringify(packed(json))));
      expect(json.map((_: unknown, at: number) => take(at))).toEqual(json);
    }),
  );
});

test("a member that is called like an object's prototype is a member", () => {
  const json = JSON.parse('[{ "__proto__": { "polluted": true }, "constructor": 1 }]');
  const taken = unpacker<object>(JSON.parse(JSON.stringify(packed(json))))(0);
  expect(JSON.stringify(taken)).toBe(JSON.stringify(json[0]));
  expect("polluted" in taken).toBe(false);
});

test("what repeats stands once", () => {
  const cell = { steps: [{ name: "put", passed: true }], again: null };
  const once = packed([cell]);
  const often = packed(Array.from({ length: 100 }, () => structuredClone(cell)));
  expect(often.parts).toEqual(once.parts);
  const take = unpacker<typeof cell>(often);
  expect(take(99).steps).toBe(take(0).steps);
});
