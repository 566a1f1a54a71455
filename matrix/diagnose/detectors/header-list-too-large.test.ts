import { expect, test } from "vitest";
import { connection, failedReport } from "../../tooling/test/evidence.ts";
import { halfStream, http2Facts, http2Side } from "../../tooling/test/http2.ts";
import { found, symptoms } from "../../tooling/test/symptoms.ts";
import { diagnose } from "../diagnose.ts";

const refused = (status: string, message: string) =>
  symptoms("rpc", { report: failedReport(status, message) }, { mode: "none" });

test.for([
  [
    "RESOURCE_EXHAUSTED",
    "received metadata size exceeds soft limit (12139 vs. 8192); rejecting requests with some random probability",
  ],
  ["RESOURCE_EXHAUSTED", "received metadata size exceeds hard limit (65139 vs. 16384)"],
  ["INTERNAL", "http2 exception: Header size exceeded max allowed size (8192)"],
] as const)("a client that names its own limit: %s: %s", ([status, message]) => {
  expect(found("header-list-too-large", refused(status, message))).toMatchObject({
    side: "server",
    decided: true,
  });
});

const calmed = (bytes: number, code: string, debugData: string) => {
  const goaway = { code, lastStream: 0, debugData };
  const grpc = {
    requests: [halfStream({ headerListSize: bytes })],
    replies: [],
    settings: { maxConcurrentStreams: null, initialWindowSize: null, maxHeaderListSize: null },
  };
  const http2 = { ...http2Facts({ server: http2Side({ goaway }) }), grpc };
  const wire = { ...connection().wire, http2 };
  return symptoms("rpc", { connections: [connection({ wire })] }, { mode: "none" });
};

test("a server that ends the connection over its load, after many bytes of headers", () => {
  const causes = diagnose(calmed(6400, "ENHANCE_YOUR_CALM", "")).causes;
  expect(causes.map(({ code, side, decided }) => [code, side, decided])).toEqual([
    ["header-list-too-large", "client", false],
    ["goaway-enhance-your-calm", null, false],
  ]);
});

test.for([
  ["headers as every call has them", calmed(300, "ENHANCE_YOUR_CALM", "")],
  ["a server that speaks of pings", calmed(6400, "ENHANCE_YOUR_CALM", "too_many_pings")],
  ["another code", calmed(6400, "NO_ERROR", "")],
] as const)("nothing of headers: %s", ([, of]) => {
  expect(found("header-list-too-large", of)).toBeUndefined();
});

const limited = (limit: number, bytes: number) => {
  const grpc = {
    requests: [halfStream({ headerListSize: bytes })],
    replies: [],
    settings: { maxConcurrentStreams: null, initialWindowSize: null, maxHeaderListSize: limit },
  };
  const wire = { ...connection().wire, http2: { ...http2Facts(), grpc } };
  return symptoms("rpc", { connections: [connection({ wire })] }, { mode: "none" });
};

test.for([
  ["of a large request", 4096, 6421, "header-list-too-large", "client"],
  ["that just has room for a call", 1024, 1025, "header-list-too-large", "client"],
  ["that has room for none", 1023, 1025, "settings-forbid-calls", "server"],
] as const)("settings with a limit of headers %s", ([, limit, bytes, code, side]) => {
  const causes = diagnose(limited(limit, bytes)).causes;
  expect(causes.map((one) => [one.code, one.side, one.decided])).toEqual([[code, side, true]]);
});
