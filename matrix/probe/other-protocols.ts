import { protocolSpoken } from "../diagnose/foreign-protocol.ts";
import type { EndpointEvidence, SpokenProtocol } from "../domain/probe-evidence.ts";
import { foreignProtocols, proxyHeader, speaksFirst } from "../knowledge/protocols.ts";
import type { Endpoint } from "../run/observe/tap.ts";
import { http2Preface } from "../wire/http2-reading.ts";
import { protocolFrom } from "../wire/stream-protocol.ts";
import { ask, type Heard } from "./ask.ts";
import { atMost } from "./at-most.ts";
import { closedSilently } from "./handshake.ts";
import { byteWords } from "./peer-words.ts";
import { clearAnswer, type Spoken } from "./speaks.ts";

type Found = Pick<EndpointEvidence, "protocol" | "behindProxyHeader">;

/** Protocols that have to be asked. */
const questions = foreignProtocols.flatMap((row) =>
  row.asked === null ? [] : [{ ...row, says: Buffer.from(row.asked, "hex") }],
);

/** A server that counts connections is not to take them for a flood. */
const questionsAtOnce = 5;

/** A ClientHello of TLS 1.2 with two suites and no extension: a server of TLS chooses, or sends an alert. */
const smallHello = Buffer.from(`160301002f0100002b0303${"00".repeat(32)}000004c02bc02f0100`, "hex");

/** Connections that {@link otherProtocols} makes at most, and how often it waits for an answer. */
export const questionCount = questions.length + 3;
export const questionRounds = Math.ceil(questions.length / questionsAtOnce);

/** What an address speaks that answers neither TLS nor HTTP; nothing is asked where it does. */
export const otherProtocols = async (
  endpoint: Endpoint,
  spoken: Spoken,
  limitMs: number,
): Promise<Found> => {
  const { banner, hello, preface, http1 } = spoken;
  const tls =
    hello.kind === "accepted" || (hello.kind === "refused" && hello.saw !== closedSilently);
  if (tls || /^(?:http|tls)/.test(clearAnswer(spoken).kind)) return {};
  // An echo repeats each question.
  if (preface.bytes.toString("latin1").startsWith(http2Preface)) return {};
  for (const { bytes } of [banner, preface, http1]) {
    const protocol = protocolFrom("server", bytes) === "other" ? protocolSpoken(bytes) : null;
    if (protocol) return { protocol };
  }
  if (protocolFrom("server", banner.bytes) === "other")
    return { protocol: said(speaksFirst, banner) };
  const limits = { connectMs: limitMs, listenMs: limitMs };
  const [answers, clear, secure, bare] = await Promise.all([
    atMost(questionsAtOnce, questions, async (row) => ({
      row,
      heard: await ask(endpoint, row.says, limits),
    })),
    ask(endpoint, Buffer.from(`${proxyHeader}${http2Preface}`, "latin1"), limits),
    ask(endpoint, Buffer.concat([Buffer.from(proxyHeader), smallHello]), limits),
    ask(endpoint, smallHello, limits),
  ]);
  // Who answers everything alike was asked nothing that it knows.
  const alike = preface.bytes.toString("latin1");
  for (const { row, heard } of answers) {
    const text = heard.bytes.toString("latin1");
    if (text !== alike && row.begins.test(text)) return { protocol: said(row, heard) };
  }
  return behindHeader([preface, bare], clear, secure);
};

const said = (
  { name, source }: Pick<SpokenProtocol, "name" | "source">,
  { bytes }: Heard,
): SpokenProtocol => ({ name, source, saw: byteWords(bytes) });

/** What answered after the header of the PROXY protocol, where the same without it was left without a byte. */
const behindHeader = (without: readonly Heard[], clear: Heard, secure: Heard): Found => {
  if (without.some(({ bytes }) => bytes.length > 0)) return {};
  if (protocolFrom("server", secure.bytes) === "tls") return { behindProxyHeader: "TLS" };
  switch (protocolFrom("server", clear.bytes)) {
    case "http2":
      return { behindProxyHeader: "HTTP/2" };
    case "http1":
      return { behindProxyHeader: "HTTP/1" };
    default:
      return {};
  }
};
