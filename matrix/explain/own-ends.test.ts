/** What libraries say of connections of their own that end while all goes well, and of those that failed. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";
import { tellsOwnEnd } from "./own-ends.ts";

const tells = (...lines: readonly string[]) =>
  explain([{ name: "-", text: `${lines.join("\n")}\n` }]).tells;

const ok = "2026/04/01 09:00:00 check 7: ok (SERVING)";
const go = "2026/04/01 09:00:01 INFO: [transport]";

test.for([
  "2026/04/01 09:00:01 DEBUG transport: closing: EOF",
  "2026/04/01 09:00:01 INFO: transport: loopyWriter exited. Closing connection. Err: transport closed by client",
  `${go} [client-transport 0xc0001] Closing: connection error: desc = "error reading from server: EOF"`,
  `${go} [client-transport 0xc0001] Closing: connection error: desc = "error reading from server: read tcp 10.0.0.1:5->10.0.0.2:6: use of closed network connection"`,
  `${go} [client-transport 0xc0001] loopyWriter exiting with error: received GOAWAY with no active streams`,
  `${go} [server-transport 0xc0001] loopyWriter exiting with error: connection error: desc = "transport is closing"`,
  `${go} [server-transport 0xc0001] Closing: read tcp 10.0.0.1:5->10.0.0.2:6: use of closed network connection`,
  '{"level":"info","msg":"[transport] [client-transport 0xc0001] Closing: connection error: desc = \\"error reading from server: EOF\\""}',
  "FINER: [Subchannel<3>: (kv:1)] NettyClientTransport<4>: (kv/10.0.0.2:1) SHUTDOWN with UNAVAILABLE(Channel shutdownNow invoked)",
  "09:00:01 DEBUG ChannelLogger - [Subchannel<3>: (kv:1)] OkHttpClientTransport<4>: (kv/10.0.0.2:1) SHUTDOWN with UNAVAILABLE(GOAWAY shut down transport. HTTP/2 error code: NO_ERROR, debug data: max_idle)",
])("harmless where calls are answered: %s", (line) => {
  expect(tells(ok, line)).toBe("healthy");
  expect(tells(line, ok)).toBe("healthy");
  expect(tells(ok, line, "2026/04/01 09:00:02 ERROR the store is full")).not.toBe("healthy");
  expect(tells(line)).not.toBe("healthy");
});

test.for([
  `${go} [client-transport 0xc0001] Closing: connection error: desc = "error reading server preface: EOF"`,
  `${go} [client-transport 0xc0001] Closing: connection error: desc = "keepalive ping failed to receive ACK within timeout"`,
  `${go.replace("INFO", "WARNING")} [client-transport 0xc0001] Closing: connection error: desc = "error reading from server: EOF"`,
  "2026/04/01 09:00:01 call failed: rpc error: code = Unavailable desc = error reading from server: EOF",
  "FINER: [Subchannel<3>: (kv:1)] NettyClientTransport<4>: (kv/10.0.0.2:1) SHUTDOWN with UNAVAILABLE(GOAWAY shut down transport. HTTP/2 error code: ENHANCE_YOUR_CALM, debug data: too_many_pings)",
])("not harmless: %s", (line) => {
  expect(tells(ok, line)).not.toBe("healthy");
});

const closing = "transport: closing: EOF";

test.for([
  `09:00:01 DEBUG ${closing}`,
  `${go} [server-transport 0xc0001] Closing: write tcp 10.0.0.1:443->10.0.0.9:41000: use of closed network connection`,
  `${go} [server-transport 0xc0001] loopyWriter exiting with error: transport closed by client`,
  `${go} [server-transport 0xc0001] loopyWriter exiting with error: transport closed by the client`,
  "FINE: [Subchannel<3>: (kv:1)] NettyClientTransport<4>: (kv/10.0.0.2:1) SHUTDOWN with UNAVAILABLE(Channel shutdown invoked)",
])("an end of its own: %s", (line) => {
  expect(tellsOwnEnd(line)).toBe(true);
});

test.for([
  ...["WARN", "WARNING", "ERROR", "FATAL", "SEVERE", "warn", "warning", "error", "fatal"].map(
    (level) => `09:00:01 ${level}: ${closing}`,
  ),
  `09:00:01 INFO no preface from 10.0.0.9:41000: ${closing}`,
  `09:00:01 INFO handshake with 10.0.0.9:41000 given up: ${closing}`,
  `09:00:01 INFO call of /kv.v1.KV/Get ended, status 14: ${closing}`,
])("more than an end of its own: %s", (line) => {
  expect(tellsOwnEnd(line)).toBe(false);
});

test.for(["NOT_SERVING", "wanted SERVING", "SERVING no more"])("no success: %s", (end) => {
  expect(
    tells(
      `2026/04/01 09:00:00 check 7: ${end}`,
      `${go} [client-transport 0xc0001] Closing: connection error: desc = "error reading from server: EOF"`,
    ),
  ).not.toBe("healthy");
});

test.for([
  "watch ended: io.grpc.StatusRuntimeException: UNAVAILABLE: Channel shutdown invoked",
  'details = "Channel closed!"',
  "watcher: ValueError: Cannot invoke RPC on closed channel!",
  "watcher: 14 UNAVAILABLE: Channel closed before call started",
])("who closes the channel of its own calls: %s", (line) => {
  const { tells: what, diagnosis } = explain([{ name: "-", text: `${ok}\n${line}\n${ok}\n` }]);
  expect(what).toBe("healthy");
  expect(diagnosis.causes.map(({ code }) => code)).toEqual(["undiagnosed"]);
  expect(
    explain([{ name: "-", text: `${line}\n` }]).diagnosis.causes.map(({ code }) => code),
  ).toEqual(["cancelled-by-caller"]);
});
