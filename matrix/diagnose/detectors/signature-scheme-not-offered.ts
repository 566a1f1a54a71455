import type { Quote } from "../../domain/cause.ts";
import type { CellEvidence } from "../../domain/evidence.ts";
import type { CertificateFacts, ClientHello, TlsFacts } from "../../domain/wire-facts.ts";
import { curveOf } from "../key-curve.ts";
import { refusedEverything } from "../refused-everything.ts";
import { refusedHello } from "../refused-hello.ts";
import {
  clientTexts,
  type Finding,
  handshakeFinished,
  quoted,
  quoteFrom,
  type Rule,
  type Symptoms,
  seenIn,
  wire,
} from "../rule.ts";
import { usableSchemes } from "../usable-schemes.ts";
import { alertQuotes, chosenVersion, serverCertificateOf, versionOf } from "../verified-key.ts";

/**
 * A side must verify a key for which it offers no signature scheme. Which side: the client, if its
 * ClientHello lacks a scheme for the server's key; the server, if its CertificateRequest lacks one
 * for the client's key.
 */
export const signatureSchemeNotOffered: Rule = {
  code: "signature-scheme-not-offered",
  diagnose: (symptoms) => {
    const { outcome, evidence } = symptoms;
    const { tls } = seenIn(evidence);
    if (outcome.phase !== "tls" || !tls) return undefined;
    return (
      serverKeyNotVerifiable(tls, symptoms) ??
      clientKeyNotVerifiable(tls, evidence) ??
      byTrial.diagnose(symptoms)
    );
  },
};

/** Where the server has a key that the client can verify, and wants to sign otherwise. */
const byTrial = refusedHello({
  code: "signature-scheme-not-offered",
  clause: "RFC 8446 sections 4.2.3 and 9.1",
  narrowed: "signature-schemes",
  title: "signature_algorithms",
  values: ({ signatureSchemes }) => signatureSchemes,
  ordinary: ["ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256", "rsa_pkcs1_sha256"],
  sentence: "The client offers none of the signature schemes that the server can sign with.",
  remedy: "enable the schemes of RFC 8446 section 9.1 on both sides",
});

const remedy = (who: string) =>
  `give the ${who} a key of type p256, p384 or rsa2048, or replace the peer's TLS library by one that offers the scheme`;

const serverKeyNotVerifiable = (tls: TlsFacts, symptoms: Symptoms): Finding | undefined => {
  const { evidence } = symptoms;
  const certificate = serverCertificateOf(tls, symptoms);
  if (!certificate || !tls.clientHello || handshakeFinished(tls)) return undefined;
  const version = versionOf(tls) ?? chosenVersion(evidence);
  const needed = usableSchemes(certificate.keyType, version);
  const { signatureSchemes: offered } = tls.clientHello;
  if (!needed || offered.length === 0 || needed.some((scheme) => offered.includes(scheme))) {
    return undefined;
  }
  return {
    side: "client",
    decided: true,
    sentence: `The client's ClientHello offers no signature scheme for the server's ${certificate.keyType} key, so the server has nothing to authenticate itself with.`,
    matched: [
      wire(`ClientHello signature_algorithms: ${offered.join(", ")}`),
      quoted(
        evidence.serverCertificateInLine ? "launcher" : "orchestrator",
        `server certificate: key type ${certificate.keyType}, usable with ${needed.join(", ")}`,
      ),
      ...alertQuotes(tls),
    ],
    remedy: `${remedy("server")}${orTls12(certificate, tls.clientHello)}`,
  };
};

/**
 * RFC 8422 section 5.1.1: in TLS 1.2 the curve of the key has to be among the groups, and any scheme of ECDSA will do;
 * RFC 8446 section 4.2.3 binds the curve to the scheme. rustls has each key sign with one scheme in either.
 */
const orTls12 = ({ keyType }: CertificateFacts, hello: ClientHello): string => {
  const group = curveOf(keyType);
  const verifies =
    group !== null &&
    hello.groups.includes(group) &&
    hello.versions.includes("1.2") &&
    hello.signatureSchemes.some((scheme) => scheme.startsWith("ecdsa_"));
  return verifies
    ? `; or limit the server to TLS 1.2, if it has a way to, where the client verifies this key, since it offers the group ${group} (a server on rustls wants the scheme there too)`
    : "";
};

const clientKeyNotVerifiable = (tls: TlsFacts, evidence: CellEvidence): Finding | undefined => {
  const certificate = evidence.clientCertificateInEnvironment ?? evidence.configured.client;
  if (!certificate) return undefined;
  const needed = usableSchemes(certificate.keyType, tls.serverHello?.version ?? null);
  const configured = quoted(
    "orchestrator",
    `client certificate: key type ${certificate.keyType}${needed ? `, usable with ${needed.join(", ")}` : ""}`,
  );
  const byServer = (decided: boolean, ...matched: readonly Quote[]): Finding => ({
    side: "server",
    decided,
    sentence: `The server's CertificateRequest names no signature scheme for the client's ${certificate.keyType} key, so the client could not present its certificate.`,
    matched,
    remedy: remedy("client"),
  });
  const isNamed = (schemes: readonly string[]) => needed?.some((one) => schemes.includes(one));
  const request = tls.certificateRequest;
  if (request && needed && request.signatureSchemes.length > 0) {
    if (isNamed(request.signatureSchemes)) return undefined;
    const withheld = tls.clientCertificate?.chain.length === 0;
    return byServer(
      true,
      wire(`CertificateRequest signature_algorithms: ${request.signatureSchemes.join(", ")}`),
      configured,
      ...(withheld ? [wire("the client's Certificate message holds no certificate")] : []),
      ...alertQuotes(tls),
    );
  }
  const said = quoteFrom("client", clientTexts(evidence), noSchemeForOwnKey);
  const asked = evidence.schemesRequested;
  if (!request && needed && asked && tls.serverHello) {
    if (isNamed(asked)) return undefined;
    return byServer(
      leftByServer(evidence) || said !== undefined,
      quoted(
        "orchestrator",
        `CertificateRequest signature_algorithms, as the server has them for anybody: ${asked.join(", ")}`,
      ),
      configured,
      ...alertQuotes(tls),
    );
  }
  // Some clients give up by themselves; the ServerHello shows that it was not the server's choice.
  if (!said || !tls.serverHello) return undefined;
  return byServer(
    true,
    said,
    configured,
    wire(`the server had chosen TLS ${tls.serverHello.version} before the client gave up`),
  );
};

/** The words of BoringSSL and of the JDK. */
const noSchemeForOwnKey =
  /NO_COMMON_SIGNATURE_ALGORITHMS|No supported CertificateVerify signature algorithm/;

/** A client that leaves first may mind something of the server's. */
const leftByServer = (evidence: CellEvidence): boolean =>
  seenIn(evidence).connection?.firstClose?.by === "server";

/** The server's key fits no scheme that anybody offers. */
export const schemesWithoutKey = refusedEverything({
  code: "signature-scheme-not-offered",
  clause: "RFC 8446 sections 4.2.3 and 6.2",
  sentence:
    "The server refuses every ClientHello: perhaps its key, or the schemes that it is limited to, fit none that is offered.",
  remedy:
    "give the server a key of type p256, p384 or rsa2048, and no list of signature algorithms",
  nextCheck: "read the type of the server's key (openssl x509 -noout -text) and the server's log",
});
