import type { CellEvidence } from "../../domain/evidence.ts";
import type { HeaderBlock } from "../../domain/http2-facts.ts";
import { certificatePage } from "../certificate-page.ts";
import { oddRequest } from "../odd-request.ts";
import { clientTexts, decisiveConnection, type Finding, type Rule, tlsOf, wire } from "../rule.ts";
import { factsIn } from "../said.ts";

/** An HTTP answer that no gRPC server gives: another status than 200, or another content type. */
export const httpStatusFromIntermediary: Rule = {
  code: "http-status-from-intermediary",
  diagnose: ({ evidence }) => {
    const blocks = decisiveConnection(evidence)?.wire.http2?.server.headers ?? [];
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
    if (!block) return byText(evidence);
    // 405 and 415 are what a gRPC server answers to what is no gRPC request.
    if (/^4(05|15)$/.test(block.status ?? "") && oddRequest(evidence)) return undefined;
    const who = block.server ?? block.via;
    const page = certificatePage(evidence);
    if (page?.said) return undefined;
    if (isGrpcWeb(block.contentType)) return speaksGrpcWeb(block, who);
    return {
      side: "between",
      // Of a client that gave a certificate, whatever it is refused for is said by the status.
      decided: !page || (tlsOf(evidence)?.clientCertificate?.chain.length ?? 0) > 0,
      nextCheck:
        "probe with a client certificate (--cert, --key) that the server's authority issued, and see whether the status changes",
      sentence: `Something that is no gRPC server answered the call: HTTP status ${block.status}, content type ${block.contentType ?? "none"}.`,
      matched: [
        wire(
          `HEADERS of stream ${block.stream}: :status ${block.status}, content-type ${block.contentType ?? "none"}${who ? `, server ${who}` : ""}`,
        ),
      ],
      remedy: "let the proxy pass gRPC for this path (nginx: grpc_pass), or dial the server itself",
    };
  },
};

/** "application/grpc", with a format ("+proto") or parameters; not "application/grpc-web". */
const isGrpc = (contentType: string | null): boolean =>
  /^application\/grpc(?:$|[+;])/i.test(contentType ?? "");

const isGrpcWeb = (contentType: string | null): boolean =>
  /^application\/grpc-web(?:-text)?(?:$|[+;])/i.test(contentType ?? "");

/** An answer with a grpc-status of its own, in its headers or its trailers, is gRPC's, whatever its HTTP status. */
const hasGrpcStatus = (blocks: readonly HeaderBlock[], of: number): boolean =>
  blocks.some(({ stream, grpcStatus }) => stream === of && grpcStatus !== null);

const speaksGrpcWeb = (
  { stream, status, contentType }: HeaderBlock,
  who: string | null,
): Finding => ({
  side: null,
  decided: true,
  sentence: "The endpoint answers in gRPC-Web, which is another protocol than gRPC.",
  matched: [
    wire(
      `HEADERS of stream ${stream}: :status ${status}, content-type ${contentType}${who ? `, server ${who}` : ""}`,
    ),
  ],
  remedy: "dial the port that serves gRPC itself, or use a client of gRPC-Web",
});

/** Where nobody could look inside TLS: the client's library names the status that it got. */
const byText = (evidence: CellEvidence): Finding | undefined => {
  const seen = decisiveConnection(evidence)?.wire;
  if (!seen || seen.http2) return undefined;
  // Nobody answers a call before the handshake, nor after an alert.
  if (seen.tls && (!seen.tls.serverHello || seen.tls.alerts.some(({ fatal }) => fatal))) {
    return undefined;
  }
  for (const { fact, quote } of factsIn(clientTexts(evidence))) {
    if (fact.fact !== "http-status" || fact.status === 200) continue;
    return {
      side: "between",
      decided: true,
      sentence: `Something that is no gRPC server answered the call: HTTP status ${fact.status}.`,
      matched: [{ by: "client", text: quote.slice(0, 300) }],
      remedy: "let the proxy pass gRPC for this path (nginx: grpc_pass), or dial the server itself",
    };
  }
  return undefined;
};
