import type { CertificateFacts } from "../../domain/wire-facts.ts";
import type { About } from "../about.ts";
import { certificateFindings } from "../certificate-findings.ts";
import { serverCertificateRejection } from "../certificate-rejection.ts";
import { type Rule, wire } from "../rule.ts";

const about: About = {
  summary: "Something between client and server ends TLS and presents a certificate of its own.",
  sides: ["between", "client"],
  toBeSure:
    "Compare issuer and fingerprint from inside and outside the network: `openssl s_client -connect <address> -servername <name> </dev/null | openssl x509 -noout -issuer -fingerprint -sha256` against `openssl x509` of the file that the server serves. An inspecting proxy often has no ALPN h2 either: after trust, `alpn-not-negotiated` follows.",
  fix: {
    any: "have the inspection exempt the server's name; where that cannot be, trust the company's authority in this client, as below",
    go: 'credentials.NewClientTLSFromFile("ca.pem", ""), or credentials.NewTLS(&tls.Config{RootCAs: pool})',
    python: 'grpc.ssl_channel_credentials(root_certificates=open("ca.pem", "rb").read())',
    node: 'grpc.credentials.createSsl(fs.readFileSync("ca.pem"))',
    java: 'TlsChannelCredentials.newBuilder().trustManager(new File("ca.pem")).build(), or GrpcSslContexts.forClient().trustManager(ca)',
    rust: "ClientTlsConfig::new().ca_certificate(Certificate::from_pem(ca)); for public authorities .with_native_roots() or .with_webpki_roots() (none is the default from tonic 0.12)",
    dotnet:
      "SocketsHttpHandler { SslOptions = { CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { ca } } } }",
  },
};

/**
 * The client got a certificate for the right name that is not the server's and that an authority issued which
 * neither side was told of. A server that serves another file than it was given looks alike.
 */
export const tlsInterception: Rule = {
  code: "tls-interception",
  clause: "RFC 8446 section 4.4.2; RFC 5280 section 6.1",
  about,
  diagnose: (symptoms) => {
    const { configured } = symptoms.evidence;
    const rejection = serverCertificateRejection(symptoms);
    const [leaf] = rejection?.seen === "sent" ? rejection.chain : [];
    const own = configured.server;
    if (!rejection || !leaf || !own || leaf.sha256 === own.sha256) return undefined;
    const known = [...configured.clientTrusts, ...configured.intermediates];
    const findings = certificateFindings(rejection.chain, "server", configured);
    if (!findings.some(({ code }) => code === "unknown-ca")) return undefined;
    if (leaf.issuer === own.issuer || leaf.issuer === leaf.subject) return undefined;
    if (known.some(({ subject }) => subject === leaf.issuer) || !sameName(leaf, own)) {
      return undefined;
    }
    return {
      side: "between",
      decided: false,
      sentence: "The client got a certificate for the right name that is not the server's own.",
      matched: [
        wire(`Certificate: issued by ${leaf.issuer}, SHA-256 ${leaf.sha256}`),
        {
          by: "orchestrator",
          text: `the server's own: issued by ${own.issuer}, SHA-256 ${own.sha256}`,
        },
        ...rejection.quotes,
      ],
      remedy: "have what ends TLS in between exempt the server, or trust its authority knowingly",
      nextCheck: "compare issuer and fingerprint on the server's own machine and from the client's",
    };
  },
};

const sameName = (one: CertificateFacts, other: CertificateFacts): boolean =>
  one.dnsNames.some((name) => other.dnsNames.includes(name));
