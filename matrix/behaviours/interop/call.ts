import type { InteropCall } from "./interop-case.ts";
import { pathOf } from "./test-service.ts";

const kinds = {
  EmptyCall: "unary",
  UnaryCall: "unary",
  UnimplementedCall: "unary",
  StreamingInputCall: "client-stream",
  StreamingOutputCall: "server-stream",
  FullDuplexCall: "bidi",
} as const;

/** What of a call is not as usual. */
type Told = Readonly<{ name?: string; path?: string; ownCode?: number }> & InteropCall["options"];

/** A call of one of TestService's methods, whose end is the server's to say. */
export const call = (
  method: keyof typeof kinds,
  requests: InteropCall["requests"],
  { name = "call", path = pathOf(method), ownCode, ...options }: Told = {},
): InteropCall => ({
  ...{ name, kind: kinds[method], path, requests, options },
  ownCode: ownCode ?? null,
});

/** Sizes in bytes that the descriptions of the cases have. */
export const sizes = {
  largeRequest: 271_828,
  largeResponse: 314_159,
  requests: [27_182, 8, 1_828, 45_904],
  responses: [31_415, 9, 2_653, 58_979],
} as const;

/** Of a response that a server may compress or not. */
export const wanted = (size: number, compressed: boolean | null = null) => ({ size, compressed });
