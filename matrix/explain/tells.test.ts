/** What a text is as a whole: a failure, a mention, or something that is over; and what is an effect of what. */
import { describe, expect, test } from "vitest";
import { explain } from "./explain.ts";

const told = (...lines: readonly string[]) => {
  const { tells, diagnosis } = explain([{ name: "-", text: `${lines.join("\n")}\n` }]);
  const [first] = diagnosis.causes;
  return { tells, code: first?.code, decided: first?.decided, doubt: first?.doubt };
};

const refused =
  'level=warn msg="addrConn.createTransport failed to connect" err="connection error: desc = \\"transport: Error while dialing: dial tcp 192.0.2.3:7233: connect: connection refused\\""';
const ready = 'level=info msg="Subchannel Connectivity change to READY"';

test("a dial that succeeds later is over", () => {
  expect(told(refused, refused, ready)).toEqual({
    tells: "over",
    code: "connection-refused",
    decided: false,
    doubt: "a later connection succeeded",
  });
  expect(told(ready, refused)).toMatchObject({ tells: "cause", decided: true });
});

test("errors in documentation are mentioned", () => {
  expect(
    told(
      "If the client prints `tls: first record does not look like a TLS handshake`, the server was started",
      "without `--tls-cert`. If it prints `x509: certificate signed by unknown authority`, pass the CA with",
      "`--ca-file`.",
    ),
  ).toMatchObject({ tells: "mention", decided: false });
});

const alert =
  "2024/01/09 10:02:11 http: TLS handshake error from 127.0.0.1:55012: remote error: tls: bad certificate";

describe("a test of Go's", () => {
  test("that passes was to fail there", () => {
    const passed = ["=== RUN   TestRejects", alert, "--- PASS: TestRejects (0.02s)"];
    expect(told(...passed)).toMatchObject({ tells: "healthy", code: "undiagnosed" });
    expect(told(...passed, alert)).toMatchObject({ tells: "cause" });
  });

  test("of Gradle's that passes was to fail there", () => {
    expect(
      told(
        "a.b.NegotiatorsTest > clientAuthRequired_noClientCert STARTED",
        "    javax.net.ssl.SSLHandshakeException: Empty client certificate chain",
        "a.b.NegotiatorsTest > clientAuthRequired_noClientCert PASSED",
      ),
    ).toMatchObject({ tells: "nothing" });
  });

  test("that fails was not", () => {
    expect(told("=== RUN   TestAccepts", alert, "--- FAIL: TestAccepts (0.02s)")).toMatchObject({
      tells: "cause",
    });
  });
});

test("a client that leaves a server is no failure", () => {
  expect(
    told(
      "2024-11-20T10:30:00.511Z I [transport] [server-transport 0xc0001ae000]Closing: EOF",
      "2024-11-20T10:30:00.511Z I [transport] [server-transport 0xc0001ae000]loopyWriter exiting with error: transport closed by client",
    ),
  ).toMatchObject({ tells: "nothing" });
});

test.for([
  ["a page of HTML, its length read as gRPC's", 558124867, "http-status-from-intermediary", false],
  ["a message", 5000000, "message-too-large", true],
  ["one of half a gibibyte, whose length is no text", 0x2000_0000, "message-too-large", true],
] as const)("larger than max: %s", ([, size, code, decided]) => {
  expect(
    told(`Error: 8 RESOURCE_EXHAUSTED: Received message larger than max (${size} vs 4194304)`),
  ).toMatchObject({ code, decided });
});

test("what a plugin says before it ends is why it ends", () => {
  expect(
    told(
      "2022-08-30T16:20:33.540+0900 [DEBUG] some-plugin: This binary is a plugin. These are not meant to be executed directly.",
      '2022-08-30T16:20:33.544+0900 [ERROR] plugin process exited: path=/p/some-plugin pid=2261 error="exit status 1"',
      "Error: plugin exited before we could connect",
    ),
  ).toMatchObject({ code: "cookie-mismatch", decided: true });
});

test.for([
  [
    "a call's status",
    'err="rpc error: code = DeadlineExceeded desc = context deadline exceeded"',
    "deadline-exceeded",
  ],
  [
    "a request of net/http",
    'failed to call webhook: Post "https://a.svc:443/inject?timeout=10s": context deadline exceeded',
    "deadline-exceeded",
  ],
  ["a dial that blocks", "failed to dial: context deadline exceeded", "deadline-exceeded"],
  [
    "a client that waits for its server",
    "failed reaching server: context deadline exceeded",
    "deadline-exceeded",
  ],
  [
    "the caller",
    "watch: rpc error: code = Canceled desc = context canceled",
    "cancelled-by-caller",
  ],
  [
    "a channel that is closed",
    "[transport] [client-transport 0xc0001f2488] Closing: rpc error: code = Canceled desc = grpc: the client connection is closing",
    "cancelled-by-caller",
  ],
] as const)(
  "what stands first where time ran out, or a call was given up: %s",
  ([, line, code]) => {
    expect(told(line)).toMatchObject({ code, decided: false });
  },
);

test("a plugin without GRPCStdio is no failure", () => {
  expect(
    told(
      '[WARN]  plugin.stdio: received EOF, stopping recv loop: err="rpc error: code = Unimplemented desc = unknown service plugin.GRPCStdio"',
    ),
  ).toMatchObject({ tells: "nothing" });
});

test("a plugin of which no line could be read", () => {
  expect(
    told(
      "Unrecognized remote plugin message: ",
      "Failed to read any lines from plugin's stdout",
      "This usually means",
      "  the plugin was not compiled for this architecture,",
    ),
  ).toMatchObject({ code: "exited-early", decided: false });
});

test("a frame around an error, at a terminal's width", () => {
  expect(
    told(
      "╷",
      "│ Error: Failed to load plugin schemas",
      "│ ",
      "│ Error while loading schemas for plugin components: Failed to obtain",
      "│ provider schema: Could not load the schema for provider",
      "│ registry.terraform.io/hashicorp/example: failed to instantiate provider",
      '│ "registry.terraform.io/hashicorp/example" to obtain schema: timeout while',
      "│ waiting for plugin to start..",
      "╵",
    ),
  ).toMatchObject({ tells: "cause", code: "start-timeout", decided: false });
});
