import type { About } from "../about.ts";
import { decisiveConnection, type Rule, wire } from "../rule.ts";

const about: About = {
  summary: "The peer does not serve the :authority (or SNI) that the client names.",
  sides: ["client", "between", "server"],
  toBeSure:
    "`curl -v --http2 --connect-to ::<host>:<port> https://<name>/` with the name that is meant passes, and with the dialled one gets 421 or 404. Compare :authority and SNI in handshake.txt with the peer's virtual hosts.",
  fix: {
    go: 'grpc.WithAuthority("name")',
    python: 'options=[("grpc.default_authority", "name")]',
    node: '{"grpc.default_authority": "name"}',
    java: 'ManagedChannelBuilder.overrideAuthority("name")',
    rust: 'Endpoint::origin("https://name".parse()?)',
    nginx: "server_name name; towards an upstream: grpc_set_header Host name;",
    envoy: "domains of the virtual host, or host_rewrite_literal of the route",
  },
};

/** The peer says that the request is not for it: 421 Misdirected Request. */
export const authorityRejected: Rule = {
  code: "authority-rejected",
  clause: "RFC 9110 section 15.5.20; RFC 9113 section 8.3.1",
  about,
  diagnose: ({ evidence }) => {
    const http2 = decisiveConnection(evidence)?.wire.http2;
    const refusal = http2?.server.headers.find(({ status }) => status === "421");
    if (!refusal) return undefined;
    const request = http2?.client.headers.find(({ stream }) => stream === refusal.stream);
    const authority = request?.authority ?? null;
    const who = refusal.server ?? refusal.via;
    return {
      // Which of the two has the wrong name is not on the wire.
      side: null,
      decided: true,
      sentence: `The peer does not serve the authority ${authority ?? "that the client names"}.`,
      matched: [
        wire(`HEADERS of stream ${refusal.stream}: :status 421${who ? `, server ${who}` : ""}`),
        ...(authority === null ? [] : [wire(`:authority ${authority}`)]),
      ],
      remedy: "name an authority that the peer serves, or let the peer serve this one",
    };
  },
};
