/** The messages of proto/told.proto, as bytes. Fields that have their type's zero are not written, as proto3 has it. */
import type { MetadataEntry } from "../domain/prove.ts";
import { type FieldValue, protobufEntries } from "../wire/protobuf-fields.ts";
import { delimited, none, number, text, varint } from "./protobuf-writing.ts";

/** Why there is no behaviour to be seen of a server without Told, which none has to have (CONTRACT.md, "Behaviours"). */
export const notServed = "it does not serve handshakematrix.v1.Told";

/** What a server is told to do; see proto/told.proto. Texts of metadata as they are, bytes where a name ends in "-bin". */
export type Script = Readonly<{
  id: string;
  initial: readonly Header[];
  headersFirst: boolean;
  delayMs: number;
  early: boolean;
  gzip: boolean;
  sizes: readonly number[];
  eachMs: number;
  trailing: readonly Header[];
  code: number;
  message: string;
  loneSurrogate: boolean;
  details: Uint8Array;
  stopServer: boolean;
  /** What a plugin's application writes on its standard output and its standard error. */
  stdout: Uint8Array;
  stderr: Uint8Array;
}>;

export type Header = Readonly<{ name: string; value: Uint8Array }>;

/** What a server saw of a call. */
export type Seen = Readonly<{
  metadata: readonly Header[];
  /** null where the call had no deadline. */
  timeoutMs: number | null;
  received: number;
  /** null where the call was not cancelled. */
  cancelledAfterMs: number | null;
  authority: string;
  /** What its library has no way to do, in the words of told.proto. */
  leftOut: readonly string[];
}>;

/** @param payload - byte i is i mod 256. */
export const requestBytes = (script: Script | null, payload: number): Uint8Array =>
  Buffer.concat([...(script ? [delimited(1, scriptBytes(script))] : []), payloadField(2, payload)]);

export const responseBytes = (payload: number): Uint8Array => payloadField(1, payload);

export const reportRequestBytes = (id: string): Uint8Array => text(1, id);

/** @throws Malformed */
export const readSeen = (message: Uint8Array): Seen => {
  const entries = protobufEntries(message);
  const last = (number: number) => entries.findLast((entry) => entry.number === number)?.value;
  // A library's own arithmetic may come to other numbers below zero.
  const orNull = (value: number) => (value === -1 ? null : value);
  return {
    metadata: entries
      .filter(({ number }) => number === 1)
      .map(({ value }) => readHeader(bytesOf(value))),
    timeoutMs: orNull(signed(last(2))),
    received: signed(last(3)),
    cancelledAfterMs: orNull(signed(last(4))),
    authority: textOf(last(5)),
    leftOut: entries.filter(({ number }) => number === 6).map(({ value }) => textOf(value)),
  };
};

/** In the form in which clients report metadata. */
export const entryOf = ({ name, value }: Header): MetadataEntry => ({
  name,
  value: Buffer.from(value).toString("base64"),
});

const readHeader = (message: Uint8Array): Header => {
  const entries = protobufEntries(message);
  const last = (number: number) => entries.findLast((entry) => entry.number === number)?.value;
  return { name: textOf(last(1)), value: bytesOf(last(2)) };
};

const textOf = (value: FieldValue | undefined): string =>
  Buffer.from(bytesOf(value)).toString("utf8");

const bytesOf = (value: FieldValue | undefined): Uint8Array =>
  value instanceof Uint8Array ? value : new Uint8Array();

/** An int64, which a varint has in two's complement. */
const signed = (value: FieldValue | undefined): number =>
  typeof value === "bigint" ? Number(BigInt.asIntN(64, value)) : 0;

const scriptBytes = (script: Script): Uint8Array =>
  Buffer.concat([
    text(1, script.id),
    ...script.initial.map((header) => delimited(2, headerBytes(header))),
    number(3, Number(script.headersFirst)),
    number(4, script.delayMs),
    number(5, Number(script.early)),
    number(6, Number(script.gzip)),
    // A repeated number is packed.
    ...(script.sizes.length > 0
      ? [delimited(7, Buffer.concat(script.sizes.map((size) => varint(size))))]
      : []),
    number(8, script.eachMs),
    ...script.trailing.map((header) => delimited(9, headerBytes(header))),
    number(10, script.code),
    text(11, script.message),
    script.details.length > 0 ? delimited(12, script.details) : none,
    number(13, Number(script.stopServer)),
    number(14, Number(script.loneSurrogate)),
    script.stdout.length > 0 ? delimited(15, script.stdout) : none,
    script.stderr.length > 0 ? delimited(16, script.stderr) : none,
  ]);

const headerBytes = ({ name, value }: Header): Uint8Array =>
  Buffer.concat([text(1, name), value.length > 0 ? delimited(2, value) : none]);

const payloadField = (field: number, size: number): Uint8Array =>
  size === 0 ? none : delimited(field, Buffer.alloc(size, everyByte));

const everyByte = Buffer.from(Array.from({ length: 256 }, (_, at) => at));
