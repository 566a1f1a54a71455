import { call, sizes, wanted } from "./call.ts";
import { asItIsAdvice, type InteropCase, openedAdvice } from "./interop-case.ts";
import { inputRequest, outputRequest } from "./test-messages.ts";

const area = "interop";

export const clientStreaming: InteropCase = {
  name: "client_streaming",
  title: "four requests whose sizes the server sums up",
  area,
  calls: [call("StreamingInputCall", () => sizes.requests.map((size) => inputRequest(size)))],
};

const [first, , , fourth] = sizes.requests;

export const clientCompressedStreaming: InteropCase = {
  name: "client_compressed_streaming",
  title:
    "a request that says falsely that it is compressed, and a stream of one that is and one that is not",
  advice: openedAdvice,
  area,
  beyondRpc: "rpc compresses every request of a call or none",
  calls: [
    call("StreamingInputCall", () => [inputRequest(first, true)], { name: "probe" }),
    call("StreamingInputCall", () => [inputRequest(first, true), inputRequest(fourth, false)], {
      name: "stream",
    }),
  ],
};

export const serverStreaming: InteropCase = {
  name: "server_streaming",
  title: "four responses to one request",
  area,
  calls: [
    call("StreamingOutputCall", () => [
      outputRequest({ responses: sizes.responses.map((size) => wanted(size)) }),
    ]),
  ],
};

export const serverCompressedStreaming: InteropCase = {
  name: "server_compressed_streaming",
  title: "a stream of a response that is to be compressed and one that is not",
  advice: asItIsAdvice,
  area,
  calls: [
    call("StreamingOutputCall", () => [
      outputRequest({ responses: [wanted(31_415, true), wanted(92_653, false)] }),
    ]),
  ],
};

/** A client of CONTRACT.md sends after a pause, and not after a response. */
const pauseMs = 50;

export const pingPong: InteropCase = {
  name: "ping_pong",
  title: "four requests, each of which is answered at once",
  area,
  calls: [
    call(
      "FullDuplexCall",
      () =>
        sizes.requests.map((payload, at) =>
          outputRequest({
            payload,
            responses: sizes.responses.slice(at, at + 1).map((size) => wanted(size)),
          }),
        ),
      { sendEveryMs: pauseMs },
    ),
  ],
};

export const emptyStream: InteropCase = {
  name: "empty_stream",
  title: "a stream without a message either way",
  area,
  calls: [call("FullDuplexCall", () => [])],
};

const cancelled = 1;
const deadlineExceeded = 4;

export const cancelAfterBegin: InteropCase = {
  name: "cancel_after_begin",
  title: "a stream of requests that is cancelled before the first",
  area,
  calls: [
    call("StreamingInputCall", () => [], {
      ownCode: cancelled,
      cancel: { afterMs: 20 },
      halfClose: false,
    }),
  ],
};

export const cancelAfterFirstResponse: InteropCase = {
  name: "cancel_after_first_response",
  title: "a stream that is cancelled after its first response",
  area,
  calls: [
    call("FullDuplexCall", () => [outputRequest({ payload: first, responses: [wanted(31_415)] })], {
      ownCode: cancelled,
      cancel: { afterMessages: 1 },
      halfClose: false,
    }),
  ],
};

/** A program of others makes one call. Of ours about half are ended by the server first, on a machine under load. */
const timeoutTries = Array.from({ length: 20 }, (_, at) => `try ${at + 1}`);

export const timeoutOnSleepingServer: InteropCase = {
  name: "timeout_on_sleeping_server",
  title: "a deadline of 1 ms to a server that waits for more",
  advice: "At your own deadline take CANCELLED for DEADLINE_EXCEEDED.",
  area,
  calls: timeoutTries.map((name) =>
    call("FullDuplexCall", () => [outputRequest({ payload: first })], {
      name,
      ownCode: deadlineExceeded,
      deadlineMs: 1,
      halfClose: false,
    }),
  ),
};
