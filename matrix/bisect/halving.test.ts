import { describe, expect, test } from "vitest";
import { halved, type Tried } from "./halving.ts";

/** Twelve minor versions with four patches each. */
const versions = Array.from({ length: 48 }, (_, at) => `1.${Math.floor(at / 4)}.${at % 4}`);

/** Halves over versions of which each ends as it is told, or does not run where that is null. */
const halvedOver = async (endOf: (at: number) => string | null, among = versions) => {
  const tried: string[] = [];
  const found = await halved(
    among,
    async (version): Promise<Tried<string>> => {
      tried.push(version);
      const end = endOf(versions.indexOf(version));
      return end === null
        ? { kind: "not-run", version, reason: "does not build" }
        : { kind: "ran", version, end };
    },
    (one, other) => one === other,
  );
  return { found, tried };
};

const place = (version: string): number => versions.indexOf(version);

describe("one change", () => {
  test.for(versions.slice(1).map((version) => [version] as const))(
    "is found where it is %s that ends otherwise",
    async ([version]) => {
      const { found, tried } = await halvedOver((at) => (at < place(version) ? "a" : "b"));
      expect(found).toEqual({
        kind: "changed",
        before: { kind: "ran", version: versions[place(version) - 1], end: "a" },
        after: { kind: "ran", version, end: "b" },
        contradicting: [],
        skipped: [],
      });
      expect(tried.slice(0, 2)).toEqual(["1.0.0", "1.11.3"]);
      expect(new Set(tried).size).toBe(tried.length);
      // Two ends, four among twelve minors, two among their patches, one more on each side.
      expect(tried.length).toBeLessThanOrEqual(11);
    },
  );

  test("is looked for among patches only where minors have told where", async () => {
    const { tried } = await halvedOver((at) => (at < place("1.6.0") ? "a" : "b"));
    expect(tried).toEqual([
      "1.0.0",
      "1.11.3",
      "1.5.3",
      "1.8.3",
      "1.7.3",
      "1.6.3",
      "1.6.1",
      "1.6.0",
      "1.2.3",
      "1.10.3",
    ]);
  });
});

describe("ends that are alike", () => {
  test("need two versions", async () => {
    const { found, tried } = await halvedOver(() => "a");
    expect(found).toMatchObject({
      kind: "alike",
      oldest: { version: "1.0.0" },
      newest: { version: "1.11.3" },
    });
    expect(tried).toEqual(["1.0.0", "1.11.3"]);
  });

  test("a version alone is alike itself", async () => {
    const { found, tried } = await halvedOver(() => "a", ["1.5.0"]);
    expect(found).toMatchObject({ kind: "alike", oldest: { version: "1.5.0" } });
    expect(tried).toEqual(["1.5.0"]);
  });
});

describe("versions that do not run", () => {
  test("in the middle are gone round", async () => {
    const broken = ["1.5.3", "1.6.3", "1.6.2"].map(place);
    const { found } = await halvedOver((at) =>
      broken.includes(at) ? null : at < place("1.6.1") ? "a" : "b",
    );
    expect(found).toMatchObject({
      kind: "changed",
      before: { version: "1.6.0" },
      after: { version: "1.6.1" },
      skipped: [],
    });
  });

  test("between the neighbours are named", async () => {
    const broken = ["1.6.0", "1.6.1", "1.6.2"].map(place);
    const { found } = await halvedOver((at) =>
      broken.includes(at) ? null : at < place("1.6.1") ? "a" : "b",
    );
    expect(found).toMatchObject({
      kind: "changed",
      before: { version: "1.5.3" },
      after: { version: "1.6.3" },
      skipped: [{ version: "1.6.0" }, { version: "1.6.1" }, { version: "1.6.2" }],
    });
  });

  test.for([
    ["all old ones", (at: number) => at < place("1.4.0"), "1.8.0", "1.7.3"],
    ["all new ones", (at: number) => at > place("1.8.3"), "1.3.0", "1.2.3"],
    ["the oldest alone", (at: number) => at === 0, "1.0.1", null],
  ] as const)("%s", async ([, isBroken, change, before]) => {
    const { found, tried } = await halvedOver((at) =>
      isBroken(at) ? null : at < place(change) ? "a" : "b",
    );
    if (before === null) expect(found).toMatchObject({ kind: "alike" });
    else expect(found).toMatchObject({ before: { version: before }, after: { version: change } });
    expect(tried.length).toBeLessThanOrEqual(18);
  });

  test("the newest alone costs one more", async () => {
    const { found, tried } = await halvedOver((at) => (at === 47 ? null : "a"));
    expect(found).toMatchObject({ kind: "alike", newest: { version: "1.11.2" } });
    expect(tried).toEqual(["1.0.0", "1.11.3", "1.11.2"]);
  });

  test("all of them: none is looked for beside the ends", async () => {
    const { found, tried } = await halvedOver(() => null);
    expect(found).toEqual({
      kind: "not-run",
      oldest: { kind: "not-run", version: "1.0.0", reason: "does not build" },
      newest: { kind: "not-run", version: "1.11.3", reason: "does not build" },
    });
    expect(tried.length).toBe(2);
  });
});

describe("more than one change is told", () => {
  test("a third end: the first change is found", async () => {
    const { found } = await halvedOver((at) =>
      at < place("1.4.0") ? "a" : at < place("1.7.0") ? "c" : "b",
    );
    expect(found).toMatchObject({
      kind: "changed",
      before: { version: "1.3.3", end: "a" },
      after: { version: "1.4.0", end: "c" },
    });
    const told = found.kind === "changed" ? found.contradicting.map(({ end }) => end) : [];
    expect(new Set(told)).toEqual(new Set(["c"]));
  });

  test("an end that comes back, where the version that is tried beside shows it", async () => {
    // a until 1.6, b from there on, but a again in 1.9 and 1.10.
    const { found } = await halvedOver((at) =>
      at < place("1.6.0") || (at >= place("1.9.0") && at < place("1.11.0")) ? "a" : "b",
    );
    expect(found).toMatchObject({
      kind: "changed",
      before: { version: "1.5.3" },
      contradicting: [{ version: "1.10.3", end: "a" }],
    });
  });
});
