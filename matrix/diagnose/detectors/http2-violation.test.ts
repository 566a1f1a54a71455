import { expect, test } from "vitest";
import type { Http2Side } from "../../domain/http2-facts.ts";
import { connection } from "../../tooling/test/evidence.ts";
import {
  halfStream,
  headerBlock,
  http2Facts,
  http2Side,
  mute,
  noSettings,
} from "../../tooling/test/http2.ts";
import { found, symptoms } from "../../tooling/test/symptoms.ts";

const left = (code: string, debugData = "") => ({ goaway: { code, lastStream: 0, debugData } });
const served = { frames: ["SETTINGS", "SETTINGS", "HEADERS"] } as const;

const ended = (client: Partial<Http2Side>, server: Partial<Http2Side> = served) => {
  const http2 = http2Facts({ client: http2Side(client), server: http2Side(server) });
  return symptoms(
    "rpc",
    { connections: [connection({ wire: { ...connection().wire, http2 } })] },
    { mode: "none" },
  );
};

test.for([
  [
    "a connection",
    ended(left("PROTOCOL_ERROR", "SETTINGS: invalid SETTINGS_MAX_FRAME_SIZE")),
    "The server's HTTP/2 breaks a rule, and the client ends the connection for it (PROTOCOL_ERROR: SETTINGS: invalid SETTINGS_MAX_FRAME_SIZE).",
  ],
  [
    "a header block",
    ended(left("COMPRESSION_ERROR"), { ...served, malformed: "no header field with index 4000" }),
    "The server's HTTP/2 breaks a rule, and the client ends the connection for it (COMPRESSION_ERROR).",
  ],
  [
    "a call",
    ended({ resets: [{ stream: 1, code: "PROTOCOL_ERROR" }] }),
    "The server's HTTP/2 breaks a rule, and the client ends the call for it (PROTOCOL_ERROR).",
  ],
] as const)("the client blames the server, for %s", ([, of, sentence]) => {
  expect(found("http2-violation", of)).toMatchObject({ side: "server", decided: true, sentence });
});

test.for([
  ["leaves in order", ended(left("NO_ERROR"))],
  ["gives its call up", ended({ resets: [{ stream: 1, code: "CANCEL" }] })],
  ["finds TLS too weak", ended(left("INADEQUATE_SECURITY"))],
  ["got no frame", ended(left("PROTOCOL_ERROR"), mute)],
  [
    "is told by a proxy what the server behind it did",
    ended(left("PROTOCOL_ERROR"), {
      ...served,
      headers: [
        headerBlock({
          status: "200",
          grpcStatus: "14",
          grpcMessage:
            "upstream connect error or disconnect/reset before headers. reset reason: protocol error",
        }),
      ],
    }),
  ],
] as const)("silent where the client %s", ([, of]) => {
  expect(found("http2-violation", of)).toBeUndefined();
});

/** nghttp2 ends a connection with COMPRESSION_ERROR for a header that is too long for it. */
test.for([
  { name: "that is too large", size: 90_000, malformed: null, code: undefined },
  { name: "of ordinary size", size: 90, malformed: null, code: "http2-violation" },
  {
    name: "that is too large and malformed",
    size: 90_000,
    malformed: "no header field with index 4000",
    code: "http2-violation",
  },
])("COMPRESSION_ERROR for a header block $name", ({ size, malformed, code }) => {
  const replies = [halfStream({ headerListSize: size })];
  const http2 = http2Facts({
    client: http2Side(left("COMPRESSION_ERROR")),
    server: http2Side({ ...served, malformed }),
    grpc: { requests: [], replies, settings: noSettings },
  });
  const connections = [connection({ wire: { ...connection().wire, http2 } })];
  expect(found("http2-violation", symptoms("rpc", { connections }, { mode: "none" }))?.code).toBe(
    code,
  );
});

test.for([
  "PROTOCOL_ERROR",
  "FLOW_CONTROL_ERROR",
  "SETTINGS_TIMEOUT",
  "STREAM_CLOSED",
  "FRAME_SIZE_ERROR",
  "COMPRESSION_ERROR",
])("%s blames", (code) => {
  expect(found("http2-violation", ended(left(code)))).toMatchObject({ side: "server" });
});
