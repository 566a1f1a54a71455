import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom, textIn } from "./row.ts";

const noBundle: Fact = { fact: "unknown-authority", chain: "unsaid" };
const noIdentity: Fact = { fact: "no-san", of: "name" };
const noOwnIdentity: Fact = { fact: "key-not-loadable", what: "pair" };
const unconfigured = (why: string): Fact => ({ fact: "target-unusable", why });

const otherIdentity = (match: RegExpMatchArray): Fact => ({
  fact: "hostname-mismatch",
  wanted: null,
  valid: textIn(match),
});

/** Libraries of SPIFFE, which hold a peer to the identity in its certificate and to the authorities of that identity's domain. */
export const spiffeRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "go",
      seen: "go-spiffe 2 svid/x509svid, bundle/*, workloadapi, spiffetls; grpc-go internal/credentials/spiffe",
    },
    [
      [
        /\bno (?:X\.?509|SPIFFE) bundle (?:found )?for trust domain:? \\{0,8}"?[\w.-]{1,255}|\bno bundle found for peer certificates trust domain\b/,
        noBundle,
        'x509bundle: no X.509 bundle found for trust domain: "example.org"',
      ],
      [
        /\bx509svid: could not (?:get leaf SPIFFE ID|verify leaf certificate): (?=x509: )/,
        { fact: "wrapper", of: "handshake", status: null },
        "x509svid: could not verify leaf certificate: x509: x",
      ],
      [
        /(?:^|[\s:"])unexpected (?:ID|trust domain) \\{0,8}"((?:spiffe:\/\/)?[\w./-]{1,300})/,
        otherIdentity,
        'unexpected ID "spiffe://example.org/other"',
      ],
      [
        /\bleaf certificate (?:with|must not have) (?:CA flag set to true|(?:')?(?:KeyCertSign|KeyCrlSign|keyCertSign|cRLSign)\b)/,
        { fact: "ca-used-as-end-entity" },
        "x509svid: leaf certificate with CA flag set to true",
      ],
      [
        /\bleaf certificate must have 'digitalSignature' set as key usage/,
        { fact: "wrong-eku" },
        "leaf certificate must have 'digitalSignature' set as key usage",
      ],
      [
        /\bx509svid: (?:private key validation failed|cannot (?:read (?:certificate|key) file|parse (?:PEM|DER) encoded (?:certificate|private key)))/,
        noOwnIdentity,
        "x509svid: private key validation failed: leaf certificate does not match private key",
      ],
      [
        /\b(?:x509|spiffe)bundle: (?:unable to (?:load|read) (?:X\.509|SPIFFE) bundle(?: file)?|cannot parse certificate|unable to parse JWKS)/,
        { fact: "key-not-loadable", what: "roots" },
        "x509bundle: unable to load X.509 bundle file: open bundle.pem: x",
      ],
      [
        // An agent that knows no identity for the process that asks.
        /\b[Nn]o identity issued\b/,
        { fact: "call-forbidden" },
        "rpc error: code = PermissionDenied desc = no identity issued",
      ],
      [
        /\bx509source: missing X509-SVID\b|\bno SVIDs in (?:the )?response\b/,
        noOwnIdentity,
        "x509source: missing X509-SVID",
      ],
      [
        /\bworkload endpoint (?:socket address is not configured|socket is not a valid URI|(?:tcp|unix) socket URI must)[^\n"]{0,80}/,
        unconfigured("no address of the Workload API"),
        "unable to create X509Source: workload endpoint socket address is not configured",
      ],
      [
        // What lies behind it is told by whatever follows, if anything does.
        /\bcould not get X509 SVID\b|\bunable to create X509Source\b|\bFailed to watch the Workload API\b/,
        noOwnIdentity,
        "could not get X509 SVID: x",
      ],
    ],
  ),
  ...rowsFrom({ stack: "java", seen: "java-spiffe java-spiffe-core, java-spiffe-provider" }, [
    [
      /\bNo X\.509 bundle (?:found )?for trust domain [\w.-]{1,255}/,
      noBundle,
      "io.spiffe.exception.BundleNotFoundException: No X.509 bundle for trust domain other.org",
    ],
    ["Cert chain cannot be verified", { fact: "certificate-rejected" }],
    ["Certificate does not contain SPIFFE ID in the URI SAN", noIdentity],
    ["Certificate contains multiple SPIFFE IDs", { fact: "certificate-rule-broken" }],
    [
      /\bSPIFFE ID (spiffe:\/\/[\w./-]{1,300}) in X\.509 certificate is not accepted/,
      otherIdentity,
      "SPIFFE ID spiffe://example.org/other in X.509 certificate is not accepted",
    ],
    [
      /\bX509SvidException: (?:Cannot read|.{0,40}could not be (?:parsed|processed))/,
      noOwnIdentity,
      "io.spiffe.exception.X509SvidException: Cannot read certificate file",
    ],
    ["Unable to load X.509 bundle file", { fact: "key-not-loadable", what: "roots" }],
    [
      /\bEndpoint Socket Address Environment Variable is not set\b|\bWorkload endpoint (?:unix |tcp )?socket (?:URI|is not|path)[^\n"]{0,80}/,
      unconfigured("no address of the Workload API"),
      "Endpoint Socket Address Environment Variable is not set: SPIFFE_ENDPOINT_SOCKET",
    ],
    [
      /\bX509SourceException: Error creating X\.509 source|\bX509ContextException: Error fetching X509Context/,
      noOwnIdentity,
      "io.spiffe.exception.X509SourceException: Error creating X.509 source",
    ],
  ]),
  ...rowsFrom({ stack: "other", seen: "py-spiffe spiffe, spiffe-tls" }, [
    [
      /\bCertificate does not contain a (?:URI SAN|(?:valid )?Subject Alternative Name extension)/,
      noIdentity,
      "Certificate does not contain a URI SAN (expected exactly one SPIFFE ID)",
    ],
    [
      /\bCertificate contains multiple URI SAN entries\b/,
      { fact: "certificate-rule-broken" },
      "Certificate contains multiple URI SAN entries (expected exactly one SPIFFE ID)",
    ],
    [
      /\bCertificate (?:URI SAN is not a SPIFFE ID|contains a malformed SPIFFE ID in the URI SAN)/,
      { fact: "certificate-rule-broken" },
      "Certificate URI SAN is not a SPIFFE ID",
    ],
    [
      /\bError (?:loading|parsing) X\.509 bundle(?: from|:)/,
      { fact: "key-not-loadable", what: "roots" },
      "Error loading X.509 bundle from /run/bundle.pem",
    ],
    [
      /\bError (?:loading|parsing) (?:private key|certificate)(?: from file)?: /,
      noOwnIdentity,
      "Error loading private key from file: /run/svid.key",
    ],
    [
      /\bError fetching X\.509 SVID: (?=\S)/,
      { fact: "wrapper", of: "attempt", status: null },
      "Error fetching X.509 SVID: x",
    ],
    [
      /\bSPIFFE endpoint socket: (?:socket|scheme|path|host) must be [a-z ]{3,20}|\bSPIFFE endpoint socket: unsupported scheme/,
      unconfigured("no address of the Workload API"),
      "SPIFFE endpoint socket: socket must be set",
    ],
  ]),
];
