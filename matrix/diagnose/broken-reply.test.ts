import { expect, test } from "vitest";
import type { CauseCode } from "../domain/cause.ts";
import type { Upstream } from "../domain/evidence.ts";
import type { HalfStream } from "../domain/grpc-facts.ts";
import { call, connection, processEvidence, report, stepReport } from "../tooling/test/evidence.ts";
import { halfStream, http2Facts, noSettings } from "../tooling/test/http2.ts";
import { found, symptoms } from "../tooling/test/symptoms.ts";
import type { Symptoms } from "./rule.ts";

const replying = (
  over: Partial<Symptoms> = {},
  upstream: Upstream | null = null,
  reply: Partial<HalfStream> = { contentType: "application/json", grpcStatus: "0" },
) => {
  const replies = [halfStream(reply)];
  const http2 = http2Facts({ grpc: { requests: [], replies, settings: noSettings } });
  const wire = { ...connection().wire, http2 };
  const evidence = {
    connections: [connection({ wire })],
    report: report({ steps: [stepReport("put", call("UNKNOWN"))] }),
    upstream,
  };
  return symptoms("rpc", evidence, { mode: "none", ...over });
};

test("of a cell without an intermediary the server made the reply", () => {
  expect(found("content-type-not-grpc", replying())?.side).toBe("server");
});

test("of a cell with an intermediary either may have made it", () => {
  const upstream = {
    route: "proxy 1.0",
    tls: "passthrough",
    connections: [],
    process: processEvidence({}),
  } as const;
  expect(found("content-type-not-grpc", replying({}, upstream))?.side).toBeNull();
});

test("of an endpoint nobody knows what stands before the server", () => {
  const endpoint = { address: "", addresses: [], inTheClear: null, serverCertificate: null };
  expect(found("content-type-not-grpc", replying({ endpoint }))?.side).toBeNull();
});

test.for<readonly [Partial<HalfStream>, CauseCode, string]>([
  [{ headerListSize: 12_139, grpcStatus: "0" }, "header-list-too-large", "headers are larger"],
  [{ interim: "103", grpcStatus: "0" }, "http-status-from-intermediary", "An interim answer"],
  [{ padded: true, grpcStatus: "0" }, "http2-violation", "frames have padding"],
])("what some clients refuse: %o", ([reply, code, words]) => {
  const cause = found(code, replying({}, null, reply));
  expect(cause?.decided).toBe(true);
  expect(cause?.sentence).toContain(words);
});
