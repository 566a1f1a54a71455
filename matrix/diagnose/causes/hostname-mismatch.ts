import type { About } from "../about.ts";
import { refusedEverything } from "../refused-everything.ts";
import { rejectedCertificate } from "../rejected-certificate.ts";
import { decisiveConnection, type Rule, tlsOf, wire } from "../rule.ts";

const about: About = {
  summary: "The server's certificate is not for the name that the client wants to reach.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl s_client -connect <address> -verify_hostname <name> </dev/null | grep -i verif`, and `openssl x509 -noout -ext subjectAltName`. An address is held against iPAddress entries alone, and a wildcard covers one label.",
  fix: {
    any: "issue the certificate with the dialled name (`subjectAltName=DNS:name,IP:10.0.0.1`), or dial a name that it has; the settings here verify the certificate against the name that is meant",
    go: 'tls.Config{ServerName: "name"} or credentials.NewClientTLSFromFile(ca, "name")',
    python: 'options=[("grpc.ssl_target_name_override", "name")]',
    node: '{"grpc.ssl_target_name_override": "name"}',
    java: 'ManagedChannelBuilder.overrideAuthority("name")',
    rust: 'ClientTlsConfig::new().domain_name("name")',
    dotnet:
      'GrpcChannel.ForAddress("https://name"), and SocketsHttpHandler.ConnectCallback to connect to the address that is meant',
    nginx: "towards a TLS upstream: grpc_ssl_name name; grpc_ssl_server_name on;",
    haproxy: "towards a TLS server: `sni str(name) verifyhost name`",
  },
};

export const hostnameMismatch = rejectedCertificate({
  code: "hostname-mismatch",
  clause: "RFC 9525 section 6",
  about,
  sentence: (whose) => `The ${whose} certificate is not for the name that the client wants.`,
  remedy: () =>
    "dial a name that the certificate has, set the name to verify, or issue it for the name that is dialled",
});

/** The server refuses the name that the client sent; as a warning, which it is too, it only notes it (RFC 6066 section 3). */
export const nameNotServed: Rule = {
  code: "hostname-mismatch",
  clause: "RFC 6066 section 3; RFC 8446 section 6.2",
  about,
  diagnose: ({ evidence }) => {
    const connection = decisiveConnection(evidence);
    const tls = connection?.wire.tls;
    const alert = tls?.alerts.find(
      ({ from, name }) => from === "server" && name === "unrecognized_name",
    );
    if (!tls?.clientHello || !alert || (tls.finished.client && tls.finished.server)) {
      return undefined;
    }
    const { serverName } = tls.clientHello;
    return {
      side: null,
      decided: false,
      sentence:
        serverName === null
          ? "The server wants a server_name, and the client sends none."
          : `The server has nothing for the name that the client sends (server_name ${serverName}).`,
      matched: [
        wire(`ClientHello server_name: ${serverName ?? "none"}`),
        wire(`the server sent alert ${alert.code} ${alert.name}${alert.fatal ? "" : " (warning)"}`),
      ],
      remedy: "dial a name that the server has, or give the server a certificate for this one",
      nextCheck: "probe again with --server-name <a name that the server has>",
    };
  },
};

/** handshake_failure does not say what it is for: every trial sent the same name. */
const nameRefusedWhereSent = refusedEverything({
  code: "hostname-mismatch",
  clause: "RFC 6066 section 3; RFC 8446 section 6.2",
  about,
  sentence:
    "The server refuses every ClientHello with this name: perhaps it has nothing for the name that the client sends.",
  remedy: "dial a name that the server has, or give the server a certificate for this one",
  nextCheck: "probe again with --server-name <a name that the server has>",
});

export const nameRefused: Rule = {
  ...nameRefusedWhereSent,
  diagnose: (symptoms) =>
    typeof tlsOf(symptoms.evidence)?.clientHello?.serverName === "string"
      ? nameRefusedWhereSent.diagnose(symptoms)
      : undefined,
};
