import { expect, test } from "vitest";
import { isGrpc, isGrpcWeb } from "./content-type.ts";

test.for<readonly [string | null, "gRPC" | "gRPC-Web" | "neither"]>([
  ["application/grpc", "gRPC"],
  ["application/grpc+proto", "gRPC"],
  ["application/grpc;charset=utf-8", "gRPC"],
  ["application/grpc-web", "gRPC-Web"],
  ["application/grpc-web+proto", "gRPC-Web"],
  ["application/grpc-web-text", "gRPC-Web"],
  ["application/grpc-webby", "neither"],
  ["text/html", "neither"],
  [null, "neither"],
])("%s is %s", ([type, what]) => {
  const found = isGrpc(type) ? "gRPC" : isGrpcWeb(type) ? "gRPC-Web" : "neither";
  expect(found).toBe(what);
});
