import type { CellEvidence } from "../../domain/evidence.ts";
import type { About } from "../about.ts";
import { oddRequest } from "../odd-request.ts";
import { clientTexts, decisiveConnection, type Finding, type Rule, wire } from "../rule.ts";
import { factsIn } from "../said.ts";

const about: About = {
  summary: "Something that is no gRPC server answered the call with an HTTP status of its own.",
  sides: ["between", "server", "client"],
  toBeSure:
    "`curl -v --http2 https://<address>/<package.Service>/<Method>` shows status, `server` and `via`; the same call to the server itself passes. 404 and 405: no route for the path; 502, 503, 504: no upstream; 401, 403: an access rule; 200 with text/html: a web page.",
  fix: {
    any: "route the path /package.Service/ to the gRPC server, with HTTP/2 all the way",
    dotnet: "app.MapGrpcService<T>() before a fallback route",
    nginx: "location / { grpc_pass grpc://upstream; } in place of proxy_pass",
    envoy:
      "http2_protocol_options (explicit_http_config) of the cluster, and a route that matches the path",
    haproxy: "`server … proto h2` (or ssl alpn h2), and an ACL that lets the path through",
  },
};

/** An HTTP answer that no gRPC server gives: another status than 200, or another content type. */
export const httpStatusFromIntermediary: Rule = {
  code: "http-status-from-intermediary",
  clause: "gRPC over HTTP/2, Responses; gRPC HTTP status code mapping",
  about,
  diagnose: ({ evidence }) => {
    const block = decisiveConnection(evidence)?.wire.http2?.server.headers.find(
      ({ stream, status, contentType }) =>
        // Of a stream that a client began (RFC 9113 section 5.1.1), and no interim answer (section 8.1).
        stream % 2 === 1 &&
        status !== null &&
        !status.startsWith("1") &&
        status !== "421" &&
        (status !== "200" || contentType?.startsWith("application/grpc") !== true),
    );
    if (!block) return byText(evidence);
    // 405 and 415 are what a gRPC server answers to what is no gRPC request.
    if (/^4(05|15)$/.test(block.status ?? "") && oddRequest(evidence)) return undefined;
    const who = block.server ?? block.via;
    return {
      side: "between",
      decided: true,
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
