import type { Fact } from "../../domain/fact.ts";
import { numberIn, type Row, rowsFrom, textIn } from "./row.ts";

const handshake: Fact = { fact: "wrapper", of: "handshake", status: null };

export const grpcJavaRows: readonly Row[] = [
  ...rowsFrom({ stack: "grpc-java", seen: "grpc-java 1.85.1, 5fda0c7c35: netty/, core/internal" }, [
    [
      /Can't find (?:full stream )?decompressor for [\w-]{1,40}/,
      { fact: "message-encoding-unsupported" },
      "Can't find decompressor for zstd",
    ],
    [
      /Failed (?:ALPN|protocol) negotiation: Unable to find compatible protocol/,
      { fact: "no-alpn-selected" },
      "Failed ALPN negotiation: Unable to find compatible protocol",
    ],
    [
      // Armeria's SessionProtocolNegotiationException.
      /expected: h2, actual: h1/,
      { fact: "no-alpn-selected" },
      "SessionProtocolNegotiationException: expected: h2, actual: h1, reason: unexpected protocol negotiation result",
    ],
    [
      /(?:TLS )?(?:ALPN|[Pp]rotocol) negotiation failed(?: with protocols)?/,
      { fact: "no-alpn-selected" },
      "TLS ALPN negotiation failed with protocols: [h2]",
      "client",
    ],
    [
      /Connection closed while performing TLS negotiation/,
      { fact: "closed-in-handshake" },
      "Connection closed while performing TLS negotiation",
    ],
    [
      /Connection (?:broken|closed) while (?:trying to CONNECT through proxy)/,
      { fact: "proxy-connect", status: null },
      "Connection broken while trying to CONNECT through proxy",
      "client",
    ],
    [
      /HttpProxyConnectException|ProxyConnectException/,
      { fact: "proxy-connect", status: null },
      "io.netty.handler.proxy.HttpProxyHandler$HttpProxyConnectException: http, none, /10.0.0.1:3128 => x, status: 403 Forbidden",
      "client",
    ],
    [
      /Connection (?:broken|closed) while performing protocol negotiation|Channel closed while performing protocol negotiation/,
      { fact: "wrapper", of: "close", status: null },
      "Channel closed while performing protocol negotiation",
    ],
    [
      /Network closed for unknown reason|Channel closed but for unknown reason|Transport closed for unknown reason/,
      { fact: "wrapper", of: "close", status: null },
      "Network closed for unknown reason",
    ],
    [
      /(?<=(?:UNAVAILABLE|UNKNOWN|INTERNAL): )(?:io exception|ssl exception|channel closed)/,
      { fact: "wrapper", of: "attempt", status: null },
      "io.grpc.StatusRuntimeException: UNAVAILABLE: io exception",
    ],
    [
      /\bChannel shutdown(?:Now)? invoked/,
      { fact: "cancelled" },
      "io.grpc.StatusRuntimeException: UNAVAILABLE: Channel shutdownNow invoked",
      "client",
    ],
    [
      /unresolved address|Unable to resolve host (\S{1,253})/,
      (match) => ({ fact: "name-not-resolved", name: textIn(match) }),
      "Unable to resolve host db.internal",
    ],
    [
      /NameResolver returned no usable address/,
      { fact: "name-not-resolved", name: null },
      "NameResolver returned no usable address. addrs=[]",
      "client",
    ],
    [
      /HTTP status code (\d{3})/,
      (match) => ({ fact: "http-status", status: Number(match[1]) }),
      "HTTP status code 404",
      "client",
    ],
    [
      /invalid content-type: (\S{1,80})/,
      (match) => ({ fact: "content-type", type: match[1] ?? "" }),
      "invalid content-type: text/html",
      "client",
    ],
    [
      /missing GRPC status in response|Received unexpected EOS on (?:non-)?empty DATA frame from server/,
      { fact: "no-grpc-status" },
      "Received unexpected EOS on empty DATA frame from server",
      "client",
    ],
    // Netty's Http2Exception: TLS was over, and one side holds that the other breaks HTTP/2.
    [
      /(?<=(?:UNAVAILABLE|UNKNOWN|INTERNAL): )http2 exception/,
      { fact: "http2-error", code: null },
      "io.grpc.StatusRuntimeException: INTERNAL: http2 exception",
    ],
    [
      /HTTP\/2 error code: ([A-Z_\d]{4,30})\s{1,3}Received Goaway/,
      (match) => ({ fact: "goaway", code: textIn(match), debug: null }),
      "HTTP/2 error code: NO_ERROR\nReceived Goaway",
    ],
    [
      /HTTP\/2 error code: ([A-Z_\d]{4,30})(?:\s{1,3}Received Rst Stream)?/,
      (match) => ({ fact: "http2-error", code: textIn(match) }),
      "HTTP/2 error code: ENHANCE_YOUR_CALM",
    ],
    [
      /Bandwidth exhausted/,
      { fact: "goaway", code: "ENHANCE_YOUR_CALM", debug: null },
      "RESOURCE_EXHAUSTED: Bandwidth exhausted",
    ],
    [/RST_STREAM closed stream/, { fact: "stream-reset", code: null }, "RST_STREAM closed stream"],
    [
      /Too many transparent retries(?:\. Might be a bug in gRPC)?/,
      { fact: "wrapper", of: "close", status: null },
      "Too many transparent retries. Might be a bug in gRPC",
      "client",
    ],
    [
      // NettyClientHandler, statusFromH2Error: what the frame has stands behind.
      /(?:Abrupt GOAWAY closed(?: [a-z]{3,12}){0,3}|GOAWAY closed buffered(?: stream)?|Connection closed after GOAWAY|GOAWAY shut down transport)(?:\. HTTP\/2 error code: ([A-Z_]{4,24}|\d{1,10})(?:, debug data: ([^\s)]{1,80}))?)?/,
      (match) => ({ fact: "goaway", code: textIn(match, 1), debug: textIn(match, 2) }),
      "GOAWAY shut down transport. HTTP/2 error code: NO_ERROR, debug data: max_age",
    ],
    [
      /Received GOAWAY with ENHANCE_YOUR_CALM/,
      { fact: "goaway", code: "ENHANCE_YOUR_CALM", debug: null },
      "Received GOAWAY with ENHANCE_YOUR_CALM. Debug data: too_many_pings",
    ],
    [
      /Too many pings from client/,
      { fact: "goaway", code: "ENHANCE_YOUR_CALM", debug: "too_many_pings" },
      "Too many pings from client",
      "server",
    ],
    [
      /Keepalive failed\. The connection is likely gone/,
      { fact: "timeout", of: "keepalive" },
      "Keepalive failed. The connection is likely gone",
    ],
    [
      /gRPC message exceeds maximum size (\d{1,12}): (\d{1,12})/,
      (match) => ({
        fact: "message-too-large",
        size: numberIn(match, 2),
        limit: numberIn(match, 1),
      }),
      "gRPC message exceeds maximum size 4194304: 4740180",
    ],
    [
      /Method not found: (\S{1,200})/,
      (match) => ({ fact: "unimplemented", what: textIn(match) }),
      "UNIMPLEMENTED: Method not found: proto.KV/Get",
    ],
    [
      /(?:Client)?[Cc]all (?:started after \w{2,20} )?deadline (?:was )?exceeded (?:after )?-?[\d.]{1,20}|(?<!\w)(?:CallOptions |Context )?deadline exceeded after [\d.]{1,20}s/,
      { fact: "wrapper", of: "deadline", status: null },
      "deadline exceeded after 2.999999999s.",
    ],
    [
      /Last Pick Failure/,
      { fact: "wrapper", of: "attempt", status: null },
      "Last Pick Failure=Status{code=UNAVAILABLE}",
      "client",
    ],
    [
      /Status(?:Runtime)?Exception: ([A-Z_]{2,20})/,
      (match) => ({ fact: "wrapper", of: "status", status: textIn(match) }),
      "io.grpc.StatusRuntimeException: UNAVAILABLE",
    ],
    [
      /Status\{code=([A-Z_]{2,20})/,
      (match) => ({ fact: "wrapper", of: "status", status: textIn(match) }),
      "Status{code=UNAVAILABLE, description=null}",
    ],
    [
      /[Cc](?:annot|ould not) find a NameResolver(?:Provider)? for \S{1,253}/,
      { fact: "target-unusable", why: "unknown scheme" },
      "Could not find a NameResolverProvider for https://db.internal:443",
      "client",
    ],
    [
      /FRAME_SIZE_ERROR(?: max size)?: ?\d{0,10}/,
      { fact: "not-http2" },
      "FRAME_SIZE_ERROR: 4740180",
    ],
    [
      /Failed to bind to address(?:es)? \S{1,120}/,
      { fact: "wrapper", of: "program", status: null },
      "Failed to bind to address /127.0.0.1:1",
      "server",
    ],
    [
      /TLS negotiation failed(?: for new client)?\./,
      handshake,
      "TLS negotiation failed for new client.",
    ],
    [
      /ALPN must be (?:configured|enabled)|Could not find TLS ALPN provider/,
      { fact: "no-alpn-support" },
      "Could not find TLS ALPN provider; no working netty-tcnative",
    ],
  ]),
];
