import { expect, test } from "vitest";
import { slots } from "./slots.ts";

/** Work whose end the test decides, and a record of what was begun. */
const works = (slot: ReturnType<typeof slots>) => {
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<string>>();
  const submit = (name: string) => {
    const end = Promise.withResolvers<string>();
    ends.set(name, end);
    return slot(() => {
      begun.push(name);
      return end.promise;
    });
  };
  return { begun, submit, end: (name: string) => ends.get(name) };
};

/** Every promise that can settle by itself has. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

test("at most so many at once, the others in their order", async () => {
  const { begun, submit, end } = works(slots(2));
  const all = ["a", "b", "c", "d"].map(submit);
  await settled();
  expect(begun).toEqual(["a", "b"]);
  end("b")?.resolve("b");
  await settled();
  all.push(submit("e"));
  await settled();
  expect(begun).toEqual(["a", "b", "c"]);
  end("a")?.resolve("a");
  end("c")?.resolve("c");
  await settled();
  expect(begun).toEqual(["a", "b", "c", "d", "e"]);
  end("d")?.resolve("d");
  end("e")?.resolve("e");
  expect(await Promise.all(all)).toEqual(["a", "b", "c", "d", "e"]);
});

test("work that fails gives its slot back, and its error to whoever asked", async () => {
  const { begun, submit, end } = works(slots(1));
  const failing = submit("a");
  const next = submit("b");
  end("a")?.reject(new Error("broken"));
  await expect(failing).rejects.toThrow("broken");
  end("b")?.resolve("b");
  expect(await next).toBe("b");
  expect(begun).toEqual(["a", "b"]);
});

test("slots that were all given back are as many as before", async () => {
  const { begun, submit, end } = works(slots(2));
  const first = ["a", "b", "c"].map(submit);
  for (const name of ["a", "b", "c"]) end(name)?.resolve(name);
  await Promise.all(first);
  const second = ["d", "e", "f"].map(submit);
  await settled();
  expect(begun).toEqual(["a", "b", "c", "d", "e"]);
  for (const name of ["d", "e", "f"]) end(name)?.resolve(name);
  await Promise.all(second);
});
