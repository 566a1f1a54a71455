import { expect, test } from "vitest";
import type { HeaderBlock } from "../../domain/http2-facts.ts";
import type { EndpointEvidence } from "../../domain/probe-evidence.ts";
import { connection } from "../../tooling/test/evidence.ts";
import {
  halfStream,
  headerBlock,
  http2Facts,
  http2Side,
  noSettings,
} from "../../tooling/test/http2.ts";
import { symptoms } from "../../tooling/test/symptoms.ts";
import { diagnose } from "../diagnose.ts";

const endpoint: EndpointEvidence = {
  address: "10.0.0.1:1",
  addresses: [],
  inTheClear: null,
  serverCertificate: null,
};

const answering = (block: Partial<HeaderBlock>, ...others: readonly HeaderBlock[]) => {
  const headers = [headerBlock({ status: "200", ...block }), ...others];
  const wire = { ...connection().wire, http2: http2Facts({ server: http2Side({ headers }) }) };
  return symptoms("rpc", { connections: [connection({ wire })] }, { mode: "none", endpoint });
};

test.for([
  [
    "a page",
    { status: "502", contentType: "text/html" },
    ["http-status-from-intermediary", "between", true],
  ],
  [
    "a type of nothing that is read under 200",
    { contentType: "application/octet-stream" },
    ["content-type-not-grpc", null, true],
  ],
  [
    "another type under 200, with a proxy's name",
    { contentType: "application/json", server: "envoy" },
    ["http-status-from-intermediary", "between", true],
  ],
  ["a page under 200", { contentType: "text/html" }, ["content-type-not-grpc", null, false]],
  [
    "a document under 200",
    { contentType: "application/json" },
    ["content-type-not-grpc", null, false],
  ],
  [
    "a page under 200 that passed a proxy",
    { contentType: "text/html", via: "1.1 p" },
    ["http-status-from-intermediary", "between", true],
  ],
  [
    "a page under 200 with a proxy's state",
    { contentType: "text/html", proxyState: "x-cache: HIT" },
    ["http-status-from-intermediary", "between", true],
  ],
  [
    "gRPC-Web",
    { contentType: "application/grpc-web+proto" },
    ["content-type-not-grpc", null, true],
  ],
  [
    "gRPC's own answer under another status than 200",
    { status: "401", contentType: "application/grpc", grpcStatus: "UNAUTHENTICATED" },
    ["step-incomplete", "server", false],
  ],
  [
    "gRPC's status without a body's type of gRPC",
    { status: "503", contentType: "text/plain", grpcStatus: "UNAVAILABLE" },
    ["http-status-from-intermediary", null, false],
  ],
  [
    "a service that fails",
    { contentType: "application/grpc+proto", grpcStatus: "INTERNAL" },
    ["step-incomplete", "server", false],
  ],
  [
    "a service, or a proxy for it, that is not there",
    { contentType: "application/grpc", grpcStatus: "UNAVAILABLE" },
    ["step-incomplete", null, false],
  ],
] as const)("%s", ([, block, expected]) => {
  const [cause] = diagnose(answering(block)).causes;
  expect([cause?.code, cause?.side, cause?.decided]).toEqual(expected);
});

test("gRPC's own status in the trailers of an answer under another status than 200", () => {
  const trailers = headerBlock({ grpcStatus: "RESOURCE_EXHAUSTED" });
  const of = answering({ status: "503", contentType: "application/grpc" }, trailers);
  expect(diagnose(of).causes[0]?.code).toBe("step-incomplete");
});

test.for<readonly [string, string | null]>([
  ["application/connect+json, application/proto", "Connect"],
  ["application/json, application/proto", "Connect"],
  ["application/grpc-web+proto", "gRPC-Web"],
  ["application/grpc-web, application/connect+proto", "gRPC-Web and Connect"],
  ["application/grpc, application/connect+proto", null],
  ["application/json", null],
])("415, and what the endpoint takes is %s", ([acceptPost, protocols]) => {
  const block = headerBlock({ status: "415" });
  const http2 = http2Facts({
    server: http2Side({ headers: [block] }),
    grpc: {
      requests: [],
      replies: [halfStream({ status: "415", contentType: null, acceptPost })],
      settings: noSettings,
    },
  });
  const wire = { ...connection().wire, http2 };
  const of = symptoms("rpc", { connections: [connection({ wire })] }, { mode: "none", endpoint });
  const [cause] = diagnose(of).causes;
  expect(cause?.code).toBe("http-status-from-intermediary");
  expect(/ takes (.+), which gRPC's clients do not speak/.exec(cause?.sentence ?? "")?.[1]).toBe(
    protocols ?? undefined,
  );
});
