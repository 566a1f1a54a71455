/** Records that are objects of JSON: what is in an error is no field of theirs, however long it is. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";
import { jsonRecordIn } from "./json-records.ts";

const refused = "connect ECONNREFUSED 10.9.0.4:8443";

const stack = `Error: 14 UNAVAILABLE: No connection established. Last error: Error: ${refused}. Resolution note: \n${Array.from(
  { length: 20 },
  (_, line) => `    at step${line} (/srv/node_modules/@grpc/grpc-js/build/src/call.js:${line}:19)`,
).join("\n")}\nfor call at\n    at Client.makeUnaryRequest (/srv/client.js:161:32)`;

const error = {
  type: "Error",
  message: `14 UNAVAILABLE: ${refused}`,
  stack,
  code: 14,
  details: refused,
};

const tells = (...records: readonly object[]) =>
  explain([{ name: "-", text: records.map((one) => JSON.stringify(one)).join("\n") }]).tells;

const program = { pid: 7, hostname: "carts-1", name: "carts" };

test.for<readonly [string, object, object]>([
  [
    "pino: an error with its stack",
    { level: 50, ...program, err: error, msg: "price lookup failed" },
    { level: 30, ...program, msg: "price lookup ok" },
  ],
  [
    "winston: fields behind the error",
    { level: "error", message: "price lookup failed", error, service: "carts", host: "carts-1" },
    { level: "info", message: "price lookup done", service: "carts", host: "carts-1" },
  ],
  [
    "zap: a status of its own",
    {
      level: "error",
      msg: "finished call",
      error: stack,
      "grpc.code": "Unavailable",
      code: 14,
      method: "Get",
    },
    { level: "info", msg: "finished call", code: "OK", method: "Get", dur_ms: 4 },
  ],
  [
    "a collector's object around it",
    {
      log: JSON.stringify({ ...program, exception: error, msg: "sync 4 failed" }),
      stream: "stderr",
    },
    { log: JSON.stringify({ ...program, msg: "sync 4 completed" }), stream: "stderr" },
  ],
])("%s: over", ([, failed, mended]) => {
  expect(tells(failed, mended)).toBe("over");
  expect(tells(mended, failed)).toBe("cause");
});

const failed = { level: 50, ...program, err: error, msg: "price lookup failed" };

test.for<readonly [string, object]>([
  ["something else went well", { level: 30, ...program, msg: "metrics server done" }],
  ["of another program", { ...program, name: "orders", msg: "price lookup ok" }],
  ["with an error", { ...program, err: "stale", msg: "price lookup ok" }],
  ["with a status that is one", { ...program, code: 14, msg: "price lookup done" }],
  ["and says nothing of its end", { ...program, msg: "price lookup began" }],
])("a later record is %s: not over", ([, later]) => {
  expect(tells(failed, later)).toBe("cause");
});

test("what is read of a record", () => {
  expect(
    jsonRecordIn(
      '2026-01-02T03:04:05Z {"a":{"b":1,"err":{"x":2}},"msg":"up","stack":"s","c":null}',
    ),
  ).toEqual({
    fields: new Map([
      ["a.b", "1"],
      ["c", "null"],
    ]),
    message: "up",
    hasError: true,
  });
  expect(jsonRecordIn('{"a":1,"error":null,"status":"OK"}')?.hasError).toBe(false);
  expect(jsonRecordIn('{"a":1')).toBe(undefined);
  expect(jsonRecordIn(`${"{".repeat(1000)}}`)).toBe(undefined);
  expect(jsonRecordIn(`{"a":"${"x".repeat(70_000)}"}`)).toBe(undefined);
});

const recordOf = (fields: object) => jsonRecordIn(JSON.stringify({ level: "x", ...fields }));

test.for<readonly [string, object]>([
  ...["err", "error_message", "reason", "cause", "exception"].map(
    (name) => [name, { [name]: refused }] as const,
  ),
  ...["code", "grpc_code", "http_status", "status_code"].map(
    (name) => [name, { [name]: 503 }] as const,
  ),
  ...["ok", "success", "result", "outcome"].map((name) => [name, { [name]: "lost" }] as const),
])("%s tells of a fault, and is no field", ([, fields]) => {
  const record = recordOf(fields);
  expect(record?.hasError).toBe(true);
  expect([...(record?.fields.keys() ?? [])]).toEqual(["level"]);
});

test.for([
  ...[0, 204, true, "OK", "success", "SERVING", "ready", "healthy", "done", "completed", "passed"],
])("status %s is of what went well", (status) => {
  expect(recordOf({ status })?.hasError).toBe(false);
});

test.for(["stack", "stacktrace", "details", "detail"])("%s is no field", (name) => {
  const record = recordOf({ [name]: "x" });
  expect(record?.hasError).toBe(false);
  expect(record?.fields.has(name)).toBe(false);
});

test.for(["msg", "message", "event"])("%s is what a record says", (name) => {
  expect(recordOf({ [name]: "price lookup" })?.message).toBe("price lookup");
});

test.for(["log", "message", "msg", "line"])("a collector's %s holds the program's own", (name) => {
  const own = JSON.stringify({ table: "kv", msg: "sync done" });
  const record = recordOf({ [name]: own, stream: "stderr" });
  expect(record?.message).toBe("sync done");
  expect([...(record?.fields ?? [])]).toEqual([["table", "kv"]]);
});
