import { type Row, rowsFrom, textIn } from "./row.ts";

/** What grpc-java says of messages, of a reply's form, and of calls that their caller gave up. */
export const grpcJavaCallRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "grpc-java",
      seen: "grpc-java 1.79 stub/ClientCalls, core/internal/ServerCallImpl",
      role: "client",
    },
    [
      [
        /No value received for unary call|More than one (?:value|responses) received for unary(?: or client-streaming)? call/,
        { fact: "message-count-wrong" },
        "INTERNAL: No value received for unary call",
      ],
      [
        /(?<=INTERNAL: |description=)(?:Too many responses|Completed without a response)/,
        { fact: "message-count-wrong" },
        "INTERNAL: Too many responses",
      ],
      [
        /(?<=INTERNAL: |description=)(?:Half-closed without a request|Too many requests)(?!\w)/,
        { fact: "request-malformed", field: "number of messages" },
        "INTERNAL: Half-closed without a request",
      ],
      [
        /(?<=CANCELLED: |description=)(?:Thread interrupted|[Cc]lient cancelled|Call cancelled without message|RPC cancelled|io\.grpc\.Context was cancelled without error|Context cancelled|Cancelled)(?![\w.])/,
        { fact: "cancelled" },
        "io.grpc.StatusRuntimeException: CANCELLED: client cancelled",
      ],
      [
        /(?<=DEADLINE_EXCEEDED: )context timed out/,
        { fact: "wrapper", of: "deadline", status: null },
        "DEADLINE_EXCEEDED: context timed out",
      ],
      [
        /Method (\S{1,200}) is unimplemented/,
        (match) => ({ fact: "unimplemented", what: textIn(match) }),
        "UNIMPLEMENTED: Method kv.KV/Get is unimplemented",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "grpc-java",
      seen: "grpc-java 1.79 core/internal: MessageDeframer, AbstractClientStream, Http2ClientStreamTransportState",
    },
    [
      [
        /Encountered end-of-stream mid-frame|gRPC frame header malformed: reserved bits not zero|Can't decode compressed gRPC message as compression not configured/,
        { fact: "message-framing-broken" },
        "INTERNAL: Encountered end-of-stream mid-frame",
      ],
      [
        /Decompressed gRPC message exceeds maximum size \d{1,12}|(?<=RESOURCE_EXHAUSTED: )message too large \d{1,12} > \d{1,12}/,
        { fact: "message-too-large", size: null, limit: null },
        "Decompressed gRPC message exceeds maximum size 4194304",
      ],
      [
        /Invalid protobuf byte sequence|InvalidProtocolBufferException: (?:While parsing a protocol message|Protocol message (?:contained an invalid tag|end-group tag|tag had invalid wire type|had invalid UTF-8))/,
        { fact: "message-not-parsable" },
        "INTERNAL: Invalid protobuf byte sequence",
      ],
      [
        /(?<=INTERNAL: |description=)(?:Received headers twice|headers not received before payload|[Mm]issing HTTP status code)/,
        { fact: "reply-malformed" },
        "INTERNAL: Received headers twice",
        "client",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "grpc-java",
      seen: "grpc-java 1.79 core/internal/GrpcUtil.Http2Error, okhttp/OkHttpClientTransport",
    },
    [
      [
        /Permission denied as protocol is not secure enough to call|(?<=PERMISSION_DENIED: )Inadequate security/,
        { fact: "http2-error", code: "INADEQUATE_SECURITY" },
        "PERMISSION_DENIED: Permission denied as protocol is not secure enough to call",
      ],
      [
        /(?<=RESOURCE_EXHAUSTED: )Enhance your calm/,
        { fact: "goaway", code: "ENHANCE_YOUR_CALM", debug: null },
        "RESOURCE_EXHAUSTED: Enhance your calm",
      ],
      [
        /HTTP2 connection error: ([A-Z_]{4,24}) '[^'\n]{0,80}'/,
        (match) => ({ fact: "goaway", code: textIn(match), debug: null }),
        "HTTP2 connection error: ENHANCE_YOUR_CALM 'too_many_rststreams'",
      ],
      [
        /(?:\btoo_many_rststreams\b|Maximum number \d{1,6} of RST frames reached within \d{1,5} seconds)/,
        { fact: "goaway", code: "ENHANCE_YOUR_CALM", debug: "too_many_rststreams" },
        "Http2Exception: too_many_rststreams",
      ],
      [
        /(?<=INTERNAL: |UNAVAILABLE: |description=)(?:Protocol error|Internal error|Flow control error|Stream closed|Frame too large|Refused stream|Compression error|Connect error)(?![\w:])/,
        { fact: "http2-error", code: null },
        "io.grpc.StatusRuntimeException: INTERNAL: Protocol error",
        "client",
      ],
      [
        /(?:End of stream or IOException|TCP connection closed or IOException)/,
        { fact: "closed" },
        "UNAVAILABLE: End of stream or IOException",
      ],
      [
        /(?<=UNAVAILABLE: )Connection closed(?! (?:after|while|before))/,
        { fact: "closed" },
        "UNAVAILABLE: Connection closed",
      ],
      [
        /HostNameVerifier verification failed for authority '([^'\n]{1,253})'|Cannot verify hostname: (\S{1,253})|Peer hostname verification during rpc failed for authority '([^'\n]{1,253})'/,
        (match) => ({
          fact: "hostname-mismatch",
          wanted: textIn(match, 1) ?? textIn(match, 2) ?? textIn(match, 3),
          valid: null,
        }),
        "Cannot verify hostname: other.internal",
        "client",
      ],
      ["Failed trying to connect with proxy", { fact: "proxy-connect", status: null }, "client"],
      [
        /(?<=CANCELLED: )Handshake timeout exceeded/,
        { fact: "timeout", of: "handshake" },
        "CANCELLED: Handshake timeout exceeded",
        "server",
      ],
      [
        /No functional (?:channel service provider|server) found\. Try adding a dependency on/,
        { fact: "target-unusable", why: "no transport in the class path" },
        "ProviderNotFoundException: No functional channel service provider found. Try adding a dependency on the grpc-netty artifact",
      ],
      [
        /Address types of NameResolver '\w{1,40}' for '[^'\n]{1,253}' not supported by transport/,
        { fact: "target-unusable", why: "the transport cannot dial such an address" },
        "Address types of NameResolver 'unix' for 'unix:///kv.sock' not supported by transport",
        "client",
      ],
    ],
  ),
  // codec-http2: DefaultHttp2ConnectionDecoder, DefaultHttp2FrameReader, DefaultHttp2Connection, HpackDecoder.
  ...rowsFrom({ stack: "java", seen: "reports of Netty's users" }, [
    [
      /Received (?:DATA|HEADERS) frame for an unknown stream \d{1,10}|Stream \d{1,10} (?:does not exist|in unexpected state \w{3,20}) for inbound (?:frame )?[A-Z_]{4,20}/,
      { fact: "http2-rule-broken" },
      "Received DATA frame for an unknown stream 3",
    ],
    [
      /Http2Exception(?:\$\w{3,40})?: (?:Request stream \d{1,10} is (?:not correct for|behind the next expected stream)|Flow control window exceeded for stream|Stream IDs are exhausted|Ping frames must have|Unknown HPACK index|HPACK - |Maximum active streams violated|Received [\w ]{3,30} frame (?:but|while|with)|Cannot create stream \d{1,10}|Invalid (?:frame type|header|value|pseudo))/,
      { fact: "http2-rule-broken" },
      "Http2Exception: Request stream 4 is not correct for server connection",
    ],
    [
      /Http2Exception(?:\$\w{3,40})?: Frame length: \d{1,10} exceeds maximum: \d{1,10}/,
      { fact: "not-http2" },
      "Http2Exception: Frame length: 4740180 exceeds maximum: 16384",
    ],
  ]),
];
