import type { About } from "../about.ts";
import { namesForeignAuthorities } from "../authorities-named.ts";
import { clientCertificateRejection } from "../certificate-rejection.ts";
import { untrustedIssuer } from "../endpoint-findings.ts";
import { rejectedCertificate } from "../rejected-certificate.ts";
import { type Finding, type Rule, type Symptoms, tlsOf, wire } from "../rule.ts";

const about: About = {
  summary: "The server does not accept the certificate that the client sent.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl verify -purpose sslclient -CAfile <what the server trusts> -untrusted <the chain> client.pem` names the fault. In TLS 1.3 the client's own text is a race between the alert and the end of a connection (`error reading server preface: EOF`, `write: broken pipe`, `Unwrap failed (TSI_DATA_CORRUPTED)`, `Socket closed`, `Failed to connect`): read the server's log.",
  fix: {
    any: "use a certificate that the server's authority issued, with its intermediates",
    go: "server: tls.Config{ClientCAs: pool, ClientAuth: tls.RequireAndVerifyClientCert}",
    python:
      "server: grpc.ssl_server_credentials(pairs, root_certificates=client_ca, require_client_auth=True)",
    node: "server: grpc.ServerCredentials.createSsl(clientCa, pairs, true)",
    java: "server: TlsServerCredentials.newBuilder().keyManager(cert, key).trustManager(clientCa).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)",
    rust: "server: ServerTlsConfig::new().identity(identity).client_ca_root(ca)",
    dotnet:
      "Kestrel: ClientCertificateMode.RequireCertificate, and the authority in the store that it verifies with",
    nginx: "ssl_client_certificate client-ca.pem; ssl_verify_client on;",
    envoy: "require_client_certificate: true and validation_context.trusted_ca",
    haproxy: "`bind … ca-file client-ca.pem verify required`",
  },
};

const rejected = rejectedCertificate({
  code: "client-certificate-untrusted",
  clause: "RFC 5280 section 6.1",
  about,
  sentence: (whose) =>
    `The server does not trust the authority that issued the ${whose} certificate.`,
  remedy: () =>
    "use a client certificate that the server's authority issued, or give the server that authority",
});

export const clientCertificateUntrusted: Rule = {
  ...rejected,
  diagnose: (symptoms) =>
    untrustedIssuer(symptoms) ?? rejected.diagnose(symptoms) ?? foreignAuthority(symptoms),
};

/** The server left after a certificate of the authority that it was told of, and names others. */
const foreignAuthority = (symptoms: Symptoms): Finding | undefined => {
  const { evidence } = symptoms;
  const request = tlsOf(evidence)?.certificateRequest;
  const rejection = clientCertificateRejection(symptoms);
  if (!request || !rejection || !namesForeignAuthorities(request, evidence)) return undefined;
  const told = evidence.configured.serverTrusts.map(({ subject }) => subject);
  return {
    side: "server",
    decided: false,
    sentence: "The server does not trust the authority that it was told of, and names others.",
    matched: [
      wire(`CertificateRequest names the authorities: ${request.authorities.join("; ")}`),
      { by: "orchestrator", text: `the server was to trust ${told.join("; ")}` },
      ...rejection.quotes,
    ],
    remedy: "give the server the authority that it was to trust",
    nextCheck: "look into the server's log for what it says of the client's certificate",
  };
};
