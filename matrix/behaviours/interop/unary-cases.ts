import { call, sizes, wanted } from "./call.ts";
import { asItIsAdvice, type InteropCase, openedAdvice } from "./interop-case.ts";
import { simpleRequest } from "./test-messages.ts";

const area = "interop";

const large = (asked: Parameters<typeof simpleRequest>[0] = {}) =>
  simpleRequest({
    payload: sizes.largeRequest,
    responses: [wanted(sizes.largeResponse)],
    ...asked,
  });

export const emptyUnary: InteropCase = {
  name: "empty_unary",
  title: "an empty request and an empty response",
  area,
  calls: [call("EmptyCall", () => [Buffer.alloc(0)])],
};

export const largeUnary: InteropCase = {
  name: "large_unary",
  title: "a request of 271828 bytes and a response of 314159",
  area,
  calls: [call("UnaryCall", () => [large()])],
};

export const clientCompressedUnary: InteropCase = {
  name: "client_compressed_unary",
  title:
    "a request that says falsely that it is compressed, one that is, and one that says it is not",
  advice: openedAdvice,
  area,
  calls: [
    call("UnaryCall", () => [large({ expectCompressed: true })], { name: "probe" }),
    call("UnaryCall", () => [large({ expectCompressed: true })], {
      name: "compressed",
      compression: "gzip",
    }),
    call("UnaryCall", () => [large({ expectCompressed: false })], { name: "as it is" }),
  ],
};

export const serverCompressedUnary: InteropCase = {
  name: "server_compressed_unary",
  title: "a response that is to be compressed, and one that is not",
  advice: asItIsAdvice,
  area,
  calls: [true, false].map((compressed) =>
    call("UnaryCall", () => [large({ responses: [wanted(sizes.largeResponse, compressed)] })], {
      name: compressed ? "compressed" : "as it is",
    }),
  ),
};

export const unimplementedMethod: InteropCase = {
  name: "unimplemented_method",
  title: "a method that its service does not have",
  area,
  calls: [call("UnimplementedCall", () => [Buffer.alloc(0)])],
};

export const unimplementedService: InteropCase = {
  name: "unimplemented_service",
  title: "a service that the server does not have",
  area,
  calls: [
    call("UnimplementedCall", () => [Buffer.alloc(0)], {
      path: "/grpc.testing.UnimplementedService/UnimplementedCall",
    }),
  ],
};
