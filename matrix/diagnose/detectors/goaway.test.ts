import { describe, expect, test } from "vitest";
import {
  call,
  clientHello,
  connection,
  finishedTls,
  report,
  serverHello,
  stepReport,
  tlsConnection,
} from "../../tooling/test/evidence.ts";
import {
  halfStream,
  headerBlock,
  http2Facts,
  http2Side,
  noSettings,
} from "../../tooling/test/http2.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";

const code = "goaway";
const resets = [{ stream: 1, code: "CANCEL" }];
const sent = [
  { from: "client", endsAt: 9, name: "RST_STREAM", detail: "", seen: "clear" },
  { from: "server", endsAt: 9, name: "GOAWAY", detail: "", seen: "clear" },
] as const;
/** When the client reset a call; the server left after 3 ms. */
const passages = (resetMs: number) =>
  [
    { from: "client", endsAt: 9, atMs: resetMs },
    { from: "server", endsAt: 9, atMs: 3 },
  ] as const;

const leaving = (goawayCode: string, resetMs = 4) => {
  const goaway = { code: goawayCode, lastStream: 0, debugData: "" };
  const http2 = http2Facts({ client: http2Side({ resets }), server: http2Side({ goaway }) });
  const wire = { ...connection().wire, http2, messages: sent };
  return symptoms(
    "rpc",
    { connections: [connection({ wire, passages: passages(resetMs), firstClose: null })] },
    { mode: "none" },
  );
};

test.for([
  ["a server that leaves by itself", leaving("NO_ERROR"), "server", true],
  ["a server that fails", leaving("INTERNAL_ERROR"), "server", true],
  ["a code that blames the client", leaving("PROTOCOL_ERROR"), null, false],
  ["a client that had reset its calls before", leaving("INTERNAL_ERROR", 2), null, false],
] as const)("%s", ([, of, side, decided]) => {
  expect(found(code, of)).toMatchObject({ side, decided });
});

describe("calls that were left on a connection that had served", () => {
  const left = (lastStream: number, answered: readonly number[], status = "UNAVAILABLE") => {
    const goaway = { code: "NO_ERROR", lastStream, debugData: "" };
    const halves = (streams: readonly number[]) => streams.map((stream) => halfStream({ stream }));
    const http2 = http2Facts({
      server: http2Side({ goaway, headers: [headerBlock({ status: "200", grpcStatus: "OK" })] }),
      grpc: { requests: halves([1, 3]), replies: halves(answered), settings: noSettings },
    });
    const wire = { ...connection().wire, http2 };
    const called = report({ steps: [stepReport("get", call(status))] });
    const connections = [connection({ wire }), connection()];
    return symptoms("rpc", { connections, report: called }, { mode: "none" });
  };

  test("above the last stream, and without an answer", () => {
    expect(found(code, left(1, [1]))).toMatchObject({ side: "server", decided: true });
  });

  test.for([
    ["every call is answered", left(1, [1, 3])],
    ["it had served none", left(0, [])],
    ["the last stream is above them", left(2 ** 31 - 1, [1])],
    ["no call was lost", left(1, [1], "NOT_FOUND")],
  ] as const)("silent: %s", ([, of]) => {
    expect(found(code, of)).toBeUndefined();
  });
});

describe("INADEQUATE_SECURITY (RFC 9113 section 9.2)", () => {
  const goawayFrame = { code: "INADEQUATE_SECURITY", lastStream: 0, debugData: "weak" };
  const over = (version: string, cipherSuite: string) => {
    const tls = finishedTls({ serverHello: serverHello({ version, cipherSuite }) });
    const { wire, ...rest } = tlsConnection(tls, { firstClose: null });
    const http2 = http2Facts({ server: http2Side({ goaway: goawayFrame }) });
    return symptoms("rpc", { connections: [{ ...rest, wire: { ...wire, http2 } }] });
  };

  test.for([
    ["1.2", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "server", true],
    ["1.2", "TLS_RSA_WITH_AES_128_GCM_SHA256", "server", true],
    ["1.1", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "server", true],
    ["1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", null, false],
    ["1.2", "TLS_DHE_RSA_WITH_AES_128_CCM", null, false],
    ["1.3", "TLS_AES_128_GCM_SHA256", null, false],
  ] as const)("TLS %s, %s", ([version, suite, side, decided]) => {
    expect(gist(found(code, over(version, suite)))).toEqual({
      side,
      decided,
      quotes: [
        'wire: GOAWAY of the server: INADEQUATE_SECURITY, debug data "weak"',
        `wire: chosen: TLS ${version}, ${suite}`,
      ],
    });
  });
});

test("a client that offers nothing else than what HTTP/2 prohibits is at fault", () => {
  const suite = "TLS_RSA_WITH_AES_128_CBC_SHA";
  const tls = finishedTls({
    clientHello: clientHello({ versions: ["1.2"], cipherSuites: [suite] }),
    serverHello: serverHello({ version: "1.2", cipherSuite: suite }),
  });
  const { wire, ...rest } = tlsConnection(tls, { firstClose: null });
  const goaway = { code: "INADEQUATE_SECURITY", lastStream: 0, debugData: "" };
  const http2 = http2Facts({ server: http2Side({ goaway }) });
  const of = symptoms("rpc", { connections: [{ ...rest, wire: { ...wire, http2 } }] });
  expect(found(code, of)).toMatchObject({ side: "client", decided: true });
});

test("a GOAWAY in place of SETTINGS is quoted", () => {
  const goaway = { code: "PROTOCOL_ERROR", lastStream: 0, debugData: "bye" };
  const http2 = http2Facts({ server: http2Side({ frames: ["GOAWAY"], goaway }) });
  const of = symptoms(
    "http2",
    { connections: [connection({ wire: { ...connection().wire, http2 }, firstClose: null })] },
    { mode: "none" },
  );
  expect(gist(found(code, of))).toEqual({
    side: null,
    decided: false,
    quotes: ['wire: the server\'s first frame is GOAWAY: PROTOCOL_ERROR, debug data "bye"'],
  });
});
