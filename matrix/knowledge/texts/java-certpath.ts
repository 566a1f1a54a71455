import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom, textIn } from "./row.ts";

const authority: Fact = { fact: "unknown-authority", chain: "unsaid" };
const ruleBroken: Fact = { fact: "certificate-rule-broken" };
const unchecked: Fact = { fact: "revocation-unknown" };

const wanted = (match: RegExpMatchArray): Fact => ({
  fact: "hostname-mismatch",
  wanted: textIn(match),
  valid: textIn(match, 2),
});

/** Behind the name of an exception of java.security.cert, or of a library's over it. */
const said = (words: string): RegExp =>
  new RegExp(`(?<=(?:Exception|AnnotatedException|path validation failed): )(?:${words})`);

/** What a path of certificates is refused for, in the words of the JDK, of Bouncy Castle and of HTTP clients. */
export const javaCertpathRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "java",
      seen: "OpenJDK 25 sun.security.provider.certpath, sun.security.validator; bc-java 1.8x prov, tls",
    },
    [
      [
        said(
          "subject/issuer name chaining check failed|No trusted certificate found|Untrusted (?:[Ss]erver )?[Cc]ertificate\\b",
        ),
        authority,
        "sun.security.validator.ValidatorException: No trusted certificate found",
      ],
      [
        said(
          "TLS [Ss]erver certificate issued after \\d{4}-\\d\\d-\\d\\d and anchored by a distrusted",
        ),
        authority,
        "sun.security.validator.ValidatorException: TLS Server certificate issued after 2019-12-31 and anchored by a distrusted legacy Symantec root CA: CN=x",
      ],
      [
        said(
          "(?:Unable to construct a valid chain|Unable to find certificate chain|No certificate found matching targetConstraints)",
        ),
        authority,
        "java.security.cert.CertificateException: Unable to construct a valid chain",
      ],
      [
        said(
          "(?:TrustAnchor found but certificate validation failed|Could not validate certificate signature)",
        ),
        { fact: "bad-certificate-signature" },
        "java.security.cert.CertPathValidatorException: Could not validate certificate signature.",
      ],
      [
        said("Could not validate time of certificate"),
        { fact: "certificate-outside-validity" },
        "java.security.cert.CertPathValidatorException: Could not validate time of certificate.",
      ],
      [
        said(
          "(?:cert is NOT a CA cert|CA key usage check failed: keyCertSign bit is not set|End user tried to act as a CA|Not a CA certificate|Intermediate certificate lacks BasicConstraints|Issuer certificate keyusage extension is critical and does not permit key signing)",
        ),
        { fact: "not-a-ca" },
        "sun.security.validator.ValidatorException: End user tried to act as a CA",
      ],
      [
        said(
          "(?:[Uu]nrecognized critical extension|name constraints check failed|critical policy qualifiers present|(?:non-null policy tree required|policy processing failed|Path processing failed on policy)|Violated path length constraints|Certificate contains unsupported critical extensions|Max path length not greater than zero|Subtree check for certificate)",
        ),
        ruleBroken,
        "sun.security.validator.ValidatorException: Violated path length constraints",
      ],
      [
        said(
          "(?:Certificate does not specify OCSP responder|Certificate's revocation status is unknown|Certificate status could not be determined|OCSP response (?:error|expired|not yet valid|failure|does not include)|Unable to (?:verify OCSP Response's signature|determine revocation status)|unable to get OCSP response|Error verifying OCSP Response's signature|Responder's certificate |Response is unreliable: |[Nn]o CRLs found for issuer|No valid CRL |OCSP responder certificate not found)",
        ),
        unchecked,
        "java.security.cert.CertPathValidatorException: OCSP response error: UNAUTHORIZED",
      ],
      [
        /\bNo subject alternative name found matching (?:domain name|IP address) (\S{1,253})/,
        wanted,
        "No subject alternative name found matching domain name kv.example.net",
      ],
      [/\bNo name found matching (\S{1,253})/, wanted, "No name found matching kv.example.net"],
      [
        /\bNo subjectAltNames on the certificate match\b/,
        { fact: "hostname-mismatch", wanted: null, valid: null },
        "java.security.cert.CertificateException: No subjectAltNames on the certificate match",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "java",
      seen: "Apache HttpClient 4.5 and 5 DefaultHostnameVerifier; HttpsURLConnection; ktor 3 ktor-network-tls",
      role: "client",
    },
    [
      [
        /\bCertificate for <([^>\n]{1,253})> doesn't match (?:any of the subject alternative names: \[([^\]\n]{0,300})\]|common name of the certificate subject)/,
        wanted,
        "Certificate for <kv.example.net> doesn't match any of the subject alternative names: [other]",
      ],
      [
        /\bHTTPS hostname wrong: {1,2}should be <([^>\n]{1,253})>/,
        wanted,
        "java.io.IOException: HTTPS hostname wrong:  should be <kv.example.net>",
      ],
      [
        /\bHost name '([^'\n]{1,253})' does not match the certificate subject provided by the peer/,
        wanted,
        "Host name 'kv.example.net' does not match the certificate subject provided by the peer (CN=other)",
      ],
      [
        /\bhostname in certificate didn't match: <([^>\n]{1,253})>/,
        wanted,
        "hostname in certificate didn't match: <kv.example.net> != <other>",
      ],
      [
        /\bNo server host: (\S{1,253}) in the server certificate\. Provided in certificate: ([^\n]{0,253})/,
        wanted,
        "No server host: kv.example.net in the server certificate. Provided in certificate: other",
      ],
    ],
  ),
];
