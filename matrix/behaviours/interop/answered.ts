/** A server of a case, held against what it owes for the request that it got. */
import type { Finding } from "../../domain/behaviour.ts";
import { clean } from "../../domain/outside-text.ts";
import type { WireStream } from "../../wire/grpc-calls.ts";
import { clauses } from "../clauses.ts";
import { quote, violation } from "../findings.ts";
import { nameOf } from "../relay-status.ts";
import {
  binaryIn,
  headersOf,
  messageIn,
  messagesIn,
  trailersOf,
  valueIn,
  valuesIn,
} from "../wire-view.ts";
import { echoed, type Owed, owedFor, sizesIn } from "./test-service.ts";

/** @param of - stands before what is said of the call; empty where its case has no other. */
export const answered = (stream: WireStream, of: string): readonly Finding[] => {
  const owed = owedFor(stream.request);
  if (owed === null) return [];
  const trailers = trailersOf(stream);
  const clause = clauses.interop;
  if (!trailers) {
    const { request, response } = stream;
    const reset = response.reset ?? request.reset;
    // Who waits for a refusal that does not come ends the call itself.
    const isGivenUp = response.reset === null && request.reset !== null && owed.code === 0;
    const end = quote("wire", reset === null ? "no trailers" : `RST_STREAM ${reset}`);
    const sentence = `${of}the call ends without a status, where ${nameOf(owed.code)} is due`;
    return [violation(isGivenUp ? "client" : "server", clause, sentence, end)];
  }
  const code = Number(valueIn(trailers, "grpc-status"));
  const text = messageIn(valueIn(trailers, "grpc-message") ?? "");
  const wire = quote("wire", `grpc-status: ${code}, grpc-message: ${clean(text)}`);
  if (code !== owed.code) {
    const sentence = `${of}status ${nameOf(code)}, where ${nameOf(owed.code)} is due`;
    return [violation("server", clause, sentence, wire)];
  }
  return [
    ...(code === 0 || owed.message === null || text === owed.message
      ? []
      : [violation("server", clause, `${of}the text of the status is another`, wire)]),
    ...wrongResponses(stream, owed, of),
    ...wrongEchoes(stream, owed, of),
  ];
};

const wrongResponses = (stream: WireStream, owed: Owed, of: string): readonly Finding[] => {
  const path = valueIn(stream.request.blocks[0], ":path") ?? "";
  const wanted = owed.responses.map(({ size }) => size).join(", ");
  const sizes = sizesIn(path, stream.response)?.join(", ") ?? "none that can be read";
  if (sizes !== wanted) {
    const saw = quote("wire", `responses of ${sizes}, where ${wanted} are due`);
    return [violation("server", clauses.interop, `${of}other responses than were asked for`, saw)];
  }
  const sent = messagesIn(stream.response);
  const differs = (compressed: boolean) =>
    owed.responses.some(
      (one, at) => one.compressed === compressed && sent[at]?.compressed !== compressed,
    );
  const encoding = valueIn(headersOf(stream), "grpc-encoding");
  const saw = quote("wire", encoding ? `grpc-encoding: ${encoding}` : "no grpc-encoding");
  return [
    ...(differs(true)
      ? [
          violation(
            "server",
            clauses.interopResponse,
            `${of}a response that is to be compressed is not`,
            saw,
          ),
        ]
      : []),
    ...(differs(false)
      ? [
          violation(
            "server",
            clauses.interopResponse,
            `${of}a response that is not to be compressed is`,
            saw,
          ),
        ]
      : []),
  ];
};

const wrongEchoes = (stream: WireStream, owed: Owed, of: string): readonly Finding[] => {
  const initial = valueIn(headersOf(stream), echoed.initial) ?? null;
  const [bytes] = valuesIn(trailersOf(stream), echoed.trailing).flatMap(binaryIn);
  const trailing = bytes?.toString("base64") ?? null;
  const lost = (name: string, given: string | null, back: string | null) =>
    given === null || given === back
      ? []
      : [
          violation(
            "server",
            clauses.interop,
            `${of}metadata are not given back`,
            quote("wire", `${name}: ${back === null ? "absent" : clean(back)}`),
          ),
        ];
  return [
    ...lost(echoed.initial, owed.initial, initial),
    ...lost(echoed.trailing, owed.trailing, trailing),
  ];
};
