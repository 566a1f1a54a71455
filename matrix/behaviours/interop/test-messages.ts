/** Messages of grpc.testing, as far as cases need them (grpc/src/proto/grpc/testing/messages.proto). */
import { type FieldValue, protobufEntries } from "../../wire/protobuf-fields.ts";
import { delimited, none, number, text } from "../protobuf-writing.ts";

/** Of a response: how long its payload is, and whether it is to be compressed; null: as the server likes. */
export type WantedResponse = Readonly<{ size: number; compressed: boolean | null }>;

type EchoStatus = Readonly<{ code: number; message: string }>;

/** What a request asks for, whichever of the three requests it is. */
export type TestRequest = Readonly<{
  /** The length of its own payload. */
  payload: number;
  responses: readonly WantedResponse[];
  status: EchoStatus | null;
  /** Whether it says of itself that it is compressed; null where it says nothing. */
  expectCompressed: boolean | null;
}>;

const fieldsOf = {
  simple: { responseSize: 2, payload: 3, compressed: 6, status: 7, expectCompressed: 8 },
  input: { payload: 1, expectCompressed: 2 },
  output: { responses: 2, payload: 3, status: 7 },
} as const;

const quiet: TestRequest = { payload: 0, responses: [], status: null, expectCompressed: null };

export const simpleRequest = (asked: Partial<TestRequest>): Uint8Array => {
  const { payload, responses, status, expectCompressed } = { ...quiet, ...asked };
  const { simple } = fieldsOf;
  const [response] = responses;
  return Buffer.concat([
    number(simple.responseSize, response?.size ?? 0),
    payloadField(simple.payload, payload),
    truth(simple.compressed, response?.compressed ?? null),
    statusField(simple.status, status),
    truth(simple.expectCompressed, expectCompressed),
  ]);
};

export const inputRequest = (
  payload: number,
  expectCompressed: boolean | null = null,
): Uint8Array =>
  Buffer.concat([
    payloadField(fieldsOf.input.payload, payload),
    truth(fieldsOf.input.expectCompressed, expectCompressed),
  ]);

export const outputRequest = (asked: Partial<TestRequest>): Uint8Array => {
  const { payload, responses, status } = { ...quiet, ...asked };
  const { output } = fieldsOf;
  return Buffer.concat([
    ...responses.map(({ size, compressed }) =>
      delimited(output.responses, Buffer.concat([number(1, size), truth(3, compressed)])),
    ),
    payloadField(output.payload, payload),
    statusField(output.status, status),
  ]);
};

/** @throws Malformed */
export const readSimpleRequest = (message: Uint8Array): TestRequest => {
  const { last } = fields(message);
  const { simple } = fieldsOf;
  const compressed = truthOf(last(simple.compressed));
  return {
    payload: payloadOf(last(simple.payload)),
    responses: [{ size: sizeOf(last(simple.responseSize)), compressed }],
    status: statusOf(last(simple.status)),
    expectCompressed: truthOf(last(simple.expectCompressed)),
  };
};

/** @throws Malformed */
export const readInputRequest = (message: Uint8Array): TestRequest => {
  const { last } = fields(message);
  const { input } = fieldsOf;
  const expectCompressed = truthOf(last(input.expectCompressed));
  return { ...quiet, payload: payloadOf(last(input.payload)), expectCompressed };
};

/** @throws Malformed */
export const readOutputRequest = (message: Uint8Array): TestRequest => {
  const { last, all } = fields(message);
  const { output } = fieldsOf;
  return {
    ...quiet,
    payload: payloadOf(last(output.payload)),
    responses: all(output.responses).map((one) => {
      const parameters = fields(bytesOf(one));
      return {
        size: sizeOf(parameters.last(1)),
        compressed: truthOf(parameters.last(3)),
      };
    }),
    status: statusOf(last(output.status)),
  };
};

/** The length of a response's payload. @throws Malformed */
export const readPayloadSize = (message: Uint8Array): number => payloadOf(fields(message).last(1));

/** What StreamingInputCall has counted. @throws Malformed */
export const readAggregatedSize = (message: Uint8Array): number => sizeOf(fields(message).last(1));

const payloadField = (field: number, size: number): Uint8Array =>
  size === 0 ? none : delimited(field, delimited(2, Buffer.alloc(size)));

/** A google.protobuf.BoolValue, which is there also where it says no. */
const truth = (field: number, value: boolean | null): Uint8Array =>
  value === null ? none : delimited(field, number(1, Number(value)));

const statusField = (field: number, status: EchoStatus | null): Uint8Array =>
  status === null
    ? none
    : delimited(field, Buffer.concat([number(1, status.code), text(2, status.message)]));

const fields = (message: Uint8Array) => {
  const entries = protobufEntries(message);
  const all = (field: number): readonly FieldValue[] =>
    entries.filter((entry) => entry.number === field).map(({ value }) => value);
  return { all, last: (field: number) => all(field).at(-1) };
};

const bytesOf = (value: FieldValue | undefined): Uint8Array =>
  value instanceof Uint8Array ? value : none;

const sizeOf = (value: FieldValue | undefined): number =>
  typeof value === "bigint" ? Number(BigInt.asIntN(32, value)) : 0;

const payloadOf = (value: FieldValue | undefined): number =>
  bytesOf(fields(bytesOf(value)).last(2)).length;

const truthOf = (value: FieldValue | undefined): boolean | null =>
  value === undefined ? null : sizeOf(fields(bytesOf(value)).last(1)) !== 0;

const statusOf = (value: FieldValue | undefined): EchoStatus | null => {
  if (value === undefined) return null;
  const { last } = fields(bytesOf(value));
  return { code: sizeOf(last(1)), message: Buffer.from(bytesOf(last(2))).toString("utf8") };
};
