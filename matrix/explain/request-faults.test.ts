import { expect, test } from "vitest";
import { explain } from "./explain.ts";

/** The first cause with its side, with "!" where it is decided. */
const first = (text: string) => {
  const { causes, determinable } = explain([{ name: "-", text }]).diagnosis;
  return `${causes[0]?.code}${causes[0]?.side ? `, ${causes[0].side}` : ""}${determinable ? "!" : ""}`;
};

/** A server's words of a request, as a client prints them or as its own log has them. */
test.for<readonly [string, string]>([
  // Proxies take te away: traefik/traefik issue 2895, envoyproxy/envoy pull request 30535.
  ["malformed-request!", 'status = StatusCode.UNKNOWN\n\tdetails = "Missing :te header"'],
  ["malformed-request, client!", "rpc error: code = Unknown desc = Bad method header"],
  ["malformed-request, client!", "2 UNKNOWN: Missing :path header"],
  [
    "malformed-request, client!",
    'E0220 16:19:50.406514 14337 call.cc:617] {"description":"Failed processing incoming headers"}',
  ],
  [
    "malformed-request, client!",
    'rpc error: code = Internal desc = Received a HEADERS frame with :method "GET" which should be POST',
  ],
  [
    "malformed-request, client!",
    'transport: HTTP status code 415; invalid gRPC request content-type \\"application/json\\"',
  ],
  [
    "malformed-request, client!",
    'desc = malformed grpc-timeout: transport: timeout unit is not recognized: "10x"',
  ],
  ["malformed-request, client!", "desc = no host or :authority header present"],
  ["malformed-request, client!", '13 INTERNAL: Invalid grpc-timeout value "-1S"'],
  [
    "malformed-request, client!",
    "io.grpc.StatusRuntimeException: INTERNAL: Content-Type is missing from the request",
  ],
  // Several values in one field are refused in the same words, and allowed.
  [
    "malformed-request, client",
    'desc = malformed binary metadata "Zg==,Zw==" in header "note-bin": illegal base64 data at input byte 4',
  ],
  // grpc/grpc issue 34721: what a wrong request spoiled is said of right ones.
  ["malformed-request, client", "INTERNAL: Error parsing ':method' metadata: invalid value"],
  ["message-encoding-unsupported, client", "Error parsing 'grpc-encoding' metadata: invalid value"],
  // Spring says so of plain HTTP.
  ["malformed-request, client", "INTERNAL: Method 'GET' is not supported"],
  ["malformed-request, client", "INTERNAL: Content-Type 'application/json' is not supported"],
  // Both go on with the call.
  [
    "malformed-request",
    "WARNING: Expected header TE: trailers, but null is received. This means some intermediate proxy may not support trailers",
  ],
  ["malformed-request", 'Error parsing `grpc-timeout` header "-1S"'],
])("%s: %s", ([expected, text]) => {
  expect(first(text)).toBe(expected);
});
