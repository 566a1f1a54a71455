import type { About } from "../about.ts";
import { asksToConnect } from "../asks-to-connect.ts";
import { firstOctets } from "../first-octets.ts";
import { clientTexts, decisiveConnection, type Rule } from "../rule.ts";
import { factsIn } from "../said.ts";

const about: About = {
  summary:
    "An HTTP proxy from the environment stands in the way: the client asks it to CONNECT, and it refuses or answers itself.",
  sides: ["client", "between"],
  toBeSure:
    "`env | grep -i proxy` where the client runs, then the same call with the target in `no_proxy`: if it passes it was the proxy. On the wire the client's first octets are `CONNECT host:port HTTP/1.1`.",
  fix: {
    any: "let the proxy allow CONNECT to the server's port",
    go: "grpc.WithNoProxy(), or NO_PROXY=host (http.ProxyFromEnvironment: HTTPS_PROXY)",
    python:
      'options=[("grpc.enable_http_proxy", 0)], or no_grpc_proxy/no_proxy=host (grpc_proxy, https_proxy, http_proxy)',
    node: '{"grpc.enable_http_proxy": 0}, or no_grpc_proxy/no_proxy=host (grpc_proxy, https_proxy, http_proxy)',
    java: "-Dhttp.nonProxyHosts=host, or ManagedChannelBuilder.proxyDetector(address -> null)",
    dotnet: "new SocketsHttpHandler { UseProxy = false }, or NO_PROXY=host",
  },
};

/** The client goes by an HTTP proxy: it asks this address to CONNECT, or tells what the proxy answered. */
export const httpProxyIntercept: Rule = {
  code: "http-proxy-intercept",
  clause: "RFC 9110 section 9.3.6; gRPC proposal A1",
  about,
  diagnose: ({ evidence }) => {
    const connection = decisiveConnection(evidence);
    if (connection && asksToConnect(connection)) {
      return {
        side: "client",
        decided: true,
        sentence: "The client takes the address for an HTTP proxy and asks it to CONNECT.",
        matched: [firstOctets(connection, "client")],
        remedy: "take the address out of the client's proxy variables",
      };
    }
    // A proxy that was reached hides who is behind it: what arrives here went past it.
    if (connection) return undefined;
    for (const { fact, quote } of factsIn(clientTexts(evidence))) {
      if (fact.fact !== "proxy-connect") continue;
      return {
        side: fact.status === null ? null : "between",
        decided: true,
        sentence: "An HTTP proxy stands before the address, and the client did not get past it.",
        matched: [
          { by: "client", text: quote.slice(0, 300) },
          { by: "orchestrator", text: "no connection arrived at the address" },
        ],
        remedy: "put the address into no_proxy, or let the proxy connect to it",
      };
    }
    return undefined;
  },
};
