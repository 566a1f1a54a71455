import type { Fact } from "../../domain/fact.ts";
import { numberIn, type Row, rowsFrom, textIn } from "./row.ts";

/** Frame type 80 is "P", the fourth byte of "HTTP". */
const firstFrame = (match: RegExpMatchArray): Fact =>
  numberIn(match) === 80 ? { fact: "http1-answer", status: null } : { fact: "not-http2" };

/** The first byte that was not of the preface "PRI * HTTP/2.0". */
const greeting = (match: RegExpMatchArray): Fact => {
  const byte = numberIn(match);
  if (byte === 0x16) return { fact: "tls-record-received", record: "client-hello" };
  if (byte === 0x15) return { fact: "tls-record-received", record: "alert" };
  const method = byte !== null && "GPOHDCT".includes(String.fromCharCode(byte));
  return method ? { fact: "http1-request" } : { fact: "not-http2" };
};

const sizes = (match: RegExpMatchArray): Fact => ({
  fact: "message-too-large",
  size: numberIn(match, 1),
  limit: numberIn(match, 2),
});

const goaway = (match: RegExpMatchArray): Fact => ({
  fact: "goaway",
  code: textIn(match, 1),
  debug: textIn(match, 2),
});

export const grpcCoreHttp2Rows: readonly Row[] = [
  ...rowsFrom({ stack: "grpc-core", seen: "grpcio 1.85.1 cygrpc, run in part" }, [
    [
      /Trying to connect an http1\.x server \(HTTP status (\d{3})\)/,
      (match) => ({ fact: "http1-answer", status: numberIn(match) }),
      "Trying to connect an http1.x server (HTTP status 400)",
      "client",
    ],
    [
      /Trying to connect an http1\.x server/,
      { fact: "http1-answer", status: null },
      "Trying to connect an http1.x server",
      "client",
    ],
    [
      /Expected SETTINGS frame as the first frame, got frame type (\d{1,3})/,
      firstFrame,
      "Expected SETTINGS frame as the first frame, got frame type 80",
    ],
    [
      /Connect string mismatch: expected '[^'\n]{1,4}' \(\d{1,3}\) got '[^\n]{0,4}?' \((\d{1,3})\) at byte \d{1,2}/,
      greeting,
      "Connect string mismatch: expected 'P' (80) got 'O' (79) at byte 0",
      "server",
    ],
    [
      /Failed parsing HTTP\/2/,
      { fact: "wrapper", of: "close", status: null },
      "Failed parsing HTTP/2",
    ],
    [
      /connection attempt timed out before receiving SETTINGS frame|Did not receive HTTP\/2 settings before handshake timeout/,
      { fact: "timeout", of: "settings" },
      "connection attempt timed out before receiving SETTINGS frame",
      "client",
    ],
    [
      /Frame size \d{1,10} is larger than max frame size \d{1,10}/,
      { fact: "not-http2" },
      "Frame size 4740180 is larger than max frame size 16384",
    ],
    [
      /(?:GOAWAY received; Error code|Received GOAWAY frame with error code): (\d{1,3})(?:; Debug Text: ([^\n"]{0,60}))?/,
      goaway,
      "GOAWAY received; Error code: 11; Debug Text: too_many_pings",
    ],
    [
      /Received a GOAWAY with error code ENHANCE_YOUR_CALM|\btoo_many_pings\b|Too many pings/,
      { fact: "goaway", code: "ENHANCE_YOUR_CALM", debug: "too_many_pings" },
      "Received a GOAWAY with error code ENHANCE_YOUR_CALM",
    ],
    [/GOAWAY received/, { fact: "goaway", code: null, debug: null }, "GOAWAY received"],
    [
      /(?:keepalive|ping) (?:watchdog )?timeout/i,
      { fact: "timeout", of: "keepalive" },
      "keepalive timeout",
    ],
    [
      /Received RST_STREAM with error code (\d{1,3})/,
      (match) => ({ fact: "stream-reset", code: textIn(match) }),
      "Received RST_STREAM with error code 2",
    ],
    [
      /Received http2 header with status: (\d{3})/,
      (match) => ({ fact: "http-status", status: Number(match[1]) }),
      "Received http2 header with status: 404",
      "client",
    ],
    [
      /Received http2 header with status: 0(?!\d)/,
      { fact: "stream-reset", code: null },
      "Received http2 header with status: 0",
      "client",
    ],
    [
      /Received http2 :status header with non-200 OK status/,
      { fact: "not-grpc", byte: null },
      "Received http2 :status header with non-200 OK status",
      "client",
    ],
    [
      /Stream removed(?: \(Data frame with END_STREAM flag received\))?/,
      { fact: "no-grpc-status" },
      "Stream removed (Data frame with END_STREAM flag received)",
      "client",
    ],
    [
      /(?:Received|Sent) message larger than max \((\d{1,12}) vs\. (\d{1,12})\)/,
      sizes,
      "Received message larger than max (4740180 vs. 4194304)",
    ],
    [
      /(?:StatusCode\.|grpc_status:\s?"?|status = StatusCode\.)UNIMPLEMENTED|Method not found!/,
      { fact: "unimplemented", what: null },
      "status = StatusCode.UNIMPLEMENTED",
    ],
    [/Deadline Exceeded/, { fact: "wrapper", of: "deadline", status: null }, "Deadline Exceeded"],
    [
      /(?:status = )?StatusCode\.([A-Z_]{2,20})/,
      (match) => ({ fact: "wrapper", of: "status", status: textIn(match) }),
      "status = StatusCode.UNAVAILABLE",
    ],
    [
      /(?:bad )?grpc compressed frame|Bad GRPC frame type 0x([\da-f]{2})/i,
      (match) => ({ fact: "not-grpc", byte: match[1] ? Number.parseInt(match[1], 16) : null }),
      "Bad GRPC frame type 0x3c",
    ],
  ]),
];
