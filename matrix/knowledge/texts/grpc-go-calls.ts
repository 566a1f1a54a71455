import type { Fact } from "../../domain/fact.ts";
import { numberIn, type Row, rowsFrom } from "./row.ts";

const notSent: Fact = { fact: "message-encoding-unsupported" };

const unusable = (why: string): Fact => ({ fact: "target-unusable", why });

/** What grpc-go says of a reply that came, of a message, and of what it was asked to dial with. */
export const grpcGoCallRows: readonly Row[] = [
  ...rowsFrom({ stack: "grpc-go", seen: "grpc-go 1.85.0 stream.go; 1.66.3 for the older" }, [
    [
      /cardinality violation: (?:received no response message from non-server-streaming RPC|expected <EOF> for non server-streaming RPCs, but received another message)/,
      { fact: "message-count-wrong" },
      "cardinality violation: received no response message from non-server-streaming RPC",
      "client",
    ],
    [
      /grpc: client streaming protocol violation\. get \S{1,20}, want <EOF>/,
      { fact: "message-count-wrong" },
      "grpc: client streaming protocol violation. get <nil>, want <EOF>",
      "client",
    ],
    [
      /cardinality violation: received (?:no request message from|multiple request messages for) non-client-streaming RPC/,
      { fact: "request-malformed", field: "number of messages" },
      "cardinality violation: received no request message from non-client-streaming RPC",
    ],
    [
      /max retries exhausted: failed after \d{1,4} attempts:?/,
      { fact: "wrapper", of: "attempt", status: null },
      "max retries exhausted: failed after 5 attempts: x",
      "client",
    ],
    [
      /peer compressed the response with "[\w-]{1,40}" which is not allowed by AcceptCompressors/,
      notSent,
      'grpc: peer compressed the response with "gzip" which is not allowed by AcceptCompressors',
      "client",
    ],
    ["grpc: the SubConn is closing", { fact: "cancelled" }, "client"],
  ]),
  ...rowsFrom({ stack: "grpc-go", seen: "grpc-go 1.85.0 rpc_util.go" }, [
    [
      /Compressor is not installed for requested grpc-encoding "[\w-]{1,40}"/,
      notSent,
      'grpc: Compressor is not installed for requested grpc-encoding "zstd"',
    ],
    ["grpc: no decompressor available for compressed payload", notSent],
    [
      /grpc: failed to (?:decompress the (?:received )?message|read decompressed data)(?:: [\w ]{1,20}: invalid (?:header|checksum))?/,
      { fact: "message-not-parsable" },
      "grpc: failed to decompress the received message: gzip: invalid header",
    ],
    [
      "grpc: compressed flag set with identity or empty encoding",
      { fact: "message-framing-broken" },
    ],
    [
      /grpc: received unexpected payload format (\d{1,3})/,
      (match) => ({ fact: "not-grpc", byte: numberIn(match) }),
      "grpc: received unexpected payload format 60",
    ],
    [
      /(?:message after decompression larger than max (?:\((\d{1,12}) vs\. (\d{1,12})\)|\d{1,12})|grpc: message too large \((\d{1,12}) bytes\))/,
      (match) => ({
        fact: "message-too-large",
        size: numberIn(match, 1) ?? numberIn(match, 3),
        limit: numberIn(match, 2),
      }),
      "grpc: message after decompression larger than max (9437184 vs. 4194304)",
    ],
    [
      // What it read of a message ended before the message.
      /code = Internal desc = unexpected EOF/,
      { fact: "message-framing-broken" },
      "rpc error: code = Internal desc = unexpected EOF",
    ],
    [
      /code = PermissionDenied desc = permission denied/i,
      { fact: "wrapper", of: "status", status: "PermissionDenied" },
      "rpc error: code = PermissionDenied desc = permission denied",
    ],
    [
      /code = Unavailable desc = unexpected EOF/,
      { fact: "closed" },
      "rpc error: code = Unavailable desc = unexpected EOF",
    ],
  ]),
  ...rowsFrom({ stack: "grpc-go", seen: "grpc-go 1.85.0 internal/transport", role: "client" }, [
    [
      /transport: malformed grpc-status: strconv\.\w{3,12}: parsing \\?"[^"\n\\]{0,40}\\?": (?:invalid syntax|value out of range)/,
      { fact: "grpc-status-malformed" },
      'transport: malformed grpc-status: strconv.ParseInt: parsing "abc": invalid syntax',
    ],
    [
      /transport: malformed http-status: strconv\.\w{3,12}: parsing \\?"[^"\n\\]{0,40}\\?": (?:invalid syntax|value out of range)/,
      { fact: "reply-malformed" },
      'transport: malformed http-status: strconv.ParseInt: parsing "abc": invalid syntax',
    ],
    ["a HEADERS frame cannot appear in the middle of a stream", { fact: "reply-malformed" }],
    [
      /received goaway with (?:non-zero even-numbered )?stream id: \d{1,10}/,
      { fact: "http2-rule-broken" },
      "received goaway with non-zero even-numbered stream id: 4",
    ],
    [
      /transport: per-RPC creds failed due to error:|oauth2: cannot fetch token/,
      { fact: "wrapper", of: "status", status: "UNAUTHENTICATED" },
      "transport: per-RPC creds failed due to error: x",
    ],
    [
      // golang.org/x/oauth2/google.
      /(?:credentials: |google: )?could not find default credentials/,
      { fact: "credentials-rejected" },
      "google: could not find default credentials. See https://cloud.google.com",
    ],
  ]),
  ...rowsFrom({ stack: "grpc-go", seen: "grpc-go 1.85.0 internal/transport", role: "server" }, [
    [
      /received an illegal stream id: \d{1,10}/,
      { fact: "http2-rule-broken" },
      "received an illegal stream id: 2. headers frame: x",
    ],
    [
      /keepalive ping not acked within timeout [\d.]{1,8}[mµn]?s/,
      { fact: "timeout", of: "keepalive" },
      "keepalive ping not acked within timeout 20s",
    ],
  ]),
  ...rowsFrom(
    {
      stack: "grpc-go",
      seen: "grpc-go 1.85.0 balancer/, health/client.go, resolver/",
      role: "client",
    },
    [
      [
        /connection active but health check failed\. status=(?:NOT_SERVING|UNKNOWN|SERVICE_UNKNOWN)/,
        { fact: "health-not-serving" },
        "connection active but health check failed. status=NOT_SERVING",
      ],
      [
        /(?:last resolver error|name resolver error|resolver): produced zero addresses/,
        { fact: "name-not-resolved", name: null },
        "last resolver error: produced zero addresses",
      ],
      [
        /last connection error:/,
        { fact: "wrapper", of: "attempt", status: null },
        "last connection error: x",
      ],
      ["missing port after port-separator colon", unusable("no port behind the colon")],
      ["passthrough: received empty target in Build()", unusable("no target")],
      [
        /delegating_resolver: (?:invalid target address|failed to determine proxy URL|unable to build the resolver for target)/,
        unusable("invalid address"),
        'delegating_resolver: invalid target address "kv:": x',
      ],
      [
        /invalid \(non-empty\) authority: \S{1,120}/,
        unusable("unix:// with two slashes"),
        "invalid (non-empty) authority: tmp",
      ],
      [
        /credentials type "[\w-]{1,40}" does not implement the AuthorityValidator interface/,
        unusable("an authority for a call, without TLS"),
        'credentials type "insecure" does not implement the AuthorityValidator interface',
      ],
      [
        /requires SecurityLevel \w{5,30}; connection has \w{5,30}/,
        unusable("per-call credentials need TLS"),
        "requires SecurityLevel PrivacyAndIntegrity; connection has NoSecurity",
      ],
      [
        /grpc: credentials\.Bundle (?:may not be used with individual TransportCredentials|must return non-nil transport credentials)/,
        unusable("credentials given twice, or none"),
        "grpc: credentials.Bundle may not be used with individual TransportCredentials",
      ],
      [
        /local credentials rejected connection to non-local address "[^"\n]{1,120}"/,
        unusable("local credentials for an address that is none"),
        'local credentials rejected connection to non-local address "10.4.1.7:50051"',
      ],
    ],
  ),
  ...rowsFrom(
    { stack: "grpc-go", seen: "grpc-go 1.85.0 internal/credentials/xds, tls/certprovider" },
    [
      [
        /\bdo not match (?:the SNI: \S{1,253}|any of the accepted SANs)/,
        { fact: "hostname-mismatch", wanted: null, valid: null },
        "xds: received DNS SANs: [kv.internal] do not match the SNI: db.internal",
        "client",
      ],
      ["xds: no peer certificates presented", { fact: "client-certificate-required" }, "server"],
      [
        /xds: (?:fetching (?:identity certificates|trusted roots) from CertificateProvider failed|CertificateProvider to fetch (?:identity certificate|trusted roots) is missing)/,
        { fact: "key-not-loadable", what: "unsaid" },
        "xds: fetching identity certificates from CertificateProvider failed: provider instance is closed",
      ],
      [
        /pemfile: (?:private key file and identity cert file should be both specified or not specified|at least one credential file needs to be specified|certificate and key file must be in the same directory)/,
        { fact: "key-not-loadable", what: "pair" },
        "pemfile: at least one credential file needs to be specified",
      ],
    ],
  ),
];
