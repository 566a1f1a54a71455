/** What a client of CONTRACT.md says of a call of a case, held against the frames of it. */
import { createHash } from "node:crypto";
import type { Finding } from "../../domain/behaviour.ts";
import { clean } from "../../domain/outside-text.ts";
import type { CallReport, MetadataEntry, RpcReport } from "../../domain/prove.ts";
import type { WireStream } from "../../wire/grpc-calls.ts";
import { clauses } from "../clauses.ts";
import { quote, violation, withoutStatus } from "../findings.ts";
import { nameOf } from "../relay-status.ts";
import { binaryIn, headersOf, messageIn, trailersOf, valueIn, valuesIn } from "../wire-view.ts";
import type { InteropCall } from "./interop-case.ts";
import { echoed, openedIn } from "./test-service.ts";

export type Reported = CallReport & Readonly<{ rpc: RpcReport }>;

const cancelled = 1;
const deadlineExceeded = 4;

/**
 * @param stream - null where none was begun; undefined where nobody can tell.
 * @param of - stands before what is said of the call.
 */
export const reported = (
  call: InteropCall,
  report: Reported,
  stream: WireStream | null | undefined,
  of: string,
): readonly Finding[] => {
  if (call.ownCode === cancelled && report.status === "none") {
    return [withoutStatus()];
  }
  // A server that ends a call at its deadline too may be first, and what its client then says is its own affair.
  if (call.ownCode === deadlineExceeded && stream && stream.request.reset === null) return [];
  const trailers = stream ? trailersOf(stream) : undefined;
  const sent = trailers ? Number(valueIn(trailers, "grpc-status")) : null;
  const code = call.ownCode ?? sent;
  const saw = quote("client", `${report.status}: ${report.message}`);
  // Of a call whose server says nothing there is nothing to hold the report against.
  if (code === null) return [];
  if (report.status !== nameOf(code)) {
    const due = call.ownCode === null ? "becomes" : "is due, and the client says";
    return [
      violation(
        "client",
        clauses.interop,
        `${of}status ${nameOf(code)} ${due} ${report.status}`,
        saw,
      ),
    ];
  }
  if (!stream || !trailers || call.ownCode !== null) return [];
  const text = clean(messageIn(valueIn(trailers, "grpc-message") ?? ""));
  return [
    ...(code === 0 || report.message === text
      ? []
      : [violation("client", clauses.interop, `${of}the text of the status is changed`, saw)]),
    ...(code === 0 ? changedResponses(stream, report.rpc, of) : []),
    ...lostEchoes(stream, report.rpc, of),
  ];
};

const changedResponses = (stream: WireStream, { messages }: RpcReport, of: string) => {
  const sent = openedIn(stream.response)?.map((bytes) =>
    createHash("sha256").update(bytes).digest("hex"),
  );
  const got = messages.map(({ sha256 }) => sha256);
  if (!sent || sent.join() === got.join()) return [];
  return [
    violation(
      "client",
      clauses.interop,
      `${of}responses do not arrive as they were sent`,
      quote("wire", `${sent.length} responses`),
      quote("client", `responses of ${messages.map(({ size }) => size).join(", ")} bytes`),
    ),
  ];
};

/** A library that does not tell trailing metadata from initial ones has both as one of them. */
const lostEchoes = (stream: WireStream, { initial, trailing }: RpcReport, of: string) => {
  const got: readonly MetadataEntry[] = [...initial, ...trailing];
  const sent = [
    ...valuesIn(headersOf(stream), echoed.initial).map((value) => ({
      name: echoed.initial,
      value: Buffer.from(value, "latin1").toString("base64"),
    })),
    ...valuesIn(trailersOf(stream), echoed.trailing)
      .flatMap(binaryIn)
      .map((bytes) => ({ name: echoed.trailing, value: bytes.toString("base64") })),
  ];
  return sent
    .filter((one) => !got.some(({ name, value }) => name === one.name && value === one.value))
    .map(({ name }) =>
      violation("client", clauses.interop, `${of}the client loses metadata`, quote("wire", name)),
    );
};
