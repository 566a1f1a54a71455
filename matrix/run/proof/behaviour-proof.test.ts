import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { responseBytes } from "../../behaviours/told-messages.ts";
import type { CallReport, RpcReport, StepReport } from "../../domain/prove.ts";
import { http2Preface } from "../../wire/http2-reading.ts";
import { KeyLogReader } from "../../wire/key-log.ts";
import { Recording } from "../observe/recording.ts";
import { HarnessFault } from "../supervise/worker.ts";
import { behaviourProof } from "./behaviour-proof.ts";

const proof = behaviourProof("four-kinds", "0011");

const recording = (bytes: string): Recording => {
  const made = new Recording();
  made.append(Buffer.from(bytes, "latin1"), 1);
  return made;
};

/** SETTINGS without an entry (RFC 9113 section 6.5). */
const settings = "\0\0\0\x04\0\0\0\0\0";

const wireOf = (client: string, server: string) => ({
  connections: [{ client: recording(client), server: recording(server) }],
  keyLogs: [new KeyLogReader()],
});

/** A connection that every byte of is read, and that no call went over. */
const silent = wireOf(`${http2Preface}${settings}`, settings);
/** What is no HTTP/2 hides what it carried. */
const hidden = wireOf("\x16\x03\x01\0\x01\0", "\x16\x03\x03\0\x01\0");

const rpc = (sizes: readonly number[]): RpcReport => ({
  messages: sizes.map(responseBytes).map((bytes) => ({
    size: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  })),
  ...{ initial: [], trailing: [], details: null, elapsedMs: 1 },
});

const report = (status: string, sizes: readonly number[] = []): CallReport => ({
  ...{ status, message: "", chain: [] },
  rpc: rpc(sizes),
});

/** In the order of the steps: the question whether it is served, then each call and what the server saw of it. */
const reportsOf = (served: string, call: (at: number) => CallReport): readonly StepReport[] =>
  (proof?.steps.open ?? []).map((step, at) => ({
    name: step.name,
    elapsedMs: 1,
    calls: [at === 0 ? report(served) : call(at)],
  }));

const answers: readonly (readonly number[])[] = [[30], [30], [1, 0, 300], [4, 5]];
const right = (at: number) =>
  at % 2 === 1 ? report("OK", answers[(at - 1) / 2]) : report("NOT_FOUND");

test("without a behaviour there is nothing to prove", () => {
  expect(behaviourProof(null, "0011")).toBeNull();
});

test("a server without the service is told", () => {
  expect(proof?.judge(reportsOf("UNIMPLEMENTED", right), silent)).toMatchObject({
    kind: "not-served",
  });
});

test("an OK that the wire would show and does not is the client's invention", () => {
  expect(() => proof?.judge(reportsOf("NOT_FOUND", right), silent)).toThrow(HarnessFault);
});

test("calls that are right pass only where the server says what it saw of them", () => {
  const judged = proof?.judge(reportsOf("NOT_FOUND", right), hidden);
  expect(judged).toMatchObject({
    kind: "judged",
    step: {
      passed: false,
      difference: "the server does not say what it saw of the call unary",
    },
  });
});

test("a call that was not reached is no pass", () => {
  const judged = proof?.judge(reportsOf("NOT_FOUND", right).slice(0, 3), hidden);
  expect(judged).toMatchObject({
    step: { passed: false, difference: "the call client stream was not reached" },
  });
});
