import { namesForeignAuthorities } from "../authorities-named.ts";
import { certificateFindings } from "../certificate-findings.ts";
import { certificatePage } from "../certificate-page.ts";
import { clientCertificateRejection } from "../certificate-rejection.ts";
import { untrustedIssuer } from "../endpoint-findings.ts";
import { rejectedCertificate } from "../rejected-certificate.ts";
import { type Finding, firstOf, quoted, type Rule, type Symptoms, tlsOf, wire } from "../rule.ts";

export const clientCertificateUntrusted = firstOf(
  "client-certificate-untrusted",
  untrustedIssuer,
  rejectedCertificate("client-certificate-untrusted").diagnose,
  (symptoms) => foreignAuthority(symptoms),
  (symptoms) => refusedOnPage(symptoms),
);

/**
 * nginx says on its page that it could not verify what the client sent (ngx_http_request.c: any result of X509_verify_cert but
 * X509_V_OK), in which nothing is found wrong from here.
 */
const refusedOnPage = (symptoms: Symptoms): Finding | undefined => {
  const { evidence } = symptoms;
  const said = certificatePage(evidence)?.said;
  const rejection = clientCertificateRejection(symptoms);
  if (!said || rejection?.seen !== "sent") return undefined;
  if (certificateFindings(rejection.chain, "client", evidence.configured).length > 0)
    return undefined;
  return {
    side: null,
    decided: true,
    sentence:
      "The server does not accept the certificate that the client sent, and nothing is wrong with it as far as can be seen from here: the server trusts another authority, or takes it for revoked.",
    matched: [wire(`the client sent ${rejection.chain[0]?.subject ?? "a certificate"}`), said],
    remedy:
      "read the server's error log, which has OpenSSL's reason; then give the server the authority (nginx: ssl_client_certificate) or a current list of revoked certificates (ssl_crl), or the client a certificate that is not revoked",
  };
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
      quoted("orchestrator", `the server was to trust ${told.join("; ")}`),
      ...rejection.quotes,
    ],
    remedy: "give the server the authority that it was to trust",
    nextCheck: "look into the server's log for what it says of the client's certificate",
  };
};

/**
 * OpenSSL has one alert for a certificate and for a list of revoked ones whose time is over (ssl/statem/statem_lib.c
 * `x509table`: X509_V_ERR_CRL_HAS_EXPIRED gives certificate_expired, too). The certificate is valid by this machine's clock.
 */
export const revocationListOutOfDate: Rule = {
  code: "client-certificate-untrusted",
  diagnose: (symptoms) => {
    const { evidence } = symptoms;
    const rejection = clientCertificateRejection(symptoms);
    if (rejection?.seen !== "sent" || !rejection.named.includes("certificate-expired"))
      return undefined;
    if (certificateFindings(rejection.chain, "client", evidence.configured).length > 0)
      return undefined;
    return {
      side: "server",
      decided: false,
      sentence:
        "The server calls the client's certificate expired, which is valid by this machine's clock: its list of revoked certificates (CRL) may be out of date, or its clock be wrong.",
      matched: rejection.quotes,
      remedy: "give the server a current CRL, and set its clock",
      nextCheck:
        "on the server's host: `openssl crl -in <its CRL> -noout -nextupdate`, and compare its clock",
    };
  },
};
