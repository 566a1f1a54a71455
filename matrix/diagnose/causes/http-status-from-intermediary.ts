import { decisiveConnection, type Rule, wire } from "../rule.ts";

/** An HTTP answer that no gRPC server gives: another status than 200, or another content type. */
export const httpStatusFromIntermediary: Rule = {
  code: "http-status-from-intermediary",
  clause: "gRPC over HTTP/2, Responses; gRPC HTTP status code mapping",
  diagnose: ({ evidence }) => {
    const block = decisiveConnection(evidence)?.wire.http2?.server.headers.find(
      ({ status, contentType }) =>
        status !== null &&
        (status !== "200" || contentType?.startsWith("application/grpc") !== true),
    );
    if (!block) return undefined;
    const who = block.server ?? block.via;
    return {
      side: "between",
      decided: true,
      sentence: `Something that is no gRPC server answered the call: HTTP status ${block.status}, content type ${block.contentType ?? "none"}.`,
      evidence: [
        wire(
          `HEADERS of stream ${block.stream}: :status ${block.status}, content-type ${block.contentType ?? "none"}${who ? `, server ${who}` : ""}`,
        ),
      ],
      remedy: "let the proxy pass gRPC for this path (nginx: grpc_pass), or dial the server itself",
    };
  },
};
