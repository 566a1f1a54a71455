import type { KnownCause } from "../domain/cause.ts";
import type { CellEvidence } from "../domain/evidence.ts";
import type { HeaderBlock } from "../domain/http2-facts.ts";
import { type Between, isProxyName } from "../knowledge/between.ts";
import { type HttpAnswer, type HttpPage, httpAnswerOf } from "../knowledge/http-answers.ts";
import { certificatePage } from "./certificate-page.ts";
import { isGrpc, isGrpcWeb } from "./content-type.ts";
import { oddRequest } from "./odd-request.ts";
import { quotedState } from "./proxy-state.ts";
import { replyFaults } from "./reply-fault.ts";
import {
  clientTexts,
  type Finding,
  quoted,
  type Rule,
  type Symptoms,
  seenIn,
  tlsOf,
  wire,
} from "./rule.ts";
import { factsIn } from "./said.ts";

/** A cause that an HTTP status tells. */
export const httpAnswer = (code: KnownCause): Rule => ({
  code,
  diagnose: (symptoms) => {
    const { evidence } = symptoms;
    const block = foreignAnswer(evidence);
    if (block) {
      const answer = httpAnswerOf(block.status, pageOf(block, symptoms));
      return answer.code === code ? byStatus(block, answer, evidence) : undefined;
    }
    return byText(code, evidence);
  },
});

/** An HTTP answer that no gRPC server gives: another status than 200, or another content type. */
export const foreignAnswer = (evidence: CellEvidence): HeaderBlock | undefined => {
  const { http2 } = seenIn(evidence);
  const blocks = http2?.server.headers ?? [];
  const block = blocks.find(
    ({ stream, status, contentType }) =>
      // Of a stream that a client began (RFC 9113 section 5.1.1), and no interim answer (section 8.1).
      stream % 2 === 1 &&
      status !== null &&
      !status.startsWith("1") &&
      status !== "421" &&
      !(isGrpc(contentType) && hasGrpcStatus(blocks, stream)) &&
      (status !== "200" || !isGrpc(contentType)),
  );
  if (!block || !http2) return undefined;
  if (replyFaults(http2).some(({ stream }) => stream === block.stream)) return undefined;
  // 405 and 415 are what a gRPC server answers to what is no gRPC request.
  if (/^4(05|15)$/.test(block.status ?? "") && oddRequest(evidence)) return undefined;
  return certificatePage(evidence)?.said || quotedState(evidence) ? undefined : block;
};

/** An answer with a grpc-status of its own, in its headers or its trailers, is gRPC's, whatever its HTTP status. */
const hasGrpcStatus = (blocks: readonly HeaderBlock[], of: number): boolean =>
  blocks.some(({ stream, grpcStatus }) => stream === of && grpcStatus !== null);

/** A client's library quotes the page, where it read it. */
const pageOf = (block: HeaderBlock, symptoms: Symptoms): HttpPage => ({
  server: block.server,
  text: clientTexts(symptoms.evidence).join("\n"),
  contentType: block.contentType,
  between: betweenOf(block, symptoms),
});

/** In a cell both ends are known, and an answer of this kind is neither's. */
const betweenOf = (
  { stream, server, via, proxyState }: HeaderBlock,
  { endpoint, evidence }: Symptoms,
): Between => {
  if (endpoint === null) return evidence.upstream === null ? "unknown" : "shown";
  const replies = seenIn(evidence).http2?.grpc?.replies ?? [];
  const upstream = replies.find((one) => one.stream === stream)?.upstreamServiceTime ?? null;
  const isShown =
    via !== null || proxyState !== undefined || upstream !== null || isProxyName(server ?? "");
  return isShown ? "shown" : "none shown";
};

const byStatus = (
  block: HeaderBlock,
  { side, sentence, remedy, nextCheck }: HttpAnswer,
  evidence: CellEvidence,
): Finding => {
  const { stream, status, contentType } = block;
  const page = certificatePage(evidence);
  const certificateGiven = (tlsOf(evidence)?.clientCertificate?.chain.length ?? 0) > 0;
  const replies = seenIn(evidence).http2?.grpc?.replies ?? [];
  const reply = replies.find((one) => one.stream === stream);
  const location = reply?.location ?? null;
  const other = otherThanGrpc(reply?.acceptPost);
  return {
    side,
    // Of a client that gave a certificate, whatever it is refused for is said by the status.
    decided: nextCheck === undefined && (!page || certificateGiven),
    nextCheck:
      nextCheck ??
      "probe with a client certificate (--cert, --key) that the server's authority issued, and see whether the status changes",
    sentence: `${(other?.sentence ?? sentence).replace(/\.$/, "")} (HTTP status ${status}, content type ${contentType ?? "none"}).`,
    matched: [
      wire(shownAnswer(block)),
      ...(location === null ? [] : [wire(`location: ${location}`)]),
      ...(other ? [wire(`accept-post: ${reply?.acceptPost}`)] : []),
    ],
    remedy: other?.remedy ?? remedy,
  };
};

/** What a list of content types says that a server takes in place of gRPC; null where it takes gRPC, or says nothing. */
const otherThanGrpc = (
  acceptPost: string | undefined,
): Pick<HttpAnswer, "sentence" | "remedy"> | null => {
  const types = (acceptPost ?? "").split(",").map((one) => one.trim());
  if (types.some((type) => isGrpc(type))) return null;
  const protocols = [
    ...(types.some((type) => isGrpcWeb(type)) ? ["gRPC-Web"] : []),
    // connectrpc.com, Multi-Protocol Support: unary calls have the types of the message alone.
    ...(types.some((type) => /^application\/(?:connect\+|proto$)/.test(type)) ? ["Connect"] : []),
  ].join(" and ");
  if (protocols === "") return null;
  return {
    sentence: `What is served at this path takes ${protocols}, which gRPC's clients do not speak.`,
    remedy: `let the server take gRPC too, dial the port that does, or use a client of ${protocols}`,
  };
};

/** A header block as a cause quotes it. */
export const shownAnswer = ({ stream, status, contentType, server, via }: HeaderBlock): string => {
  const who = server ?? via;
  return `HEADERS of stream ${stream}: :status ${status}, content-type ${contentType ?? "none"}${who ? `, server ${who}` : ""}`;
};

/** Where nobody could look inside TLS: the client's library names the status that it got. */
const byText = (code: KnownCause, evidence: CellEvidence): Finding | undefined => {
  const seen = seenIn(evidence).connection?.wire;
  if (!seen || seen.http2) return undefined;
  // Nobody answers a call before the handshake, nor after an alert.
  if (seen.tls && (!seen.tls.serverHello || seen.tls.alerts.some(({ fatal }) => fatal))) {
    return undefined;
  }
  for (const { fact, quote } of factsIn(clientTexts(evidence))) {
    if (fact.fact !== "http-status" || fact.status === 200) continue;
    const answer = httpAnswerOf(fact.status, {
      server: null,
      text: quote,
      contentType: null,
      between: "unknown",
    });
    if (answer.code !== code) return undefined;
    return {
      side: answer.side,
      decided: answer.nextCheck === undefined,
      nextCheck: answer.nextCheck ?? null,
      sentence: `${answer.sentence.replace(/\.$/, "")} (HTTP status ${fact.status}).`,
      matched: [quoted("client", quote.slice(0, 300))],
      remedy: answer.remedy,
    };
  }
  return undefined;
};
