/** A client and a server that do a case of the interop suites as it says, and what shows of it. */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { InteropCall, InteropCase } from "../../behaviours/interop/interop-case.ts";
import type { CaseShown } from "../../behaviours/interop/judged-case.ts";
import type { Reported } from "../../behaviours/interop/reported.ts";
import { echoed, type Owed, owedFor, pathOf } from "../../behaviours/interop/test-service.ts";
import { delimited, number } from "../../behaviours/protobuf-writing.ts";
import { nameOf } from "../../behaviours/relay-status.ts";
import { messagesIn } from "../../behaviours/wire-view.ts";
import { clean } from "../../domain/outside-text.ts";
import type { WireStream } from "../../wire/grpc-calls.ts";
import type { HeaderField } from "../../wire/hpack-static-table.ts";
import type { WireHalf } from "../../wire/side-streams.ts";

const nowhere = {
  blockEnds: [],
  dataEndsAt: null,
  beginsAt: null,
  endsAt: null,
  resetAt: null,
} as const;

const field = (name: string, value: string): HeaderField => ({ name, value });

/** Messages with their prefixes; what is to be compressed is. */
export const framed = (messages: readonly Uint8Array[], compressed: (at: number) => boolean) =>
  Buffer.concat(
    messages.flatMap((message, at) => {
      const body = compressed(at) ? gzipSync(message) : message;
      const prefix = Buffer.alloc(5);
      prefix[0] = Number(compressed(at));
      prefix.writeUInt32BE(body.length, 1);
      return [prefix, body];
    }),
  );

/** What a client sends for a call. */
export const requestOf = ({ path, requests, options, ownCode }: InteropCall): WireHalf => ({
  blocks: [
    [
      field(":path", path),
      ...(options.compression ? [field("grpc-encoding", options.compression)] : []),
      ...(options.metadata ?? []).map(({ name, value }) =>
        field(name, name.endsWith("-bin") ? value : Buffer.from(value, "base64").toString()),
      ),
    ],
  ],
  data: framed(requests(), () => options.compression === "gzip"),
  reset: ownCode === null ? null : "CANCEL",
  ended: options.halfClose !== false,
  ...nowhere,
});

const responseOf = (path: string, owed: Owed): WireHalf => {
  const responses = owed.responses.map(({ size }) => {
    if (path === pathOf("StreamingInputCall")) return number(1, size);
    return size === 0 ? Buffer.alloc(0) : delimited(1, delimited(2, Buffer.alloc(size)));
  });
  return {
    blocks: [
      [
        field(":status", "200"),
        field("grpc-encoding", "gzip"),
        ...(owed.initial === null ? [] : [field(echoed.initial, owed.initial)]),
      ],
      [
        field("grpc-status", String(owed.code)),
        field("grpc-message", encodeURIComponent(owed.message ?? "made by a library")),
        ...(owed.trailing === null ? [] : [field(echoed.trailing, owed.trailing)]),
      ],
    ],
    data: framed(responses, (at) => owed.responses[at]?.compressed ?? false),
    ...{ reset: null, ended: true },
    ...nowhere,
  };
};

const streamOf = (call: InteropCall): WireStream => {
  const request = requestOf(call);
  const owed = owedFor(request);
  if (owed === null) throw new Error(`nobody knows what ${call.name} is owed`);
  const response = responseOf(call.path, owed);
  return {
    stream: 1,
    request,
    response:
      call.ownCode === null ? response : { ...response, blocks: response.blocks.slice(0, 1) },
  };
};

const reportOf = (call: InteropCall): Reported => {
  const owed = owedFor(requestOf(call));
  const { response } = streamOf(call);
  const code = call.ownCode ?? owed?.code ?? 0;
  const opened = messagesIn(responseOf(call.path, { ...plain(owed) }));
  return {
    status: nameOf(code),
    message: code === 0 ? "" : clean(decodeURIComponent(lastOf(response, "grpc-message"))),
    chain: [],
    rpc: {
      messages: opened.map(({ bytes }) => ({
        size: bytes.length,
        sha256: createHash("sha256").update(bytes).digest("hex"),
      })),
      initial: entries(echoed.initial, owed?.initial, "utf8"),
      trailing: entries(echoed.trailing, owed?.trailing, "base64"),
      ...{ details: null, elapsedMs: 1 },
    },
  };
};

/** As an application gets it. */
const plain = (owed: Owed | null): Owed => ({
  ...{ code: 0, message: "", initial: null, trailing: null },
  responses: (owed?.responses ?? []).map(({ size }) => ({ size, compressed: null })),
});

const entries = (name: string, value: string | null | undefined, form: "utf8" | "base64") =>
  value ? [{ name, value: Buffer.from(value, form).toString("base64") }] : [];

const lastOf = ({ blocks }: WireHalf, name: string): string =>
  blocks.flat().findLast((one) => one.name === name)?.value ?? "";

/** With a client of CONTRACT.md. */
export const soundCase = ({ calls }: InteropCase): CaseShown => ({
  streams: calls.map(streamOf),
  client: { kind: "reports", reports: calls.map(reportOf) },
});

/** With a program of others. */
export const soundProgram = (one: InteropCase): CaseShown => ({
  ...soundCase(one),
  client: { kind: "program", difference: null },
});
