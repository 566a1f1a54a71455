import { describe, expect, test } from "vitest";
import {
  begunTls,
  connection,
  finishedTls,
  http2Preface,
  silence,
  spoken,
  tlsRecords,
} from "../../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";

const code = "peer-not-http2";
const elsewhere =
  "The server's first bytes are not HTTP/2: something else listens on this address.";
const echoed =
  "The server sends back what it is sent: it is an echo, or a relay that leads to itself.";
const broken = "The server's first bytes are an HTTP/2 frame that breaks RFC 9113.";

const answering = (bytes: string) =>
  symptoms(
    "http2",
    { connections: [connection({ wire: spoken(http2Preface, { protocol: "other", bytes }) })] },
    { mode: "none" },
  );

describe("what the server's bytes are", () => {
  test.for([
    ["a banner", "68656c6c6f2c20776f726c64", elsewhere, ' ("hello, world")'],
    ["the preface", "505249202a20485454502f322e30", echoed, ' ("PRI * HTTP/2.0")'],
    ["a PING first", "0000080600000000000000000000000000", broken, ""],
    ["SETTINGS of 7 bytes", "00000704000000000000010000000100", broken, ""],
    ["zeros alone", "000000000000000000", elsewhere, ""],
    ["a stream number with the reserved bit", "000008060080000000", elsewhere, ""],
    ["a type that RFC 9113 has not", "0000083700000000000000", elsewhere, ""],
    ["fewer bytes than a frame's header", "00000806", elsewhere, ""],
  ] as const)("%s", ([, bytes, sentence, shown]) => {
    const cause = found(sentence === broken ? "http2-violation" : code, answering(bytes));
    expect(found(sentence === broken ? code : "http2-violation", answering(bytes))).toBe(undefined);
    expect(cause?.sentence).toBe(sentence);
    expect(cause?.remedy?.startsWith(sentence === broken ? "update" : "dial")).toBe(true);
    expect(gist(cause)).toEqual({
      side: "server",
      decided: true,
      quotes: [`wire: first bytes of the server: ${bytes}${shown}`],
    });
  });
});

test("bytes that were left out may be either", () => {
  const wire = {
    ...spoken(http2Preface, { protocol: "other", bytes: "" }),
    payload: "left-out",
  } as const;
  const connections = [connection({ wire, bytes: { client: 24, server: 9 } })];
  const cause = found(code, symptoms("http2", { connections }, { mode: "none" }));
  expect(cause?.sentence).toBe("The server's first bytes are not HTTP/2.");
  expect(cause?.remedy).toMatch(/^dial the address that serves gRPC; where it is, update/);
  expect(gist(cause)).toEqual({
    side: "server",
    decided: true,
    quotes: ["wire: 9 bytes of the server that are neither TLS nor HTTP, left out"],
  });
});

test("an echo: the ClientHello comes back, with its random number", () => {
  const hello = `1603010100010000fc0303${"5a".repeat(21)}`;
  const echoing = (bytes: string) => {
    const wire = {
      ...spoken({ protocol: "tls", bytes: hello }, { protocol: "tls", bytes }),
      tls: begunTls(),
    };
    const connections = [connection({ wire, bytes: { client: 261, server: 261 } })];
    return found(code, symptoms("tls", { connections }));
  };
  expect(echoing(hello)).toMatchObject({ side: "server", decided: true });
  // Another ClientHello is no echo.
  expect(echoing(hello.replace("5a", "5b"))).toBeUndefined();
});

test("silent: the server said nothing", () => {
  const connections = [connection({ wire: spoken(http2Preface, silence) })];
  expect(found(code, symptoms("http2", { connections }, { mode: "none" }))).toBeUndefined();
});

describe("behind TLS", () => {
  const saying = (detail: string, tls = finishedTls()) => {
    const bytes = {
      from: "server",
      endsAt: 9,
      name: "bytes",
      detail,
      seen: "decrypted",
    } as const;
    const wire = { ...spoken(tlsRecords, tlsRecords), tls, messages: [bytes] };
    return symptoms("http2", { connections: [connection({ wire })] });
  };

  test.for([
    ["a banner", "hello\\x0d\\x0a", "The server sends something behind TLS that is not HTTP/2."],
    ["the preface", "PRI * HTTP/2.0\\x0d\\x0a", echoed.replace(/\.$/, ", behind TLS.")],
    [
      "a PING first",
      "\\x00\\x00\\x08\\x06\\x00\\x00\\x00\\x00\\x00",
      "The server's first bytes behind TLS are an HTTP/2 frame that breaks RFC 9113.",
    ],
  ] as const)("%s", ([name, detail, sentence]) => {
    const of = name === "a PING first" ? "http2-violation" : code;
    expect(found(of, saying(detail))).toMatchObject({ side: "server", decided: true, sentence });
  });

  test("silent: records that could not be read, of a handshake that is not finished", () => {
    expect(found(code, saying("8\\x0d>", begunTls()))).toBeUndefined();
  });
});
