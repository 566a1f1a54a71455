import type { About } from "../about.ts";
import { differingAddresses } from "../endpoint-findings.ts";
import { clientTexts, type Rule } from "../rule.ts";
import { factsIn } from "../said.ts";
import type { Fact } from "../texts/fact.ts";

const about: About = {
  summary: "The client talks to another address than the one meant, or to none.",
  sides: ["client"],
  toBeSure:
    "Print the addresses: `getent ahosts <name>`, the proxy variables (`env | grep -i proxy`), `ss -tnp` of the client while it runs; compare with the address that the working tool reached (`curl -v`, `openssl s_client` print it). `npm run matrix -- probe <address>` tries every address of a name.",
  fix: {
    any: "correct host, port or DNS record; in Kubernetes the Service's port and targetPort",
    go: "GRPC_GO_LOG_SEVERITY_LEVEL=info GRPC_GO_LOG_VERBOSITY_LEVEL=2 prints the addresses; grpc.WithNoProxy() rules a proxy out",
    python: 'GRPC_VERBOSITY=INFO; options=[("grpc.enable_http_proxy", 0)] rules a proxy out',
    node: 'GRPC_VERBOSITY=DEBUG GRPC_TRACE=dns_resolver,subchannel; {"grpc.enable_http_proxy": 0}',
  },
};

/** The target's name stands for servers that are not alike (seen by a probe only). */
export const addressesDiffer: Rule = {
  code: "wrong-endpoint",
  clause: "RFC 6724; gRPC Name Resolution, doc/naming.md",
  about,
  diagnose: differingAddresses,
};

/** What a client can state that never got a connection. */
const beforeConnecting: ReadonlySet<Fact["fact"]> = new Set<Fact["fact"]>([
  "wrapper",
  "dialled",
  "timeout",
  "name-not-resolved",
  "target-unusable",
  "connection-refused",
  "unreachable",
  "permission-denied",
]);

/** The client says that it failed, and no connection of its ever came to this address. */
export const wrongEndpoint: Rule = {
  code: "wrong-endpoint",
  clause: "RFC 9293 section 3.5",
  about,
  diagnose: ({ evidence }) => {
    const steps = evidence.report?.steps ?? [];
    if (evidence.connections.length > 0 || steps.length === 0) return undefined;
    const texts = clientTexts(evidence);
    return {
      side: "client",
      // A connection that is reset at once may pass unseen.
      decided:
        texts.length > 0 &&
        !texts.some((text) => /reset|ECONN|closed|EOF/i.test(text)) &&
        factsIn(texts).every(({ fact }) => beforeConnecting.has(fact.fact)),
      sentence: "The client never connected to the address that it was given.",
      matched: [
        { by: "orchestrator", text: "no connection arrived at the address" },
        ...texts.slice(0, 1).map((text) => ({ by: "client" as const, text: text.slice(0, 300) })),
      ],
      nextCheck: "print what the client's library says before it dials",
      remedy:
        "print the address that the client really dials; look for a proxy or a resolver between",
    };
  },
};
