import type { Fact } from "../../domain/fact.ts";
import { grpcStatusNamed } from "../../domain/grpc-status.ts";
import { type Row, rowsFrom, textIn } from "./row.ts";

const unanswered: Fact = { fact: "wrapper", of: "unanswered", status: null };

const deadline: Fact = { fact: "wrapper", of: "deadline", status: null };

const numbered = (match: RegExpMatchArray): Fact | undefined => {
  const status = grpcStatusNamed(match[1] ?? "");
  return status === undefined || status === "OK"
    ? undefined
    : { fact: "wrapper", of: "status", status };
};

/** Client libraries of products that speak gRPC, in words of their own. */
export const grpcClientRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "other",
      seen: "pymilvus 2.6 client/grpc_handler.py, connection_manager.py, Milvus 2.5 proxy/authentication_interceptor.go",
      role: "client",
    },
    [
      [
        /Fail connecting to server on [^\s,]{1,253}(?:, illegal connection params or server unavailable|\. Timeout)/,
        unanswered,
        "Fail connecting to server on kv:19530, illegal connection params or server unavailable",
      ],
      [
        /\bMilvusUnavailableException\b/,
        unanswered,
        "MilvusUnavailableException: (code=1, message=server unavailable: )",
      ],
      [
        /\bConnectionNotExistException\b|should create connection first/,
        { fact: "cancelled" },
        "ConnectionNotExistException: (code=1, message=should create connection first.)",
      ],
      ["auth check failure, please check", { fact: "credentials-rejected" }],
      ["request is rejected by grpc RateLimiter middleware", { fact: "too-many-calls" }],
      [
        /(?<=\bdesc = |\bmessage: \\?"|\bdetails = ")(?:(?:API |request )?rate limit(?:ed| (?:is |was )?(?:exceeded|reached))|too many requests)(?!\w)/i,
        { fact: "too-many-calls" },
        "rpc error: code = Code(3500) desc = rate limit exceeded: retry after 2s",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "weaviate-python-client 4.1 exceptions.py, connect/v4.py",
      role: "client",
    },
    [
      [
        /\bWeaviateGRPCUnavailableError\b|the gRPC health check against Weaviate could not be completed/,
        unanswered,
        "WeaviateGRPCUnavailableError: gRPC health check failed",
      ],
      [
        /Connection to Weaviate failed\. Details:/,
        unanswered,
        "Connection to Weaviate failed. Details: x",
      ],
      [
        /No login credentials provided\. The weaviate instance at \S{1,253} requires login credentials|anonymous access not enabled/,
        { fact: "credentials-rejected" },
        "No login credentials provided. The weaviate instance at https://kv requires login credentials.",
      ],
      [
        /\bInsufficientPermissionsError\b/,
        { fact: "call-forbidden" },
        "InsufficientPermissionsError: forbidden! Unexpected status code: 7",
      ],
    ],
  ),
  // tonic's words of a status's code.
  ...rowsFrom({ stack: "tonic", seen: "qdrant-client 1.15 (Rust) error.rs", role: "client" }, [
    [
      /Error in the response: The request does not have valid authentication credentials/,
      { fact: "wrapper", of: "status", status: "Unauthenticated" },
      "Error in the response: The request does not have valid authentication credentials for the operation",
    ],
    [
      /Error in the response: The caller does not have permission/,
      { fact: "wrapper", of: "status", status: "PermissionDenied" },
      "Error in the response: The caller does not have permission to execute the specified operation",
    ],
  ]),
  ...rowsFrom(
    {
      stack: "other",
      seen: "temporal sdk-go 1.37 internal/client.go; sdk-core; sdk-typescript connection.ts; Temporal's default authorizer",
      role: "client",
    },
    [
      [
        /health check returned unhealthy status: (?:NOT_SERVING|UNKNOWN)/,
        { fact: "health-not-serving" },
        "health check returned unhealthy status: NOT_SERVING",
      ],
      ["Request unauthorized.", { fact: "wrapper", of: "status", status: "PERMISSION_DENIED" }],
      [
        /namespace rate limit exceeded/,
        { fact: "too-many-calls" },
        "namespace rate limit exceeded",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "etcd 3.6 api/v3rpc/rpctypes/error.go, client/pkg/transport/listener.go",
    },
    [
      [
        /etcdserver: request timed out(?:, (?:possibly due to (?:connection lost|previous leader failure)|waiting for the applied index took too long))?/,
        deadline,
        "etcdserver: request timed out",
      ],
      ["etcdserver: server stopped", { fact: "goaway", code: null, debug: null }],
      [
        /KeyFile and (?:Client)?CertFile must both be present/,
        { fact: "key-not-loadable", what: "pair" },
        "KeyFile and CertFile must both be present[key: , cert: server.crt]",
      ],
      [
        "etcdclient: no available endpoints",
        { fact: "target-unusable", why: "no endpoints" },
        "client",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "lnd 0.20 rpcperms/interceptor.go, macaroons, cmd/commands/main.go; macaroon-bakery",
    },
    [
      [
        /cannot get macaroon: root key with id \d{1,6} doesn't exist|verification failed: (?:signature mismatch after caveat verification|macaroon has expired|caveat "[^"\n]{1,120}" not satisfied)/,
        { fact: "credentials-rejected" },
        "verification failed: signature mismatch after caveat verification",
      ],
      [
        /wallet locked, unlock it to enable full RPC access|the RPC server is in the process of starting up, but not yet ready|waiting to start, RPC services not available|wallet not created, create one to enable/,
        { fact: "health-not-serving" },
        "wallet locked, unlock it to enable full RPC access",
      ],
      [
        /cannot load certificates\.(?=\s{1,4}Check your certificate settings)|problem with (?:CA|node|client|UI|tenant) certificate/,
        { fact: "key-not-loadable", what: "unsaid" },
        "problem with CA certificate: not found",
      ],
      [
        /initial connection heartbeat failed|operation "rpc heartbeat" timed out/,
        { fact: "wrapper", of: "unanswered", status: null },
        'initial connection heartbeat failed: operation "rpc heartbeat" timed out after 6s',
        "client",
      ],
      [
        /could not load TLS cert file:|unable to read (?:macaroon path|TLS cert)/,
        { fact: "key-not-loadable", what: "roots" },
        "could not load TLS cert file: open tls.cert: no such file or directory",
        "client",
      ],
      [
        /code = Unknown desc = permission denied/,
        { fact: "call-forbidden" },
        "rpc error: code = Unknown desc = permission denied",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "Hyperledger Fabric 3.1 internal/peer/common, internal/pkg/peer/blocksprovider",
      role: "client",
    },
    [
      [
        /unable to load [\w.]{1,60}(?:\.file|tls\.(?:client(?:Cert|Key)|rootcert)\.file)(?::| from)|tls root cert file must be set/,
        { fact: "key-not-loadable", what: "unsaid" },
        "unable to load orderer.tls.rootcert.file: open ca.crt: no such file or directory",
      ],
      [
        /creator org unknown, creator is malformed/,
        { fact: "call-forbidden" },
        "access denied: channel [ch1] creator org unknown, creator is malformed",
      ],
      [
        /[Oo]rderer (?:`\S{1,253}` )?hung up without sending status/,
        { fact: "closed" },
        "orderer `orderer:7050` hung up without sending status",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "opentelemetry-java 1.54 GrpcExporter.java; opentelemetry-python 1.38 otlp/proto/grpc/exporter.py",
      role: "client",
    },
    [
      [
        /Failed to export \w{3,20}\. Server is UNAVAILABLE\.|(?:Transient error|error code:) StatusCode\.UNAVAILABLE/,
        unanswered,
        "Failed to export traces to kv:4317, error code: StatusCode.UNAVAILABLE",
      ],
      [
        /Server responded with UNIMPLEMENTED\.|Server responded with gRPC status code 12\b/,
        { fact: "unimplemented", what: null },
        "Server responded with gRPC status code 12. Error message: x",
      ],
      [
        /Server responded with gRPC status code 14\b/,
        unanswered,
        "Server responded with gRPC status code 14. Error message: x",
      ],
      [
        /Server responded with gRPC status code 2\. Error message: timeout/,
        deadline,
        "Server responded with gRPC status code 2. Error message: timeout",
      ],
      [
        /Server responded with gRPC status code (\d{1,2})\b/,
        numbered,
        "Server responded with gRPC status code 16. Error message: x",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "google-api-core 2.28 retry; google-auth 2 _default.py",
      role: "client",
    },
    [
      [
        /RetryError: (?:Timeout|Deadline) of [\d.]{1,12}s? exceeded/,
        deadline,
        "RetryError: Timeout of 60.0s exceeded, last exception: x",
      ],
      [
        /\bDefaultCredentialsError\b|\bYour default credentials were not found\b|Could not automatically determine credentials/,
        { fact: "credentials-rejected" },
        "google.auth.exceptions.DefaultCredentialsError: Your default credentials were not found.",
      ],
      ["Credentials failed to obtain metadata", { fact: "credentials-rejected" }],
      [
        /\binvalid_grant: (?:Invalid JWT|Token has been expired)/,
        { fact: "credentials-rejected" },
        "invalid_grant: Invalid JWT Signature.",
      ],
      [
        /MethodNotImplemented: 501/,
        { fact: "unimplemented", what: null },
        "MethodNotImplemented: 501 x",
      ],
      [
        /exceptions\.Cancelled: 499/,
        { fact: "cancelled" },
        "google.api_core.exceptions.Cancelled: 499 x",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "reports of users of Ray, Triton and Bazel",
      role: "client",
    },
    [
      [
        /(?:Failed|Unable) to connect to GCS at (?:address )?\S{1,253}|ray client connection timeout/,
        unanswered,
        "Failed to connect to GCS at address 10.0.0.1:6379 within 5 seconds.",
      ],
      [
        /InferenceServerException: \[StatusCode\.([A-Z_]{4,20})\]/,
        (match) => ({ fact: "wrapper", of: "status", status: textIn(match) }),
        "InferenceServerException: [StatusCode.DEADLINE_EXCEEDED] Deadline Exceeded",
      ],
      [
        /(?:Remote (?:Cache|Execution)|capabilities|upload failed): (?:[^\n]{0,80}?)(UNAUTHENTICATED|PERMISSION_DENIED|DEADLINE_EXCEEDED): /,
        (match) => ({ fact: "wrapper", of: "status", status: textIn(match) }),
        "WARNING: Remote Cache: UNAUTHENTICATED: x",
      ],
    ],
  ),
  ...rowsFrom(
    { stack: "other", seen: "dapr 1.16 sdk; client-go of TiKV; reports", role: "client" },
    [
      [
        /\bNet::OpenTimeout\b|\bResponseHandlingException: timed out/,
        { fact: "timeout", of: "connect" },
        "Unable to export 12 spans: Net::OpenTimeout",
      ],
      [
        /timeout waiting for address \S{1,253}/,
        unanswered,
        "error connecting to Dapr: timeout waiting for address localhost:3500",
      ],
      [/wait recvLoop timeout,/, deadline, "wait recvLoop timeout, timeout:5s"],
    ],
  ),
  ...rowsFrom(
    {
      stack: "go-plugin",
      seen: "pulumi 3.2 sdk/go/common/resource/plugin/plugin.go",
      role: "client",
    },
    [
      [
        /plugin \[[^\]\n]{1,200}\] did not begin responding to RPC connections|plugin \[[^\]\n]{1,200}\] did not come alive:?/,
        { fact: "timeout", of: "plugin-start" },
        "resource plugin [/bin/kv] did not begin responding to RPC connections",
      ],
      [
        /could not read plugin \[[^\]\n]{1,200}\]: EOF|failure reading plugin \[[^\]\n]{1,200}\](?: \w{3,8})? \(read '[^'\n]{0,80}'\): EOF/,
        { fact: "plugin-line-missing" },
        "could not read plugin [/bin/kv]: EOF",
      ],
      ["timed out waiting for connection to be established", { fact: "timeout", of: "broker" }],
      ["no connection established and no error received", { fact: "timeout", of: "broker" }],
      [
        /driver plugin is shut down\b/,
        { fact: "plugin-exited-mid-call" },
        "rpc error: code = Unknown desc = driver plugin is shut down",
      ],
      [
        /plugin server: accept \w{3,4} \S{1,120}: use of closed network connection/,
        { fact: "plugin-output-ended" },
        "plugin: plugin server: accept unix /tmp/plugin1: use of closed network connection",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "grpc-go",
      seen: "grpcurl 1.9 grpcurl.go, invoke.go; evans 0.10 grpc/client.go; buf 1.59 curl",
      role: "client",
    },
    [
      [
        /target server does not expose service "([\w.]{1,200})"|service "[\w.]{1,200}" does not include a method named "\w{1,100}"|(?<=code = NotFound desc = )Symbol not found: \S{1,200}|\bserver does not support reflection\b/,
        { fact: "unimplemented", what: null },
        'target server does not expose service "kv.KV"',
      ],
      [
        /could not load client key pair:|could not read ca certificate:|failed to append ca certs|failed to (?:append the client|read the (?:CA|client)) certificate/,
        { fact: "key-not-loadable", what: "unsaid" },
        "could not load client key pair: open client.pem: no such file or directory",
      ],
      [
        /The -cert and -key arguments must be used together and both be present|cert and certkey are required to authenticate mutually/,
        { fact: "key-not-loadable", what: "pair" },
        "The -cert and -key arguments must be used together and both be present.",
      ],
      [
        "TLS handshake failed. check whether client or server is misconfigured",
        { fact: "wrapper", of: "handshake", status: null },
      ],
    ],
  ),
];
