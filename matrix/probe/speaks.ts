import type { ClearAnswer } from "../domain/probe-evidence.ts";
import type { Endpoint } from "../run/observe/tap.ts";
import { http2Preface } from "../wire/http2-reading.ts";
import { protocolFrom } from "../wire/stream-protocol.ts";
import { ask, type Heard } from "./ask.ts";
import { type Handshake, handshake } from "./handshake.ts";
import { byteWords } from "./peer-words.ts";
import type { Question } from "./question.ts";

/** What an address answers to each opening that a client could make, every one on a connection of its own. */
export type Spoken = Readonly<{
  /** To nothing at all. */
  banner: Heard;
  hello: Handshake;
  /** How long the ClientHello's answer took, or was waited for. */
  helloMs: number;
  /** To HTTP/2 in the clear, and to HTTP/1.1. */
  preface: Heard;
  http1: Heard;
}>;

/** SSH, SMTP and FTP speak within a round trip or two; who waits for a name service first is not waited for. */
export const bannerMs = 250;

/** SETTINGS without a setting (RFC 9113 section 6.5). */
const emptySettings = Buffer.from("000000040000000000", "hex");

export const httpRequest = (authority: string): string =>
  `GET / HTTP/1.1\r\nHost: ${authority}\r\nUser-Agent: handshake-matrix-probe\r\nConnection: close\r\n\r\n`;

/**
 * @param heard - what is heard while nothing is said.
 * @param answered - called where TLS or HTTP/2 is answered: that took more round trips than a greeting would have.
 */
export const speaks = async (
  endpoint: Endpoint,
  question: Asked & Pick<Question, "authority">,
  heard: Heard | Promise<Heard>,
  limitMs: number,
  answered: () => void = () => {},
): Promise<Spoken> => {
  const limits = { connectMs: limitMs, listenMs: limitMs };
  const begun = performance.now();
  let helloMs = 0;
  const [banner, hello, preface, http1] = await Promise.all([
    heard,
    helloTo(endpoint, question, limitMs).then((hello) => {
      helloMs = performance.now() - begun;
      if (hello.kind === "accepted") answered();
      return hello;
    }),
    askPreface(endpoint, limitMs).then((preface) => {
      if (protocolFrom("server", preface.bytes) === "http2") answered();
      return preface;
    }),
    ask(endpoint, Buffer.from(httpRequest(question.authority)), limits, (bytes) =>
      bytes.includes("\r\n\r\n"),
    ),
  ]);
  return { banner, hello, helloMs, preface, http1 };
};

/** What a client begins HTTP/2 with (RFC 9113 section 3.4). */
const beginning = Buffer.concat([Buffer.from(http2Preface, "latin1"), emptySettings]);

/** RFC 9113 section 4.1. */
const frameHeaderBytes = 9;

/** The beginning of HTTP/2 in the clear, up to a frame's header in answer. */
export const askPreface = (endpoint: Endpoint, limitMs: number): Promise<Heard> =>
  ask(
    endpoint,
    beginning,
    { connectMs: limitMs, listenMs: limitMs },
    (bytes) => bytes.length >= frameHeaderBytes,
  );

/**
 * The same under TLS, with the client's certificate if there is one.
 *
 * @returns what was heard behind the handshake; empty where there was none.
 */
export const askPrefaceInTls = async (
  endpoint: Endpoint,
  { serverName, credential, alpn }: Asked & Pick<Question, "alpn">,
  limitMs: number,
): Promise<Buffer> => {
  const made = await handshake({
    endpoint,
    serverName,
    limitMs,
    credential,
    hello: { ALPNProtocols: [...alpn] },
    say: {
      text: beginning.toString("latin1"),
      enough: (heard) => heard.length >= frameHeaderBytes,
    },
  });
  return Buffer.from(made.kind === "accepted" ? made.heard : "", "latin1");
};

type Asked = Pick<Question, "serverName" | "credential">;

/** With the client's certificate, if there is one; where that is refused within the handshake, without. */
export const helloTo = async (
  endpoint: Endpoint,
  { serverName, credential }: Asked,
  limitMs: number,
): Promise<Handshake> => {
  const hello = { ALPNProtocols: ["h2", "http/1.1"] };
  const answer = await handshake({ endpoint, serverName, limitMs, hello, credential });
  return answer.kind === "refused" && credential
    ? handshake({ endpoint, serverName, limitMs, hello, credential: null })
    : answer;
};

/** What an address speaks where TLS is not begun. */
export const clearAnswer = ({
  banner,
  preface,
  http1,
}: Pick<Spoken, "banner" | "preface" | "http1">): ClearAnswer => {
  if (banner.bytes.length > 0 && protocolFrom("server", banner.bytes) === "other") {
    return { kind: "banner", saw: byteWords(banner.bytes) };
  }
  switch (protocolFrom("server", preface.bytes)) {
    case "http2":
      return { kind: "http2", saw: "HTTP/2" };
    case "tls":
      return { kind: "tls-alert", saw: byteWords(preface.bytes) };
    case "http1":
      return { kind: "http1", saw: byteWords(preface.bytes) };
    case "other":
    case "nothing":
      return protocolFrom("server", http1.bytes) === "http1"
        ? { kind: "http1", saw: byteWords(http1.bytes) }
        : preface.bytes.length > 0
          ? { kind: "other", saw: byteWords(preface.bytes) }
          : { kind: "nothing", saw: "" };
  }
};
