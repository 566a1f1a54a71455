import type { CauseKnowledge } from "../cause-knowledge.ts";

export const peerSpeaksHttp1: CauseKnowledge = {
  summary: "The peer speaks HTTP/1.1 where HTTP/2 is due.",
  sides: ["server", "between", "client"],
  toBeSure:
    "`curl -v --http1.1 http://<address>/` (https:// behind TLS) gets an answer, and its `Server` field names who gives it; `handshake-matrix probe <address>` shows the status line. It is a port beside the gRPC one (metrics, a dashboard), or a proxy without HTTP/2.",
  clause: "RFC 9113 section 3.4",
  check: {
    at: "endpoint in plaintext",
    look: "what the port answers to an HTTP/1.1 request, in plaintext and under TLS: its status line and server header tell a wrong port from an intermediary without HTTP/2",
  },
  fix: {
    any: "dial the port that serves gRPC, or enable HTTP/2 on this one",
    node: "grpc.Server, not http.createServer, serves gRPC",
    dotnet:
      "Kestrel in the clear: listenOptions.Protocols = HttpProtocols.Http2 (Http1AndHttp2 needs TLS to choose)",
    nginx: "`http2 on;` (before 1.25.1: `listen … http2`) and grpc_pass grpc://upstream;",
    envoy:
      "http2_protocol_options in explicit_http_config of the cluster, codec_type AUTO or HTTP2 of the listener",
    haproxy: "`bind … alpn h2` or, in the clear, `bind … proto h2`; `server … proto h2`",
  },
};
