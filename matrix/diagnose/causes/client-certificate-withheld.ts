import type { About } from "../about.ts";
import { namesForeignAuthorities } from "../authorities-named.ts";
import { type Rule, tlsOf, wire } from "../rule.ts";
import { usableSchemes } from "../usable-schemes.ts";

const about: About = {
  summary:
    "The client has a certificate and does not send it: no authority that the server names issued it, or the server names no scheme for its key.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl s_client -connect <address> </dev/null` lists the authorities and signature algorithms that the server names; hold the certificate's issuer against them (`openssl x509 -noout -issuer`). The server's log then says that no certificate came. What the client prints is the end of a connection: `error reading server preface: EOF`, `write: broken pipe` (Go), `Unwrap failed (TSI_DATA_CORRUPTED)`, `Socket closed` (Python), `Failed to connect` (Node).",
  fix: {
    any: "use a certificate that a named authority issued, with a P-256 or RSA key; or give the server that authority",
    go: "server: tls.Config{ClientCAs: pool}; client: GetClientCertificate sends the certificate whatever is named",
    python:
      "server: grpc.ssl_server_credentials(pairs, root_certificates=client_ca, require_client_auth=True)",
    node: "server: grpc.ServerCredentials.createSsl(clientCa, pairs, true)",
    java: "server: TlsServerCredentials.newBuilder().trustManager(clientCa).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)",
    rust: "server: ServerTlsConfig::new().client_ca_root(ca)",
    nginx: "ssl_client_certificate client-ca.pem; ssl_verify_client on;",
    envoy: "require_client_certificate: true and validation_context.trusted_ca",
    haproxy: "`bind … ca-file client-ca.pem verify required`",
  },
};

/**
 * The client has a certificate and sent none, although a scheme for its key was named. Go and Java
 * do so silently when no authority that the server names issued it (crypto/tls `SupportsCertificate`).
 */
export const clientCertificateWithheld: Rule = {
  code: "client-certificate-withheld",
  clause: "RFC 8446 sections 4.2.4 and 4.4.2.3",
  about,
  diagnose: ({ outcome, evidence }) => {
    const tls = tlsOf(evidence);
    const configured = evidence.clientCertificateInEnvironment ?? evidence.configured.client;
    if (outcome.phase !== "tls" || !tls?.certificateRequest || !configured) return undefined;
    if (tls.clientCertificate === null || tls.clientCertificate.chain.length > 0) return undefined;
    const { authorities, signatureSchemes } = tls.certificateRequest;
    const usable = usableSchemes(configured.keyType, tls.serverHello?.version ?? null);
    if (usable && !usable.some((scheme) => signatureSchemes.includes(scheme))) return undefined;
    const misconfigured = namesForeignAuthorities(tls.certificateRequest, evidence);
    const foreign = authorities.length > 0 && !authorities.includes(configured.issuer);
    return {
      side: misconfigured ? "server" : "client",
      decided: true,
      sentence:
        "The client has a certificate configured but did not send it when the server asked.",
      matched: [
        wire(`CertificateRequest names the authorities: ${authorities.join("; ") || "none"}`),
        { by: "orchestrator", text: `the client's certificate was issued by ${configured.issuer}` },
        wire("the client's Certificate message holds no certificate"),
      ],
      remedy: misconfigured
        ? "give the server the authority that it was to trust"
        : foreign
          ? "use a client certificate that an authority named by the server issued"
          : "look why the client does not use its certificate: the server would have taken it",
    };
  },
};
