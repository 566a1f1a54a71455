import { describe, expect, test } from "vitest";
import { framed, requestOf } from "../../tooling/test/sound-case.ts";
import { interopCases } from "./interop-cases.ts";
import { inputRequest, outputRequest, simpleRequest } from "./test-messages.ts";
import { type Owed, owedFor, pathOf, sizesIn } from "./test-service.ts";

const ok = { code: 0, message: "", initial: null, trailing: null };
const of = (...sizes: readonly number[]) => sizes.map((size) => ({ size, compressed: null }));
const refused = { ...ok, code: 3, message: null, responses: [] };
const unimplemented = { ...ok, code: 12, message: null, responses: [] };
const echo = { initial: "test_initial_metadata_value", trailing: "q6ur" };
const waiting = { ...ok, responses: [] };

/** Of each call, as gRPC's descriptions of the cases have it. */
const due: Readonly<Record<string, readonly Owed[]>> = {
  empty_unary: [{ ...ok, responses: of(0) }],
  large_unary: [{ ...ok, responses: of(314_159) }],
  client_compressed_unary: [
    refused,
    { ...ok, responses: of(314_159) },
    { ...ok, responses: of(314_159) },
  ],
  server_compressed_unary: [
    { ...ok, responses: [{ size: 314_159, compressed: true }] },
    { ...ok, responses: [{ size: 314_159, compressed: false }] },
  ],
  client_streaming: [{ ...ok, responses: of(74_922) }],
  // Of the second call one request alone is to be compressed, which rpc cannot ask for.
  client_compressed_streaming: [refused, refused],
  server_streaming: [{ ...ok, responses: of(31_415, 9, 2_653, 58_979) }],
  server_compressed_streaming: [
    {
      ...ok,
      responses: [
        { size: 31_415, compressed: true },
        { size: 92_653, compressed: false },
      ],
    },
  ],
  ping_pong: [{ ...ok, responses: of(31_415, 9, 2_653, 58_979) }],
  empty_stream: [waiting],
  custom_metadata: [
    { ...ok, ...echo, responses: of(314_159) },
    { ...ok, ...echo, responses: of(314_159) },
  ],
  status_code_and_message: [
    { ...waiting, code: 2, message: "test status message" },
    { ...waiting, code: 2, message: "test status message" },
  ],
  special_status_message: [
    {
      ...waiting,
      code: 2,
      message: "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n",
    },
  ],
  unimplemented_method: [unimplemented],
  unimplemented_service: [unimplemented],
  cancel_after_begin: [{ ...ok, responses: of(0) }],
  cancel_after_first_response: [{ ...ok, responses: of(31_415) }],
  timeout_on_sleeping_server: Array.from({ length: 20 }, () => waiting),
};

test.for(interopCases)("what a server owes in $name", ({ name, calls }) => {
  expect(calls.map((call) => owedFor(requestOf(call)))).toEqual(due[name]);
});

const half = (path: string, data: Uint8Array, encoding?: string) => ({
  blocks: [
    [
      { name: ":path", value: path },
      ...(encoding ? [{ name: "grpc-encoding", value: encoding }] : []),
    ],
  ],
  data,
  ...{
    reset: null,
    ended: true,
    blockEnds: [],
    dataEndsAt: null,
    beginsAt: null,
    endsAt: null,
    resetAt: null,
  },
});

describe("a stream of requests", () => {
  const path = pathOf("StreamingInputCall");
  const first = (at: number) => at === 0;

  test("may be compressed in part", () => {
    const requests = [inputRequest(27_182, true), inputRequest(45_904, false)];
    expect(owedFor(half(path, framed(requests, first), "gzip"))).toEqual({
      ...ok,
      responses: of(73_086),
    });
  });

  test("is refused where one says of itself falsely that it is compressed", () => {
    const requests = [inputRequest(1, true), inputRequest(2, true)];
    expect(owedFor(half(path, framed(requests, first), "gzip"))).toEqual(refused);
  });

  test("is answered as far as its first status", () => {
    const requests = [
      outputRequest({ responses: of(5) }),
      outputRequest({ responses: of(6), status: { code: 7, message: "no" } }),
      outputRequest({ responses: of(8) }),
    ];
    expect(
      owedFor(
        half(
          pathOf("FullDuplexCall"),
          framed(requests, () => false),
        ),
      ),
    ).toEqual({
      ...ok,
      ...{ code: 7, message: "no", responses: of(5) },
    });
  });
});

test("a status of 0 is none", () => {
  const request = simpleRequest({ responses: of(4), status: { code: 0, message: "fine" } });
  expect(
    owedFor(
      half(
        pathOf("UnaryCall"),
        framed([request], () => false),
      ),
    ),
  ).toEqual({
    ...ok,
    responses: of(4),
  });
});

describe("nothing follows from", () => {
  const large = framed([simpleRequest({ payload: 9 })], () => true);
  test.for([
    [
      "a message in another form",
      half(
        pathOf("UnaryCall"),
        framed([Buffer.from("\x0a\xff")], () => false),
      ),
    ],
    ["compression that is not named", half(pathOf("UnaryCall"), large)],
    ["another compression", half(pathOf("UnaryCall"), large, "br")],
    ["what gzip has not made", half(pathOf("UnaryCall"), Buffer.from([1, 0, 0, 0, 1, 65]), "gzip")],
  ] as const)("%s", ([, request]) => {
    expect(owedFor(request)).toBeNull();
    expect(sizesIn(pathOf("UnaryCall"), request)).toBeNull();
  });
});
