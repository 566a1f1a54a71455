import type { CauseKnowledge } from "../cause-knowledge.ts";

export const authorityRejected: CauseKnowledge = {
  summary: "The peer does not serve the :authority (or SNI) that the client names.",
  sides: ["client", "between", "server"],
  toBeSure:
    "`curl -v --http2 --connect-to ::<host>:<port> https://<name>/` with the name that is meant passes, and with the dialled one gets 421 or 404. Compare :authority and SNI in handshake.txt with the peer's virtual hosts.",
  clause: "RFC 9110 section 15.5.20; RFC 9113 section 8.3.1",
  check: {
    at: "endpoint",
    look: "the server name sent in TLS and the :authority, against the names that the server routes",
  },
  fix: {
    any: "let the client name an authority that the server serves, or let the server serve that name",
    go: 'grpc.WithAuthority("name")',
    python: 'options=[("grpc.default_authority", "name")]',
    node: '{"grpc.default_authority": "name"}',
    java: 'ManagedChannelBuilder.overrideAuthority("name")',
    rust: 'Endpoint::origin("https://name".parse()?)',
    nginx: "server_name name; towards an upstream: grpc_set_header Host name;",
    envoy: "domains of the virtual host, or host_rewrite_literal of the route",
  },
};
