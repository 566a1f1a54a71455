import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { InvalidField } from "../contract/json-fields.ts";
import { type Methods, serveJsonRpc } from "./json-rpc.ts";

const methods: Methods = {
  echo: (params) => params,
  refuse: () => {
    throw new InvalidField("params.x: expected a string");
  },
  fail: () => Promise.reject(new Error("broken")),
};

/** The answers to whole input lines, in their order. */
async function answers(...lines: readonly string[]): Promise<unknown[]> {
  const input = new PassThrough();
  const output = new PassThrough();
  const written = text(output);
  input.end(lines.map((line) => `${line}\n`).join(""));
  await serveJsonRpc(input, output, methods);
  output.end();
  return (await written)
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

const error = (id: unknown, code: number, message: string) => ({
  jsonrpc: "2.0",
  id,
  error: { code, message },
});

test.for([
  {
    line: '{"jsonrpc":"2.0","id":1,"method":"echo","params":[2]}',
    answer: { jsonrpc: "2.0", id: 1, result: [2] },
  },
  { line: '{"id":', answer: error(null, -32700, "Parse error") },
  { line: "[]", answer: error(null, -32600, "Invalid Request") },
  { line: "7", answer: error(null, -32600, "Invalid Request") },
  { line: '{"id":"a","method":3}', answer: error("a", -32600, "Invalid Request") },
  { line: '{"id":1,"method":"none"}', answer: error(1, -32601, "Method not found: none") },
  { line: '{"id":1,"method":"toString"}', answer: error(1, -32601, "Method not found: toString") },
  { line: '{"id":1,"method":"refuse"}', answer: error(1, -32602, "params.x: expected a string") },
  { line: '{"id":1,"method":"fail"}', answer: error(1, -32603, "broken") },
])("$line", async ({ line, answer }) => {
  expect(await answers(line)).toEqual([answer]);
});

test("empty lines and notifications are not answered", async () => {
  expect(await answers("", '{"method":"echo","params":1}', " ")).toEqual([]);
});

test("a request is answered while an earlier one still runs", async () => {
  const input = new PassThrough();
  const output = new PassThrough();
  const slow = Promise.withResolvers<string>();
  const served = serveJsonRpc(input, output, { slow: () => slow.promise, fast: () => "fast" });
  const answered = output[Symbol.asyncIterator]();
  const next = async () => JSON.parse(String((await answered.next()).value));

  input.write('{"id":1,"method":"slow"}\n{"id":2,"method":"fast"}\n');
  expect(await next()).toMatchObject({ id: 2, result: "fast" });
  slow.resolve("slow");
  expect(await next()).toMatchObject({ id: 1, result: "slow" });
  input.end();
  await served;
});
