import { header } from "../exchange.ts";
import { entryOf } from "../told-messages.ts";
import { call, sizes, wanted } from "./call.ts";
import type { InteropCase } from "./interop-case.ts";
import { outputRequest, simpleRequest } from "./test-messages.ts";
import { echoed } from "./test-service.ts";

const area = "interop";

const metadata = [
  header(echoed.initial, "test_initial_metadata_value"),
  header(echoed.trailing, Buffer.from("ababab", "hex")),
].map(entryOf);

const asked = { payload: sizes.largeRequest, responses: [wanted(sizes.largeResponse)] };

export const customMetadata: InteropCase = {
  name: "custom_metadata",
  title: "metadata that the server gives back, text before its response and bytes after it",
  area,
  calls: [
    call("UnaryCall", () => [simpleRequest(asked)], { name: "unary", metadata }),
    call("FullDuplexCall", () => [outputRequest(asked)], { name: "stream", metadata }),
  ],
};

const unknown = 2;

const told = { code: unknown, message: "test status message" };

export const statusCodeAndMessage: InteropCase = {
  name: "status_code_and_message",
  title: "a status with a text that the server is told",
  area,
  calls: [
    call("UnaryCall", () => [simpleRequest({ status: told })], { name: "unary" }),
    call("FullDuplexCall", () => [outputRequest({ status: told })], { name: "stream" }),
  ],
};

const special = {
  code: unknown,
  message: "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \u{1f608}\t\n",
};

export const specialStatusMessage: InteropCase = {
  name: "special_status_message",
  title: "a status whose text has white space around it, and Unicode",
  area,
  calls: [call("UnaryCall", () => [simpleRequest({ status: special })])],
};
