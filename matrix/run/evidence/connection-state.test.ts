import { expect, test } from "vitest";
import type { ConnectionEvidence } from "../../domain/evidence.ts";
import type { Http2Facts } from "../../domain/http2-facts.ts";
import type { WireMessage } from "../../domain/wire-message.ts";
import {
  alert,
  begunTls,
  connection,
  finishedTls,
  http2Preface,
  silence,
  spoken,
  tlsConnection,
  unreachable,
} from "../../tooling/test/evidence.ts";
import { headerBlock } from "../../tooling/test/http2.ts";
import { connectionState } from "./connection-state.ts";

const header = headerBlock();

const side = (over: Partial<Http2Facts["client"]> = {}): Http2Facts["client"] => ({
  frames: ["SETTINGS"],
  goaway: null,
  resets: [],
  headers: [],
  malformed: null,
  ...over,
});

const call = (path: string) => ({ ...header, method: "POST", path });
const answer = (grpcStatus: string | null, status: string | null = null) => ({
  ...header,
  grpcStatus,
  status,
});

/** HTTP/2 in the clear with one call that was answered, unless it is said otherwise. */
const http2 = (
  client: Partial<Http2Facts["client"]>,
  server: Partial<Http2Facts["client"]>,
  over: Partial<ConnectionEvidence> = {},
) =>
  connection({
    wire: {
      ...spoken(http2Preface, http2Preface),
      http2: {
        preface: true,
        client: side({ headers: [call("/proto.KV/Get")], ...client }),
        server: side({ headers: [answer("OK", "200")], ...server }),
      },
    },
    ...over,
  });

const closedByServer = { firstClose: { by: "server", how: "fin" } } as const;

/** A handshake of TLS 1.3 that nobody could read: the server's bytes after the client's second flight. */
const hidden = (serverBytes: number) => {
  const record = (from: WireMessage["from"], endsAt: number): WireMessage => ({
    from,
    endsAt,
    name: "application data",
    detail: "",
    seen: "encrypted",
  });
  const over = finishedTls({
    finished: { client: false, server: false },
    visibility: { kind: "clear-only", reason: "no secrets" },
  });
  const one = tlsConnection(over, {
    bytes: { client: 200, server: 1000 + serverBytes },
    passages: [
      { from: "client", endsAt: 100, atMs: 2 },
      { from: "server", endsAt: 1000, atMs: 3 },
      { from: "client", endsAt: 200, atMs: 4 },
      { from: "server", endsAt: 1000 + serverBytes, atMs: 5 },
    ],
  });
  return {
    ...one,
    wire: { ...one.wire, messages: [record("server", 1000), record("client", 200)] },
  };
};

/** Of the server 128 KiB of 6 MiB were recorded. */
const beyondLimit: Partial<ConnectionEvidence> = {
  bytes: { client: 300, server: 6_291_456 },
  passages: [
    { from: "client", endsAt: 300, atMs: 2 },
    { from: "server", endsAt: 131_072, atMs: 3 },
  ],
};

const open = { closedMs: null, firstClose: null } as const;

test.for([
  { name: "refused dial", of: unreachable("connect ECONNREFUSED"), state: "failed" },
  { name: "a port check", of: connection({ bytes: { client: 0, server: 0 } }), state: "unused" },
  {
    name: "nothing yet",
    of: connection({ bytes: { client: 0, server: 0 }, ...open }),
    state: "pending",
  },
  {
    name: "yamux, as net/rpc plugins speak it",
    of: connection({
      wire: spoken({ protocol: "other", bytes: "00010001" }, { protocol: "other", bytes: "00" }),
    }),
    state: "foreign",
  },
  { name: "HTTP/2", of: http2({}, {}), state: "healthy" },
  { name: "HTTP/2, still open", of: http2({}, {}, open), state: "healthy" },
  { name: "no call", of: http2({ headers: [] }, { headers: [] }), state: "unused" },
  { name: "no call yet", of: http2({ headers: [] }, { headers: [] }, open), state: "healthy" },
  { name: "no answer", of: http2({}, { headers: [] }), state: "failed" },
  {
    name: "an answer that the recording has not, since it stopped at its limit",
    of: http2({}, { headers: [answer(null, "200")] }, { ...closedByServer, ...beyondLimit }),
    state: "healthy",
  },
  {
    name: "a first answer that the recording has not",
    of: http2({}, { headers: [] }, beyondLimit),
    state: "healthy",
  },
  { name: "no answer yet", of: http2({}, { headers: [] }, open), state: "healthy" },
  {
    name: "a page",
    of: http2({}, { headers: [{ ...answer("OK", "200"), contentType: "text/html" }] }),
    state: "failed",
  },
  {
    name: "fault found with the client's GOAWAY",
    of: http2(
      { goaway: { code: "NO_ERROR", lastStream: 1, debugData: "" } },
      { goaway: { code: "PROTOCOL_ERROR", lastStream: 1, debugData: "" } },
    ),
    state: "healthy",
  },
  { name: "HTTP/2 of one side", of: http2({}, { frames: [] }), state: "failed" },
  {
    name: "GOAWAY",
    of: http2({}, { goaway: { code: "PROTOCOL_ERROR", lastStream: 0, debugData: "" } }),
    state: "failed",
  },
  {
    name: "an orderly GOAWAY",
    of: http2({}, { goaway: { code: "NO_ERROR", lastStream: 1, debugData: "" } }),
    state: "healthy",
  },
  {
    name: "a cancelled stream",
    of: http2({ resets: [{ stream: 1, code: "CANCEL" }] }, {}),
    state: "healthy",
  },
  {
    name: "a refused stream",
    of: http2({}, { resets: [{ stream: 1, code: "REFUSED_STREAM" }] }),
    state: "failed",
  },
  { name: "status 502", of: http2({}, { headers: [answer(null, "502")] }), state: "failed" },
  {
    name: "nothing implemented",
    of: http2({}, { headers: [answer("UNIMPLEMENTED")] }),
    state: "failed",
  },
  {
    name: "one thing not implemented",
    of: http2({}, { headers: [answer("UNIMPLEMENTED"), answer("OK")] }),
    state: "healthy",
  },
  {
    name: "an application's error",
    of: http2({}, { headers: [answer("NOT_FOUND")] }),
    state: "healthy",
  },
  {
    name: "a call cut off",
    of: http2({}, { headers: [answer(null, "200")] }, closedByServer),
    state: "failed",
  },
  {
    name: "go-plugin's shutdown",
    of: http2(
      { headers: [call("/plugin.GRPCController/Shutdown")] },
      { headers: [] },
      closedByServer,
    ),
    state: "healthy",
  },
  {
    name: "alert",
    of: tlsConnection(begunTls({ alerts: [alert("server", 40, "handshake_failure")] })),
    state: "failed",
  },
  {
    name: "no answer, client left at once",
    of: tlsConnection(begunTls(), { bytes: { client: 9, server: 0 } }),
    state: "failed",
  },
  {
    name: "no answer, client waited",
    of: tlsConnection(begunTls(), { bytes: { client: 9, server: 0 }, closedMs: 1001 }),
    state: "stalled",
  },
  { name: "no answer for long", of: tlsConnection(begunTls(), open), atMs: 5001, state: "stalled" },
  { name: "no answer yet", of: tlsConnection(begunTls(), open), atMs: 5000, state: "pending" },
  {
    name: "no answer in the clear",
    of: connection({ wire: spoken(http2Preface, silence), ...closedByServer }),
    state: "failed",
  },
  { name: "unread, answered", of: hidden(65), state: "unread" },
  { name: "unread, two alerts", of: hidden(48), state: "failed" },
  { name: "unread, no answer", of: hidden(0), state: "failed" },
])("connectionState: $name", ({ of, atMs = 10, state }) => {
  expect(connectionState(of, atMs, 5000).kind).toBe(state);
});
