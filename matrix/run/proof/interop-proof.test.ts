import { expect, test } from "vitest";
import type { InteropCase } from "../../behaviours/interop/interop-case.ts";
import { interopCaseNamed } from "../../behaviours/interop/interop-cases.ts";
import type { StepReport } from "../../domain/prove.ts";
import { http2Preface } from "../../wire/http2-reading.ts";
import { KeyLogReader } from "../../wire/key-log.ts";
import { Recording } from "../observe/recording.ts";
import { HarnessFault } from "../supervise/worker.ts";
import { interopEnd, interopProof, isOverBeforeCalls } from "./interop-proof.ts";

const named = (name: string): InteropCase => {
  const one = interopCaseNamed(name);
  if (!one) throw new Error(`there is no case ${name}`);
  return one;
};

const recording = (bytes: string): Recording => {
  const made = new Recording();
  made.append(Buffer.from(bytes, "latin1"), 1);
  return made;
};

const wireOf = (client: string, server: string) => ({
  connections: [{ client: recording(client), server: recording(server) }],
  keyLogs: [new KeyLogReader()],
});

const settings = "\0\0\0\x04\0\0\0\0\0";
const silent = wireOf(`${http2Preface}${settings}`, settings);
/** What is no HTTP/2 hides what it carried. */
const hidden = wireOf("\x16\x03\x01\0\x01\0", "\x16\x03\x03\0\x01\0");

const literal = (name: string, value: string) =>
  `\0${String.fromCharCode(name.length)}${name}${String.fromCharCode(value.length)}${value}`;
const headers = (stream: number, flags: number, ...fields: readonly string[]) => {
  const block = fields.join("");
  return `\0\0${String.fromCharCode(block.length)}\x01${String.fromCharCode(flags)}\0\0\0${String.fromCharCode(stream)}${block}`;
};
const endStream = 1;
const endHeaders = 4;
const called = (path: string, status: string) =>
  wireOf(
    `${http2Preface}${settings}${headers(1, endStream | endHeaders, literal(":path", path))}`,
    `${settings}${headers(1, endStream | endHeaders, literal("grpc-status", status))}`,
  );

const reports = (...statuses: readonly string[]): readonly StepReport[] =>
  statuses.map((status) => ({
    name: "behaviour",
    elapsedMs: 2,
    calls: [
      {
        ...{ status, message: "", chain: [] },
        rpc: { messages: [], initial: [], trailing: [], details: null, elapsedMs: 1 },
      },
    ],
  }));

test("each call of a case is a step, found by an id, whose bytes are the case's", () => {
  const { steps } = interopProof(named("status_code_and_message"), "0011");
  const calls = steps.open.flatMap((step) => step.calls);
  expect(calls).toMatchObject([
    {
      ...{ call: "rpc", kind: "unary", path: "/grpc.testing.TestService/UnaryCall" },
      requests: [
        { base64: Buffer.from("\x3a\x17\x08\x02\x12\x13test status message").toString("base64") },
      ],
      metadata: [{ name: "matrix-exchange", value: Buffer.from("0011-0").toString("base64") }],
    },
    {
      ...{ kind: "bidi", path: "/grpc.testing.TestService/FullDuplexCall" },
      metadata: [{ value: Buffer.from("0011-1").toString("base64") }],
    },
  ]);
  expect([steps.closed, steps.opened]).toEqual([[], []]);
});

test("an OK that the wire would show and does not is the client's invention", () => {
  const proof = interopProof(named("empty_unary"), "0011");
  expect(() => proof.judge(reports("OK"), silent)).toThrow(HarnessFault);
});

test("what nobody can read is left to what the client says", () => {
  const proof = interopProof(named("cancel_after_begin"), "0011");
  expect(proof.judge(reports("CANCELLED"), hidden)).toMatchObject({
    step: { passed: true, elapsedMs: 2 },
    result: { name: "cancel_after_begin", findings: [] },
  });
  expect(proof.judge(reports("OK"), hidden)).toMatchObject({
    step: { difference: "status CANCELLED is due, and the client says OK" },
  });
});

test("a call that was not reached is no pass", () => {
  const proof = interopProof(named("status_code_and_message"), "0011");
  expect(proof.judge(reports("UNKNOWN"), hidden)).toMatchObject({
    step: { passed: false, difference: "the call stream was not reached" },
  });
});

const ended = (difference: string | null) => ({ difference, elapsedMs: 3 });
const path = "/grpc.testing.UnimplementedService/UnimplementedCall";

test("a program's calls are found by their service, whoever says what of them", () => {
  const one = named("unimplemented_service");
  expect(interopEnd(one, ended(null), called(path, "12"))).toMatchObject({
    step: { name: "behaviour", elapsedMs: 3, passed: true },
    result: { findings: [] },
  });
  expect(interopEnd(one, ended(null), called(path, "13"))).toMatchObject({
    step: { difference: "status INTERNAL, where UNIMPLEMENTED is due" },
    result: { findings: [{ by: "server" }] },
  });
  expect(interopEnd(one, ended("ended with exit code 1"), called(path, "12"))).toMatchObject({
    result: { findings: [{ by: "client", sentence: "the client says that the case has failed" }] },
  });
  expect(interopEnd(one, ended(null), called("/proto.KV/Get", "12"))).toMatchObject({
    result: { findings: [{ by: "client" }] },
  });
});

test("a program that has failed, and of which no call is seen, shows nothing of its case", () => {
  const one = named("unimplemented_service");
  expect(interopEnd(one, ended("ended with exit code 1"), silent)).toBeNull();
  expect(interopEnd(one, ended("ended with exit code 1"), hidden)).toBeNull();
});

test("a case that its client is to end by itself may be over before it has begun a call", () => {
  const one = named("timeout_on_sleeping_server");
  expect(isOverBeforeCalls(one, silent)).toBe(true);
  expect(isOverBeforeCalls(one, { ...silent, connections: [] })).toBe(true);
  expect(isOverBeforeCalls(one, called("/grpc.testing.TestService/FullDuplexCall", "4"))).toBe(
    false,
  );
  expect(isOverBeforeCalls(one, hidden)).toBe(false);
  expect(isOverBeforeCalls(named("large_unary"), silent)).toBe(false);
});
