import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Call, CallReport, StepReport, Value } from "../../domain/prove.ts";
import { stepNames } from "../axes/preset.ts";
import { type CallStep, isCallStep, judgeSteps, type ProofRound, proofSteps } from "./steps.ts";

const callSteps = stepNames.filter(isCallStep);
/** A method that answers as it is asked, which is what {@link soundClient} says of every one. */
const serves = { health: "plugin", call: { path: "/s.S/M", request: "AAEC", response: "AAEC" } };

const nonce = "fe01c2d3";

const bytes = (value: Value): Buffer => {
  if ("base64" in value) return Buffer.from(value.base64, "base64");
  const { size, first } = value.pattern;
  return Buffer.alloc(
    size,
    Uint8Array.from({ length: 256 }, (_, at) => (first + at) % 256),
  );
};

const digest = (bytes: Uint8Array) => ({
  size: bytes.length,
  sha256: createHash("sha256").update(bytes).digest("hex"),
});

const limitBytes = 4 * 1024 * 1024;

/** A client on a sound connection to a sound server: it does what the contract says of each call. */
const soundClient = (proof: readonly ProofRound[]): StepReport[] => {
  const store = new Map<string, Uint8Array>();
  const answer = (call: Call): CallReport => {
    const ok = { status: "OK", message: "", chain: [] };
    switch (call.call) {
      case "put": {
        const value = bytes(call.value);
        if (value.length > limitBytes) {
          return { status: "RESOURCE_EXHAUSTED", message: "too large", chain: [] };
        }
        store.set(call.key, value);
        return ok;
      }
      case "get": {
        const value = store.get(call.key);
        return value
          ? { ...ok, value: digest(value) }
          : { status: "NOT_FOUND", message: "no such key", chain: [] };
      }
      case "health":
        return { ...ok, serving: "SERVING" };
      case "unary":
        return { ...ok, value: digest(bytes(call.value)) };
      case "rpc":
        throw new Error("no step asks for one");
      case "broker":
        return { ...ok, value: digest(Buffer.from(call.nonce, "base64")) };
      case "shutdown":
        return { ...ok, exited: true, waitedMs: 3 };
    }
  };
  const reports: StepReport[] = [];
  for (const { step } of proof) {
    const calls = step.calls.map(answer);
    reports.push({ name: step.name, elapsedMs: 2, calls });
    const goesOn = step.calls.every(({ continueOn }, at) =>
      continueOn.includes(calls[at]?.status ?? ""),
    );
    if (!goesOn) break;
  }
  return reports;
};

const judgedOf = (names: readonly CallStep[], spoil: (reports: StepReport[]) => void) => {
  const proof = proofSteps(names, nonce, serves);
  const reports = soundClient(proof);
  spoil(reports);
  return judgeSteps(proof, reports);
};

test("a sound pair passes every step, each judged once, its halves' times added", () => {
  const judged = judgedOf(callSteps, () => {});
  expect(judged.map(({ name, difference }) => [name, difference])).toEqual(
    callSteps.map((name) => [name, null]),
  );
  expect(judged.every(({ passed }) => passed)).toBe(true);
  const elapsed = (step: CallStep) => judged.find(({ name }) => name === step)?.elapsedMs;
  expect([elapsed("put"), elapsed("large-value")]).toEqual([2, 4]);
});

describe("what is asked of the client", () => {
  test("values that begin with a byte, whatever the nonce", () => {
    const firsts = proofSteps(callSteps, "ff01c2d3", serves)
      .flatMap(({ step }) => step.calls)
      .flatMap((call) =>
        "value" in call && "pattern" in call.value ? [call.value.pattern.first] : [],
      );
    expect(firsts.filter((first) => first > 255)).toEqual([]);
    expect(firsts).toContain(255);
    expect(firsts).toContain(0);
  });

  const calls = proofSteps(callSteps, nonce, serves).flatMap(({ step }) => step.calls);
  const keys = calls.flatMap((call) => ("key" in call ? [call.key] : []));

  test("every key carries the nonce", () =>
    expect(keys.filter((key) => !key.includes(nonce))).toEqual([]));

  test("the key that must be missing is never put", () => {
    const put = calls.flatMap((call) => (call.call === "put" ? [call.key] : []));
    const [missing] = proofSteps(["get-missing"], nonce)[0]?.step.calls ?? [];
    expect(put).not.toContain(missing?.call === "get" ? missing.key : put[0]);
  });

  test("values of another nonce differ", () => {
    const values = (of: string) =>
      proofSteps(["put"], of).flatMap(({ step }) =>
        step.calls.map((call) => (call.call === "put" ? digest(bytes(call.value)).sha256 : "")),
      );
    expect(values("01aa")).not.toEqual(values("02aa"));
  });

  test("neighbours that only read go together, what writes goes alone", () => {
    const rounds = (names: readonly CallStep[]) =>
      proofSteps(names, nonce).map(({ step }) => `${step.name} ${step.calls.length}`);
    expect(rounds(["put", "get-exact", "get-missing", "health", "shutdown"])).toEqual([
      "put 1",
      "get-exact+get-missing+health 3",
      "shutdown 1",
    ]);
    expect(rounds(["get-missing", "overwrite", "concurrent"])).toEqual([
      "get-missing 1",
      "overwrite 1",
      "overwrite 1",
      "concurrent 16",
      "concurrent 16",
    ]);
  });

  test("a large value is 1 MiB, one over the limit is a byte longer than 4 MiB", () => {
    const sizes = (name: CallStep) =>
      proofSteps([name], nonce).flatMap(({ step }) =>
        step.calls.flatMap((call) => (call.call === "put" ? [bytes(call.value).length] : [])),
      );
    expect(sizes("large-value")).toEqual([1024 * 1024]);
    expect(sizes("over-limit")).toEqual([limitBytes + 1]);
    expect(sizes("empty-value")).toEqual([0]);
    expect(sizes("concurrent")).toEqual(Array.from({ length: 16 }, () => 64));
  });
});

/** The answers to a step: its round's, from the step's place in it on. */
const first = (reports: StepReport[], name: CallStep, at = 0): Answers => {
  const rounds = reports.filter((report) => report.name.split("+").includes(name));
  const round = rounds[at] ?? { name: "", calls: [] };
  return {
    calls: round.calls as CallReport[],
    from: Math.max(0, round.name.split("+").indexOf(name)),
  };
};

type Answers = { calls: CallReport[]; from: number };

const replaced = ({ calls, from }: Answers, over: Partial<CallReport>) => {
  calls[from] = { ...(calls[from] as CallReport), ...over };
};

describe("what came back otherwise is said", () => {
  test.for<readonly [string, CallStep, (reports: StepReport[]) => void, string | RegExp]>([
    [
      "another status, with its text",
      "put",
      (reports) => replaced(first(reports, "put"), { status: "INTERNAL", message: "disk full" }),
      "expected OK, got INTERNAL (disk full)",
    ],
    [
      "another status without a text",
      "put",
      (reports) => replaced(first(reports, "put"), { status: "CANCELLED", message: "" }),
      "expected OK, got CANCELLED",
    ],
    [
      "a value for a key that was never put",
      "get-missing",
      (reports) => replaced(first(reports, "get-missing"), { status: "OK", message: "" }),
      "expected NOT_FOUND, got OK",
    ],
    [
      "another digest of the same length",
      "get-exact",
      (reports) =>
        replaced(first(reports, "get-exact"), { value: { size: 256, sha256: "0".repeat(64) } }),
      /^expected 256 bytes with SHA-256 [0-9a-f]{16}…, got 256 bytes with 0{16}…$/,
    ],
    [
      "another number of bytes with the same digest",
      "get-exact",
      (reports) => {
        const { value } = first(reports, "get-exact").calls[0] ?? {};
        replaced(first(reports, "get-exact"), { value: value && { ...value, size: 255 } });
      },
      /^expected 256 bytes with SHA-256 ([0-9a-f]{16})…, got 255 bytes with \1…$/,
    ],
    [
      "another length",
      "empty-value",
      (reports) => replaced(first(reports, "empty-value", 1), { value: digest(Buffer.from("x")) }),
      /^expected 0 bytes with SHA-256 e3b0c44298fc1c14…, got 1 bytes with /,
    ],
    [
      "no value",
      "get-exact",
      (reports) => replaced(first(reports, "get-exact"), { value: null }),
      /^expected 256 bytes with SHA-256 [0-9a-f]{16}…, got no value$/,
    ],
    [
      "the bytes of the first put after an overwrite",
      "overwrite",
      (reports) =>
        replaced(first(reports, "overwrite", 1), {
          value: first(reports, "get-exact").calls[0]?.value,
        }),
      /^expected 300 bytes .* got 256 bytes /,
    ],
    [
      "one of sixteen concurrent answers swapped with another",
      "concurrent",
      (reports) => {
        const { calls } = first(reports, "concurrent", 1);
        [calls[3], calls[4]] = [calls[4] as CallReport, calls[3] as CallReport];
      },
      /^expected 64 bytes .* got 64 bytes /,
    ],
    [
      "fewer answers than calls",
      "concurrent",
      (reports) => first(reports, "concurrent").calls.pop(),
      "expected 16 answers, got 15",
    ],
    [
      "a health that is not serving",
      "health",
      (reports) => replaced(first(reports, "health"), { serving: "NOT_SERVING" }),
      "expected health SERVING, got NOT_SERVING",
    ],
    [
      "no health",
      "health",
      (reports) => replaced(first(reports, "health"), { serving: undefined }),
      "expected health SERVING, got none",
    ],
    [
      "another nonce through the broker",
      "broker",
      (reports) => replaced(first(reports, "broker"), { value: digest(Buffer.from("else")) }),
      /^expected 8 bytes .* got 4 bytes /,
    ],
    [
      "a plugin that goes on",
      "shutdown",
      (reports) => replaced(first(reports, "shutdown"), { exited: false }),
      "the plugin did not end when asked to",
    ],
    [
      "a plugin of whose end nothing is known",
      "shutdown",
      (reports) => replaced(first(reports, "shutdown"), { exited: undefined }),
      "the plugin did not end when asked to",
    ],
  ])("%s", ([, name, spoil, difference]) => {
    const judged = judgedOf(callSteps, spoil);
    const failing = judged.filter(({ passed }) => !passed);
    expect(failing.map((step) => step.name)).toEqual([name]);
    expect(failing[0]?.difference).toEqual(
      typeof difference === "string" ? difference : expect.stringMatching(difference),
    );
  });
});

test("a step after the end of the report was not reached, and took no time", () => {
  const judged = judgedOf(["put", "get-exact", "health"], (reports) => {
    replaced(first(reports, "put"), { status: "UNAVAILABLE", message: "lost" });
    reports.splice(1);
  });
  expect(judged).toEqual([
    { name: "put", elapsedMs: 2, passed: false, difference: "expected OK, got UNAVAILABLE (lost)" },
    { name: "get-exact", elapsedMs: 0, passed: false, difference: "the step was not reached" },
    { name: "health", elapsedMs: 0, passed: false, difference: "the step was not reached" },
  ]);
});

test("a step whose second half was not reached has not passed", () => {
  const judged = judgedOf(["overwrite"], (reports) => reports.splice(1));
  expect(judged).toEqual([
    { name: "overwrite", elapsedMs: 2, passed: false, difference: "the step was not reached" },
  ]);
});

test("of two halves that failed the first is told", () => {
  const judged = judgedOf(["overwrite"], (reports) => {
    replaced(first(reports, "overwrite"), { status: "INTERNAL", message: "" });
    replaced(first(reports, "overwrite", 1), { status: "NOT_FOUND", message: "" });
  });
  expect(judged.map(({ difference }) => difference)).toEqual(["expected OK, got INTERNAL"]);
});

test.for<readonly [string, CallStep, Partial<CallReport>]>([
  ["a plugin that ended with its answer", "shutdown", { status: "OK" }],
  ["one that cut the connection before", "shutdown", { status: "UNAVAILABLE" }],
  ["the same, as tonic has it", "shutdown", { status: "UNKNOWN" }],
  ["the same, as others have it", "shutdown", { status: "CANCELLED" }],
  ["the same, as an error of the transport", "shutdown", { status: "INTERNAL" }],
  ["a size that gRPC refuses", "over-limit", { status: "RESOURCE_EXHAUSTED" }],
  ["a size that tonic refuses", "over-limit", { status: "OUT_OF_RANGE" }],
])("taken: %s", ([, name, over]) => {
  const judged = judgedOf(callSteps, (reports) => replaced(first(reports, name), over));
  expect(judged.filter(({ passed }) => !passed)).toEqual([]);
});

test("a client goes on with whichever status refuses the size", () => {
  const calls = proofSteps(["over-limit"], nonce).flatMap(({ step }) => step.calls);
  expect(calls[0]?.continueOn).toEqual(["RESOURCE_EXHAUSTED", "OUT_OF_RANGE", "OK"]);
});
