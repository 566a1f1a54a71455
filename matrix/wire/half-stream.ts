import {
  type BinaryField,
  type HalfStream,
  mostBinaryFields,
  mostMessages,
  type PrefixedMessage,
} from "../domain/grpc-facts.ts";
import { binaryFields } from "./binary-fields.ts";
import { fieldBreach } from "./field-breach.ts";
import type { HeaderField } from "./hpack-static-table.ts";
import { printableText } from "./printable-text.ts";
import { isProtobuf } from "./protobuf-fields.ts";
import { requestBreach } from "./request-breach.ts";

/** A flag and the length in four bytes. */
const prefixLength = 5;

/** What an entry counts beside its bytes (RFC 9113 section 6.5.2). */
const entryOverhead = 32;

/** Of a longer message the form is not read: what is looked at is held until it is whole. */
const longestRead = 1024;

/** What is kept of a field, by its name. */
const kept = {
  ":path": "path",
  ":status": "status",
  "content-type": "contentType",
  "grpc-encoding": "encoding",
  "grpc-accept-encoding": "acceptEncoding",
  location: "location",
  "x-envoy-upstream-service-time": "upstreamServiceTime",
  "grpc-status": "grpcStatus",
} as const;

/** Of DATA and HEADERS (RFC 9113 sections 6.1 and 6.2). */
type FrameFlags = Readonly<{ isPadded: boolean; endsStream: boolean }>;

type KeptName = keyof typeof kept;

/** Of more the number is told: clients that limit it allow more than this. */
const ordinaryFields = 64;

/** Reads what one side sent on one stream, frame by frame. */
export class HalfStreamReading {
  readonly #stream: number;
  readonly #fields: { -readonly [Name in (typeof kept)[KeptName]]: string | null } = {
    path: null,
    status: null,
    contentType: null,
    encoding: null,
    acceptEncoding: null,
    location: null,
    upstreamServiceTime: null,
    grpcStatus: null,
  };
  #headerListSize: number | null = null;
  #headerParts: HalfStream["headerParts"] | null = null;
  readonly #messages: PrefixedMessage[] = [];
  #prefix: readonly number[] = [];
  /** How much is missing of the message that is being read. */
  #missing = 0;
  /** What came of it, while it can still be read. */
  #body: readonly Uint8Array[] = [];
  #acceptPost: string | null = null;
  #interim: string | null = null;
  #padded = false;
  #ended = false;
  #malformed: string | null = null;
  #breach: string | null = null;
  #binary: readonly BinaryField[] = [];

  constructor(stream: number) {
    this.#stream = stream;
  }

  /** @param continuations - frames after the first that the block came in. */
  headers(
    fields: readonly HeaderField[],
    { isPadded, endsStream }: FrameFlags,
    continuations = 0,
  ): void {
    this.#frame("HEADERS");
    this.#padded ||= isPadded;
    const status = fields.find(({ name }) => name === ":status")?.value ?? "";
    if (/^1\d\d$/.test(status)) {
      this.#interim ??= status;
      return;
    }
    const isTrailers = this.#headerListSize !== null;
    const size = fields.reduce(
      (sum, { name, value }) => sum + name.length + value.length + entryOverhead,
      0,
    );
    this.#headerListSize = Math.max(this.#headerListSize ?? 0, size);
    if (continuations > 0 || fields.length > ordinaryFields) {
      const longest = fields.map(({ name, value }) => Math.max(name.length, value.length));
      this.#headerParts ??= { fields: fields.length, longest: Math.max(...longest), continuations };
    }
    this.#malformed ??= fieldBreach(fields, isTrailers ? "trailers" : "headers");
    if (!isTrailers) this.#breach = requestBreach(fields);
    this.#binary = [...this.#binary, ...binaryFields(fields)].slice(0, mostBinaryFields);
    if (isTrailers && !endsStream) this.#malformed ??= "trailers that do not end the stream";
    for (const { name, value } of fields) {
      const key = kept[name.toLowerCase() as KeptName];
      if (key) this.#fields[key] ??= printableText(value);
      if (name.toLowerCase() === "accept-post") this.#acceptPost ??= printableText(value);
    }
    this.#ended ||= endsStream;
  }

  data(payload: Uint8Array, { isPadded, endsStream }: FrameFlags): void {
    this.#frame("DATA");
    this.#padded ||= isPadded;
    for (let at = 0; at < payload.length; ) at += this.#take(payload.subarray(at));
    this.#ended ||= endsStream;
  }

  facts(): HalfStream {
    return {
      stream: this.#stream,
      headerListSize: this.#headerListSize ?? 0,
      ...(this.#headerParts && { headerParts: this.#headerParts }),
      ...this.#fields,
      messages: [...this.#messages],
      ...(this.#acceptPost !== null && { acceptPost: this.#acceptPost }),
      ...(this.#interim !== null && { interim: this.#interim }),
      ...(this.#padded && { padded: true }),
      prefixBytes: this.#prefix.length,
      ended: this.#ended,
      malformed: this.#malformed,
      ...(this.#breach !== null && { breach: this.#breach }),
      ...(this.#binary.length > 0 && { binary: this.#binary }),
    };
  }

  #frame(name: string): void {
    if (this.#ended) this.#malformed ??= `${name} after the end of the stream`;
    else if (name === "DATA" && this.#headerListSize === null) {
      this.#malformed ??= "DATA before HEADERS";
    }
  }

  /** @returns how many bytes were read. */
  #take(bytes: Uint8Array): number {
    const last = this.#messages.at(-1);
    if (last && this.#missing > 0) {
      const taken = Math.min(this.#missing, bytes.length);
      this.#missing -= taken;
      const received = last.received + taken;
      const readable = last.flag === 0 && last.length <= longestRead;
      if (readable) this.#body = [...this.#body, bytes.slice(0, taken)];
      const isOther = readable && this.#missing === 0 && !isProtobuf(Buffer.concat(this.#body));
      this.#messages[this.#messages.length - 1] = {
        ...last,
        received,
        ...(isOther && { form: "not protobuf" }),
      };
      return taken;
    }
    const taken = Math.min(prefixLength - this.#prefix.length, bytes.length);
    this.#prefix = [...this.#prefix, ...bytes.subarray(0, taken)];
    if (this.#prefix.length === prefixLength) {
      const [flag = 0, ...length] = this.#prefix;
      this.#missing = length.reduce((sum, byte) => sum * 256 + byte, 0);
      this.#prefix = [];
      this.#body = [];
      if (this.#messages.length === mostMessages) this.#messages.pop();
      this.#messages.push({ flag, length: this.#missing, received: 0 });
    }
    return taken;
  }
}
