import type { EndpointEvidence } from "../domain/probe-evidence.ts";
import type { ProbeFact, ProbeRung } from "../domain/probe-report.ts";
import { firstAnswerLimitMs } from "./answer-limits.ts";
import { bad, odd, plain, skipped, verdictOf } from "./facts.ts";
import type { Handshake } from "./handshake.ts";
import type { Ladder } from "./ladder.ts";
import { byteWords, headerOf } from "./peer-words.ts";
import { type ProxyDecision, proxyVariables } from "./proxy-variables.ts";
import type { Question } from "./question.ts";
import { bannerMs } from "./speaks.ts";
import { shownEndpoint } from "./target.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export const resolveRung = (
  { resolved }: Ladder,
  question: Question,
  proxies: readonly ProxyDecision[],
  environment: Environment,
): ProbeRung => {
  const addresses = resolved.endpoints.map((endpoint) => shownEndpoint(endpoint));
  const set = proxyVariables.filter((name) => environment[name] !== undefined);
  const facts: readonly ProbeFact[] = [
    ...(resolved.error === null ? [] : [bad("getaddrinfo", resolved.error)]),
    ...addresses.map((address) => plain("address", address)),
    ...proxies.map(({ stack, proxy, variable }) =>
      odd("proxy", `${stack} goes through ${proxy} (${variable})`),
    ),
    ...(set.length > 0 && proxies.length === 0
      ? [plain("proxy", `${set.join(", ")} set; no client goes through it to this target`)]
      : []),
  ];
  const [first, ...more] = addresses;
  const through =
    proxies.length > 0 ? `; proxy for ${proxies.map(({ stack }) => stack).join(", ")}` : "";
  return {
    name: "resolve",
    verdict: verdictOf(facts),
    summary:
      first === undefined
        ? (resolved.error ?? "no address")
        : `${first}${more.length > 0 ? ` and ${more.length} more` : ""}${through}`,
    facts,
    elapsedMs: resolved.elapsedMs,
    limitMs: question.timeoutMs,
  };
};

/** The fact that names where somebody listens in place of the target's address. */
export const otherFamily = "the other family listens";

export const connectRung = (
  { reached, connectMs, endpoint }: Ladder,
  { timeoutMs }: Question,
): ProbeRung => {
  if (reached.length === 0) return skipped("connect", "no address to connect to");
  const refused = reached.filter(({ heard }) => heard.dialError !== null);
  const answers = new Set(endpoint.addresses.flatMap(({ answer }) => answer ?? []));
  const facts: readonly ProbeFact[] = reached.flatMap(
    ({ endpoint: one, heard }, at): ProbeFact[] => {
      const address = shownEndpoint(one);
      const answer = endpoint.addresses[at]?.answer;
      if (heard.dialError !== null) {
        return [(refused.length === reached.length ? bad : odd)(address, heard.dialError)];
      }
      return [answers.size > 1 ? odd(address, answer ?? "connected") : plain(address, "connected")];
    },
  );
  const { otherLoopback: other } = endpoint;
  const elsewhere = other === undefined ? [] : [plain(otherFamily, other)];
  const summary =
    refused.length === reached.length
      ? (refused[0]?.heard.dialError ?? "refused")
      : answers.size > 1
        ? "the addresses answer differently"
        : `${reached.length - refused.length} of ${reached.length} address${reached.length > 1 ? "es" : ""}`;
  return {
    name: "connect",
    verdict: verdictOf(facts),
    summary,
    facts: [...facts, ...elsewhere],
    elapsedMs: connectMs,
    limitMs: timeoutMs,
  };
};

export const speaksRung = (
  { spoken, speaksMs, endpoint }: Ladder,
  question: Question,
): ProbeRung => {
  if (!spoken) return skipped("speaks", "nothing to listen to");
  const clear = endpoint.inTheClear;
  const { banner, hello, preface, http1 } = spoken;
  const protocol = otherOf(endpoint);
  const server = headerOf(http1.bytes.toString("latin1"), "server");
  const wanted = question.mode === "none" ? clear?.kind === "http2" : hello.kind === "accepted";
  const unexpected = wanted ? plain : bad;
  const facts: readonly ProbeFact[] = [
    plain("to nothing said", byteWords(banner.bytes)),
    (question.mode === "none" ? plain : unexpected)("to a TLS ClientHello", helloWords(hello)),
    (question.mode === "none" ? unexpected : plain)("to HTTP/2 in the clear", heardWords(preface)),
    plain("to HTTP/1.1 in the clear", heardWords(http1)),
    ...(server === undefined ? [] : [plain("server header", server)]),
    ...(protocol === null ? [] : [bad("protocol", protocol)]),
  ];
  return {
    name: "speaks",
    verdict: verdictOf(facts),
    summary:
      protocol === null
        ? summaryOf(hello, clear?.kind ?? "nothing", clear?.saw ?? "")
        : `neither TLS nor HTTP: ${protocol}`,
    facts,
    elapsedMs: speaksMs,
    limitMs: bannerMs + firstAnswerLimitMs(question),
  };
};

const summaryOf = (hello: Handshake, clear: string, saw: string): string => {
  const tls =
    hello.kind === "accepted" ||
    (hello.kind === "refused" && hello.saw.endsWith(")")) ||
    clear === "tls-alert";
  switch (clear) {
    case "http2":
      return tls ? "TLS, and HTTP/2 in the clear" : "HTTP/2 in the clear, no TLS";
    case "http1":
      return tls ? `TLS; in the clear ${saw}` : `HTTP/1, no TLS: ${saw}`;
    case "banner":
    case "other":
      return `neither TLS nor HTTP: ${saw}`;
    default:
      if (tls) return "TLS";
      // Bytes that OpenSSL gave up at; what failed to connect was not answered.
      return hello.kind === "untried" && !hello.saw.startsWith("connect ")
        ? `no TLS that OpenSSL takes: ${hello.saw}`
        : "nothing: no answer to TLS, HTTP/2 or HTTP/1.1";
  }
};

/** What it speaks instead; null where no table knows. */
const otherOf = ({ protocol, behindProxyHeader }: EndpointEvidence): string | null => {
  if (protocol) return protocol.name;
  return behindProxyHeader ? `PROXY protocol, then ${behindProxyHeader}` : null;
};

const helloWords = (hello: Handshake): string =>
  hello.kind === "accepted" ? `TLS ${hello.version}` : hello.saw;

const heardWords = ({
  bytes,
  end,
  dialError,
}: {
  bytes: Buffer;
  end: string;
  dialError: string | null;
}) => {
  if (dialError !== null) return dialError;
  if (bytes.length > 0) return byteWords(bytes);
  return end === "open" ? "nothing" : `nothing, then ${end.toUpperCase()}`;
};
