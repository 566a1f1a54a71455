/** Where the rules stand that behaviours are held against. Of gRPC the documents in https://github.com/grpc/grpc/tree/master/doc. */
const http2 = (section: string) => `gRPC's PROTOCOL-HTTP2.md, ${section}`;
const codes = (row: string) => `gRPC's statuscodes.md, "${row}"`;

const interop = (place: string) => `gRPC's interop-test-descriptions.md, ${place}`;

/** go-plugin has no other specification than itself. */
const goPlugin = (place: string) => `go-plugin's ${place}`;

export const clauses = {
  request: http2("Requests"),
  response: http2("Responses"),
  timeout: http2("Requests, Timeout"),
  customMetadata: http2("Requests, Custom-Metadata"),
  binaryHeader: http2("Requests, Binary-Header"),
  asciiValue: http2("Requests, ASCII-Value"),
  headerName: http2("Requests, Header-Name"),
  headerLimit: http2("Requests, size of Request-Headers; Responses, size of Trailers"),
  status: http2("Responses, Status"),
  statusMessage: http2("Responses, Status-Message"),
  earlyClosure: http2("Early Server Closure"),
  cancellation: http2("Client Cancellation"),
  compressedFlag: http2("Requests, Compressed-Flag"),
  compression: "gRPC's compression.md, Compression Method Asymmetry Between Peers",
  cancelled: codes("Client Application cancelled the request"),
  deadlineExceeded: codes("Deadline expires before server returns status"),
  methodNotFound: codes("Method not found at server"),
  requestCardinality: codes("Request cardinality violation"),
  responseCardinality: codes("Response cardinality violation"),
  tooLarge: codes("Sent or received message was larger than configured limit"),
  parsingStatus: codes("Error parsing returned status"),
  transparentRetry: "gRPC's proposal A6, Transparent Retries",
  goaway:
    "RFC 9113 section 6.8: GOAWAY with NO_ERROR ends a connection, and no stream is begun after it",
  unavailable: codes(
    "Some data transmitted (e.g., request metadata written to TCP connection) before connection breaks",
  ),
  waitForReady: "gRPC's wait-for-ready.md",
  ping: "RFC 9113 section 6.7: a receiver of PING sends one back",
  keepaliveTime: "gRPC's proposal A8, Extending for Basic Health Checking: KEEPALIVE_TIME",
  keepaliveServer: "gRPC's proposal A9: KEEPALIVE_TIME",
  tooManyPings: "gRPC's proposal A8, Basic Keepalive and Server Enforcement: too_many_pings",
  maxStreams: "RFC 9113 section 5.1.2: a limit of open streams is not exceeded",
  interop: interop("the test case of that name"),
  interopResponse: interop("CompressedResponse"),
  start: goPlugin("client.go, Start"),
  kill: goPlugin("client.go, Kill"),
  versions: goPlugin("server.go, protocolVersion"),
  versionsAsked: goPlugin("client.go, Start: PLUGIN_PROTOCOL_VERSIONS"),
  versionChecked: goPlugin("client.go, checkProtoVersion"),
  checksum: goPlugin("client.go, SecureConfig"),
  multiplex: goPlugin("client.go, GRPCBrokerMultiplex"),
  multiplexField: goPlugin("server.go, Serve: the seventh segment"),
  multiplexLine: goPlugin("client.go, Start: ErrGRPCBrokerMuxNotSupported"),
  stdioServer: goPlugin("grpc_stdio.go, StreamStdio and copyChan"),
  stdioClient: goPlugin("grpc_stdio.go, Run; client.go, SyncStdout and SyncStderr"),
  shutdown: goPlugin("grpc_controller.go, Shutdown"),
  reattach: goPlugin("client.go, reattach"),
  reattachSecured: goPlugin("client.go, AutoMTLS: one cannot reattach to such a server"),
  socketConfig: goPlugin("client.go, UnixSocketConfig"),
  socketDirectory: goPlugin("constants.go, EnvUnixSocketDir"),
  socketGroup: goPlugin("constants.go, EnvUnixSocketGroup; server.go, setGroupWritable"),
  socketListener: goPlugin("server.go, serverListener_unix"),
  lowerCaseNames: "RFC 9113 section 8.2: field names are lower-case",
  fieldValue: "RFC 9113 section 8.2.1: a field value does not start or end with a space or a tab",
} as const;
