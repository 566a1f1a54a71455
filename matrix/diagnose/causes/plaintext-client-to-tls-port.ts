import type { Quote } from "../../domain/cause.ts";
import type { About } from "../about.ts";
import { firstOctets } from "../first-octets.ts";
import { decisiveConnection, type Rule, type Symptoms, wire } from "../rule.ts";

const about: About = {
  summary: "The client speaks HTTP/2 in the clear to a port that wants TLS.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl s_client -connect <address> -alpn h2` gets a certificate; `npm run matrix -- probe <address>` shows TLS on the port. In the server's log the first octets are `505249202a` (PRI *).",
  fix: {
    go: "grpc.WithTransportCredentials(credentials.NewClientTLSFromFile(…)) in place of insecure.NewCredentials()",
    python:
      "grpc.secure_channel(target, grpc.ssl_channel_credentials(ca)) in place of grpc.insecure_channel",
    node: "grpc.credentials.createSsl(ca) in place of createInsecure()",
    java: "Grpc.newChannelBuilder(target, TlsChannelCredentials.create()) in place of usePlaintext()",
    rust: "an https:// URI and .tls_config(ClientTlsConfig::new()…)",
    dotnet: 'GrpcChannel.ForAddress("https://…")',
    nginx: "towards a TLS upstream: grpc_pass grpcs://upstream;",
    envoy: "transport_socket with UpstreamTlsContext on the cluster",
    haproxy: "`server … ssl alpn h2 verify required ca-file ca.pem`",
  },
};

/**
 * Servers answer octets that are no TLS with an alert or, most of them, with nothing but a close; a
 * ClientHello of the orchestrator's own then tells whether they speak TLS.
 */
export const plaintextClientToTlsPort: Rule = {
  code: "plaintext-client-to-tls-port",
  clause: "RFC 8446 section 5.1; RFC 9113 section 3.4",
  about,
  diagnose: (symptoms) => {
    const { mode, evidence, endpoint } = symptoms;
    const connection = decisiveConnection(evidence);
    const spoken = connection?.wire.server.protocol;
    if (connection && refusesPlaintext(symptoms)) {
      return {
        side: mode === "none" && !endpoint ? "server" : "client",
        decided: true,
        sentence: "The client spoke HTTP/2 in the clear to a server that wants TLS.",
        matched: [
          wire(`the server answered in the clear: ${connection.wire.server.httpStatusLine ?? ""}`),
          { by: "orchestrator", text: "a ClientHello to the same address led to a TLS handshake" },
        ],
        remedy: "use TLS credentials in the client",
      };
    }
    if (connection?.wire.client.protocol !== "http2") return undefined;
    if (spoken !== "tls" && spoken !== "nothing") return undefined;
    const trial = evidence.trials.find(({ narrowed }) => narrowed === "nothing");
    // A record has a header of five octets (RFC 8446 section 5.1).
    const record = spoken === "tls" && connection.bytes.server >= 5;
    const speaksTls = record || trial?.result === "accepted";
    if (!speaksTls && mode === "none") return undefined;
    const tried: readonly Quote[] =
      trial?.result === "accepted"
        ? [{ by: "orchestrator", text: `a ClientHello to the same address led to ${trial.saw}` }]
        : [];
    return {
      side: mode === "none" ? "server" : "client",
      decided: speaksTls,
      sentence: "The client spoke HTTP/2 in the clear to a server that wants TLS.",
      matched: [firstOctets(connection, "client"), firstOctets(connection, "server"), ...tried],
      remedy:
        mode === "none" ? "serve in the clear, as asked for" : "use TLS credentials in the client",
      nextCheck: "offer a ClientHello to the same address",
    };
  },
};

/** Servers of HTTP answer it with 400 in the clear (nginx: "The plain HTTP request was sent to HTTPS port"). */
export const refusesPlaintext = ({ evidence, endpoint }: Symptoms): boolean => {
  const seen = decisiveConnection(evidence)?.wire;
  return (
    seen?.client.protocol === "http2" &&
    /^HTTP\/1\.[01] 400\b/.test(seen.server.httpStatusLine ?? "") &&
    (endpoint?.serverCertificate ?? null) !== null
  );
};
