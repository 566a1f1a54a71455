import { describe, expect, test } from "vitest";
import { answerSchema, parseMessage } from "./worker-messages.ts";

const call = { status: "OK", message: "", chain: [] };
const step = { name: "put", elapsedMs: 1, calls: [call] };
const start = { line: "1|1|tcp|127.0.0.1:1|grpc|", elapsedMs: 1 };
const answer = {
  kind: "observed",
  start: null,
  steps: [step],
  serverCertificate: null,
  clientCertificate: null,
  peer: null,
  session: null,
};
const value = (size: unknown) => ({ size, sha256: "0".repeat(64) });
const calls = (over: object) => ({ steps: [{ ...step, calls: [{ ...call, ...over }] }] });

/** Each number of an answer, and whether it has fractions. */
const numbers: readonly (readonly [string, (number: unknown) => object, "time" | "count"])[] = [
  ["start.elapsedMs", (elapsedMs) => ({ start: { ...start, elapsedMs } }), "time"],
  ["steps.0.elapsedMs", (elapsedMs) => ({ steps: [{ ...step, elapsedMs }] }), "time"],
  ["steps.0.calls.0.waitedMs", (waitedMs) => calls({ waitedMs }), "time"],
  ["steps.0.calls.0.value.size", (size) => calls({ value: value(size) }), "count"],
];

describe.for(numbers)("%s", ([path, over, kind]) => {
  /** As it comes off the line. */
  const parsed = (number: string) =>
    answerSchema.safeParse(
      JSON.parse(JSON.stringify({ ...answer, ...over("@") }).replace('"@"', number)),
    );

  test.for(["0", "1", "1e3", ...(kind === "time" ? ["0.25", "-0"] : [])])("can be %s", (number) => {
    expect(parsed(number).success).toBe(true);
  });

  test.for([
    "-1",
    "-1e-9",
    "1e999",
    "-1e999",
    '"1"',
    "true",
    "[1]",
    "{}",
    "null",
    ...(kind === "count" ? ["0.5", "1e308", "9007199254740992"] : []),
  ])("cannot be %s", (number) => {
    const { error } = parsed(number);
    expect(error?.issues[0]?.path.join(".")).toBe(path);
  });
});

test.for(["1.5", "1e999", '"1"', "null"])("the code of an error cannot be %s", (code) => {
  const line = `{"jsonrpc":"2.0","id":1,"error":{"code":${code},"message":"no"}}`;
  expect(parseMessage(line)).toBeUndefined();
});
