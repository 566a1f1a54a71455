import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

/** The first bytes of what came instead of HTTP/2's preface, as `%q` prints them. */
const greeting = (match: RegExpMatchArray): Fact => {
  const bytes = match[1] ?? "";
  if (/^\\{1,2}x16\\{1,2}x03/.test(bytes))
    return { fact: "tls-record-received", record: "client-hello" };
  if (/^\\{1,2}x15\\{1,2}x03/.test(bytes)) return { fact: "tls-record-received", record: "alert" };
  if (/^(?:GET|POST|PUT|HEAD|OPTIONS|CONNECT|DELETE|PATCH) /.test(bytes))
    return { fact: "http1-request" };
  return { fact: "not-http2" };
};

const attempt: Fact = { fact: "wrapper", of: "attempt", status: null };

const handshake: Fact = { fact: "wrapper", of: "handshake", status: null };

const close: Fact = { fact: "wrapper", of: "close", status: null };

export const grpcGoServerRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "grpc-go",
      seen: "grpc-go 1.85.0 internal/transport/http2_server.go, server.go",
      role: "server",
    },
    [
      // A client that leaves, when it wants: the connection had come about.
      [
        /\[server-transport 0x[\da-f]{1,16}\] ?Closing: (?:EOF|read tcp [^\n]{1,160}: connection reset by peer)|loopyWriter exiting with error: transport closed by client/,
        { fact: "connected" },
        "[transport] [server-transport 0xc0001ae000]Closing: EOF",
      ],
      [
        /ServerHandshake\("[^"\n]{0,80}"\) failed:?/,
        handshake,
        'ServerHandshake("127.0.0.1:1") failed: x',
      ],
      [
        /Server\.Serve failed to complete security handshake(?: from "[^"\n]{0,80}")?/,
        handshake,
        'grpc: Server.Serve failed to complete security handshake from "127.0.0.1:1": x',
      ],
      ["grpc: Server.Serve failed to create ServerTransport:", attempt],
      [
        /HandleStreams received bogus greeting from client: \\{0,8}"([^"\n]{0,120})/,
        greeting,
        'transport: http2Server.HandleStreams received bogus greeting from client: "\\x16\\x03\\x01\\x02\\x00"',
      ],
      [
        /HandleStreams failed to receive the preface from client: EOF/,
        { fact: "opened-and-closed" },
        "transport: http2Server.HandleStreams failed to receive the preface from client: EOF",
      ],
      [
        /HandleStreams failed to (?:receive the preface from client|read initial settings frame):?/,
        close,
        "transport: http2Server.HandleStreams failed to receive the preface from client: x",
      ],
      [
        /HandleStreams saw invalid preface type \S{1,60} from client/,
        { fact: "not-http2" },
        "HandleStreams saw invalid preface type *http2.DataFrame from client",
      ],
      [
        /got too many pings from the client/i,
        { fact: "goaway", code: "ENHANCE_YOUR_CALM", debug: "too_many_pings" },
        "got too many pings from the client, closing the connection.",
      ],
      [
        // server.go; what protobuf-go says of a string stands in it.
        /grpc: error unmarshalling request(?:: [^\n"]{0,80}contains invalid UTF-8)?/,
        { fact: "message-not-parsable" },
        "grpc: error unmarshalling request: string field contains invalid UTF-8",
      ],
      [
        /num values of :authority: \d{1,3}/,
        { fact: "authority-rejected", authority: null },
        "num values of :authority: 2, num values of host: 0, both must only have 1 value as per HTTP/2 spec",
      ],
    ],
  ),
];
