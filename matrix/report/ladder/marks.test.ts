import { expect, test } from "vitest";
import type { Finding, FrameReference } from "../../domain/behaviour.ts";
import type { WireMessage } from "../../domain/wire-message.ts";
import { marksOf, saidOf } from "./marks.ts";

const frame: FrameReference = {
  ...{ connection: 0, from: "server", stream: 3, name: "HEADERS", endsAt: 30 },
  field: "grpc-status",
};
const message: WireMessage = {
  ...{ from: "server", endsAt: 30, name: "HEADERS", detail: "200", seen: "clear" },
};
const violation = (
  by: "client" | "server" | null,
  frames?: readonly FrameReference[],
): Finding => ({
  ...{ kind: "violation", by, sentence: "it is wrong", clause: "a rule", saw: [] },
  ...(frames && { frames }),
});

const said = (finding: Finding, connection = 0) => saidOf(message, marksOf([finding], connection));

test.for([
  { name: "its sender", by: "server", line: "grpc-status: it is wrong" },
  { name: "its receiver", by: "client", line: "grpc-status: it is wrong, by the client" },
  { name: "nobody knows whom", by: null, line: "grpc-status: it is wrong" },
] as const)("a field that is the fault of $name", ({ by, line }) => {
  expect(said(violation(by, [frame]))).toEqual([line]);
});

test("a frame of which no field is meant", () => {
  expect(said(violation("server", [{ ...frame, field: null }]))).toEqual(["it is wrong"]);
});

test("what is said twice stands once", () => {
  expect(said(violation("server", [frame, frame]))).toEqual(["grpc-status: it is wrong"]);
});

test.for([
  { name: "of another connection", finding: violation("server", [frame]), connection: 1 },
  { name: "that names no frame", finding: violation("server"), connection: 0 },
  {
    name: "of what is permitted",
    finding: { kind: "permitted", by: "server", sentence: "x", clause: "y" } as const,
    connection: 0,
  },
])("nothing is said by a finding $name", ({ finding, connection }) => {
  expect(said(finding, connection)).toEqual([]);
});
