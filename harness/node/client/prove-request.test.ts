import { expect, test } from "vitest";
import { InvalidField } from "../contract/json-fields.ts";
import { Unsupported } from "../contract/unsupported.ts";
import { readProveRequest } from "./prove-request.ts";

const address = { kind: "address", network: "tcp", address: "127.0.0.1:1" };
const plugin = { kind: "plugin", argv: ["plugin"], startTimeoutMs: 100 };
const request = { target: address, tls: { mode: "none" }, deadlineMs: 100, steps: [] };

const firstCall = (call: object) =>
  readProveRequest({ ...request, steps: [{ name: "only", calls: [call] }] }).steps[0]?.calls[0];

test("absent fields that may be absent have their meaning", () => {
  expect(readProveRequest({ ...request, target: plugin })).toEqual({
    target: {
      ...plugin,
      environment: {},
      protocolVersions: [1],
      host: { output: false },
      tls: { mode: "none" },
    },
    deadlineMs: 100,
    keepOpen: false,
    steps: [],
  });
});

test("a session needs no tls", () => {
  const target = { kind: "session", id: "3" };
  expect(readProveRequest({ target, deadlineMs: 1, keepOpen: true, steps: [] })).toMatchObject({
    target,
    keepOpen: true,
  });
});

test.for([
  { value: { base64: "AAEC" }, bytes: "000102" },
  { value: { base64: "" }, bytes: "" },
  { value: { pattern: { size: 4, first: 254 } }, bytes: "feff0001" },
])("a value of $value is $bytes", ({ value, bytes }) => {
  expect(firstCall({ call: "put", key: "k", value })).toEqual({
    call: "put",
    key: "k",
    continueOn: [],
    value: Buffer.from(bytes, "hex"),
  });
});

test("a unary call has a path and bytes", () => {
  expect(firstCall({ call: "unary", path: "/s.S/M", value: { base64: "AAEC" } })).toEqual({
    call: "unary",
    path: "/s.S/M",
    continueOn: [],
    value: Buffer.from("000102", "hex"),
  });
});

test.for([
  { name: "no object", params: [] },
  { name: "no target", params: { ...request, target: undefined } },
  { name: "an unknown target", params: { ...request, target: { kind: "process" } } },
  { name: "no deadline", params: { ...request, deadlineMs: undefined } },
  { name: "a negative deadline", params: { ...request, deadlineMs: -1 } },
  { name: "auto-mtls for an address", params: { ...request, tls: { mode: "auto-mtls" } } },
  { name: "mtls for a plugin", params: { ...request, target: plugin, tls: { mode: "mtls" } } },
  { name: "tls without a root", params: { ...request, tls: { mode: "tls", serverName: "a" } } },
  { name: "nothing to start", params: { ...request, target: { ...plugin, argv: [] } } },
  {
    name: "an unknown call",
    params: { ...request, steps: [{ name: "s", calls: [{ call: "delete" }] }] },
  },
  {
    name: "a unary call without a path",
    params: {
      ...request,
      steps: [{ name: "s", calls: [{ call: "unary", value: { base64: "" } }] }],
    },
  },
  {
    name: "a put of nothing",
    params: { ...request, steps: [{ name: "s", calls: [{ call: "put", key: "k" }] }] },
  },
])("$name makes no sense", ({ params }) => {
  expect(() => readProveRequest(params)).toThrow(InvalidField);
});

test("a network that grpc-js cannot dial is unsupported", () => {
  const target = { ...address, network: "vsock" };
  expect(() => readProveRequest({ ...request, target })).toThrow(Unsupported);
});
