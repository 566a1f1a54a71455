/** Statuses of gRPC in the fields of records. */
import { expect, test } from "vitest";
import { explain } from "../../explain/explain.ts";

const first = (text: string) =>
  explain([{ name: "-", text: `${text}\n` }]).diagnosis.causes[0]?.code;

const json = (fields: object) => JSON.stringify({ level: "error", msg: "it failed", ...fields });

test.for([
  ["credentials-required", { "grpc.code": "Unauthenticated" }],
  ["credentials-required", { grpc_code: "UNAUTHENTICATED" }],
  ["credentials-required", { "grpc-status": "16" }],
  ["credentials-required", { grpc_status: 16 }],
  ["credentials-required", { "rpc.grpc.status_code": 16 }],
  ["credentials-required", { code: "Unauthenticated" }],
  ["access-denied", { status: "PermissionDenied" }],
  ["access-denied", { grpcStatus: "PERMISSION_DENIED" }],
  ["rate-limited", { code: "RESOURCE_EXHAUSTED" }],
  ["deadline-exceeded", { "grpc.code": "DeadlineExceeded" }],
  ["service-unimplemented", { "grpc.code": "Unimplemented" }],
] as const)("%s by %j", ([code, fields]) => {
  expect(first(json(fields))).toBe(code);
});

test("as key=value", () => {
  const line = 'level=error msg="finished call" grpc.code=Unauthenticated grpc.service=kv';
  expect(first(line)).toBe("credentials-required");
});

test.for([
  { status: "Unavailable" },
  { status: 16 },
  { code: 7 },
  { "grpc.code": "OK" },
  { grpc_status: 0 },
  { grpc_status: 77 },
  { "grpc.code": "Sunny" },
])("not by %j", (fields) => {
  expect(first(json(fields))).toBe("undiagnosed");
});

test.for([
  { level: "info", "grpc.code": "Unauthenticated" },
  { level: "info", "grpc.code": "Unimplemented" },
  { level: 30, status: "PermissionDenied", error: null },
])("nor in a record that nobody calls an error: %j", (fields) => {
  expect(first(JSON.stringify(fields))).toBe("undiagnosed");
});

test.for([
  { level: "info", error: "no token", "grpc.code": "Unauthenticated" },
  { level: "warn", "grpc.code": "Unauthenticated" },
  { level: 50, "grpc.code": "Unauthenticated" },
])("an error by its level, or by itself: %j", (fields) => {
  expect(first(JSON.stringify(fields))).toBe("credentials-required");
});
