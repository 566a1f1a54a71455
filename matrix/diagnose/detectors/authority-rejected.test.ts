import { expect, test } from "vitest";
import type { HeaderBlock } from "../../domain/http2-facts.ts";
import { connection } from "../../tooling/test/evidence.ts";
import { headerBlock, http2Facts, http2Side } from "../../tooling/test/http2.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";
import { diagnose } from "../diagnose.ts";

const code = "authority-rejected";
const request = headerBlock({
  method: "POST",
  contentType: "application/grpc",
  authority: "db.internal",
});

const answered = (answer: Partial<HeaderBlock>, asked: HeaderBlock = request) => {
  const http2 = http2Facts({
    client: http2Side({ headers: [asked] }),
    server: http2Side({ headers: [headerBlock(answer)] }),
  });
  const connections = [connection({ wire: { ...connection().wire, http2 } })];
  return symptoms("rpc", { connections }, { mode: "none" });
};

test("421 is about the authority, and nothing else is", () => {
  const of = answered({ status: "421", server: "edge" });
  expect(gist(found(code, of))).toEqual({
    side: null,
    decided: true,
    quotes: ["wire: HEADERS of stream 1: :status 421, server edge", "wire: :authority db.internal"],
  });
  expect(diagnose(of).causes.map((cause) => cause.code)).toEqual([code]);
});

test("the request was not seen", () => {
  const of = answered({ status: "421" }, headerBlock({ stream: 3 }));
  expect(gist(found(code, of))?.quotes).toEqual(["wire: HEADERS of stream 1: :status 421"]);
});

test.for(["200", "404", null])("silent: status %s", (status) => {
  expect(found(code, answered({ status }))).toBeUndefined();
});

const resetFor = (authority: string | null, resetCode = "PROTOCOL_ERROR") => {
  const http2 = http2Facts({
    client: http2Side({ headers: [{ ...request, authority }] }),
    server: http2Side({ resets: [{ stream: 1, code: resetCode }] }),
  });
  const connections = [connection({ wire: { ...connection().wire, http2 } })];
  return symptoms("rpc", { connections, report: null }, { mode: "none" });
};

test.for([
  ["a socket's path", "/tmp/plugin.sock", "PROTOCOL_ERROR", "client"],
  ["a path that is percent-encoded", "%2Ftmp%2Fplugin.sock", "PROTOCOL_ERROR", "client"],
  ["a target with its scheme", "unix:/tmp/plugin.sock", "PROTOCOL_ERROR", "client"],
  ["an empty one", "", "PROTOCOL_ERROR", "client"],
  ["a path, and another code", "/tmp/plugin.sock", "CANCEL", undefined],
  ["a name", "localhost", "PROTOCOL_ERROR", undefined],
  ["a name with its port", "kv.example:80", "PROTOCOL_ERROR", undefined],
  ["an address", "[::1]:50051", "PROTOCOL_ERROR", undefined],
  ["none", null, "PROTOCOL_ERROR", undefined],
] as const)("a stream that was reset for its authority: %s", ([, authority, resetCode, side]) => {
  const cause = found(code, resetFor(authority, resetCode));
  expect(cause?.side).toBe(side);
  expect(cause?.decided).toBe(side && true);
});
