import { isParsable } from "../diagnose/certificate-findings.ts";
import { printableWords } from "../domain/printable-words.ts";
import type { ProbeFact, ProbeRung } from "../domain/probe-report.ts";
import type { CertificateFacts, TlsFacts } from "../domain/wire-facts.ts";
import { opensslReason } from "../run/proof/openssl-reason.ts";
import { firstAnswerLimitMs } from "./answer-limits.ts";
import { bad, odd, plain, skipped, verdictOf } from "./facts.ts";
import { decisiveTls, type Ladder } from "./ladder.ts";
import { firstLineOf, headerOf } from "./peer-words.ts";
import type { Question } from "./question.ts";
import type { Offer } from "./tls-offers.ts";

/** A certificate that ends within it is worth a word. */
const soonMs = 14 * 86_400_000;

/** @param now - what dates are held against, in milliseconds of the epoch. */
export const tlsRung = (ladder: Ladder, question: Question, now: number): ProbeRung => {
  const { spoken, offers, tlsMs, attempts } = ladder;
  if (question.mode === "none") return skipped("tls", "not asked for (--plaintext)");
  if (!spoken) return skipped("tls", "no connection");
  const hello = spoken.hello;
  const seen = decisiveTls(ladder);
  const chain = seen?.serverCertificate?.chain ?? (hello.kind === "accepted" ? hello.chain : []);
  const rejected = attempts[0]?.diagnosis?.causes[0];
  const failed =
    attempts[0]?.attempt.end !== "passed" &&
    !seen?.finished.server &&
    rejected?.code.startsWith("alpn-") !== true &&
    rejected?.code !== "header-list-too-large";
  const facts: readonly ProbeFact[] = [
    ...(hello.kind === "accepted"
      ? [
          plain(
            "chosen",
            [`TLS ${hello.version}`, hello.cipherSuite, hello.group].filter(Boolean).join(", "),
          ),
        ]
      : [bad("handshake", hello.saw)]),
    ...(failed && hello.kind === "accepted"
      ? [bad("a client's handshake", opensslReason(attempts[0]?.attempt.error ?? ""))]
      : []),
    ...(offers ? [offered("versions", offers.versions), offered("groups", offers.groups)] : []),
    ...(seen?.serverSignatureScheme ? [plain("signature", seen.serverSignatureScheme)] : []),
    ...certificateFacts(chain, now),
    ...(rejected && isAboutCertificates(rejected.code)
      ? [bad("verification", rejected.sentence)]
      : []),
    ...(chain.length > 0 && !rejected
      ? [
          plain(
            "verified",
            `${question.serverName}, against ${question.roots?.file ?? "Node's roots"}`,
          ),
        ]
      : []),
    ...requestFacts(seen, question),
  ];
  return {
    name: "tls",
    verdict: verdictOf(facts),
    summary: summaryOf(ladder, chain),
    facts,
    elapsedMs: tlsMs,
    limitMs: offers ? 3 * firstAnswerLimitMs(question) : question.timeoutMs,
  };
};

const summaryOf = (ladder: Ladder, chain: readonly CertificateFacts[]): string => {
  const hello = ladder.spoken?.hello;
  if (hello?.kind !== "accepted") return hello?.saw ?? "";
  const [leaf] = chain;
  return `TLS ${hello.version}${leaf ? `, ${leaf.keyType} to ${leaf.notAfter.slice(0, 10)} of ${nameOf(leaf.issuer)}` : ""}`;
};

const nameOf = (distinguishedName: string): string =>
  printableWords(/CN=((?:[^,\\]|\\.)+)/.exec(distinguishedName)?.[1] ?? distinguishedName, 40);

const isAboutCertificates = (code: string): boolean =>
  /^(certificate-|unknown-ca|incomplete-chain|hostname|no-subject|wrong-ext|ca-used|key-too|tls-interception)/.test(
    code,
  );

const offered = (name: string, offers: readonly Offer[]): ProbeFact => {
  const yes = offers
    .filter(({ handshake }) => handshake.kind === "accepted")
    .map((one) => one.name);
  const open = offers
    .filter(({ handshake }) => handshake.kind === "silent" || handshake.kind === "untried")
    .map((one) => one.name);
  const old = yes.includes("1.1 or 1.0");
  return (old ? odd : plain)(
    name,
    `${yes.join(", ") || "none"}${open.length > 0 ? `; no answer for ${open.join(", ")}` : ""}`,
  );
};

const certificateFacts = (
  chain: readonly CertificateFacts[],
  now: number,
): readonly ProbeFact[] => {
  const [leaf] = chain;
  if (!leaf) return [];
  if (!isParsable(leaf)) {
    return [bad("certificate", "OpenSSL cannot read it"), plain("sha256", leaf.sha256)];
  }
  const names = [...leaf.dnsNames, ...leaf.ipAddresses, ...leaf.otherNames];
  const ends = Date.parse(leaf.notAfter);
  return [
    names.length > 0
      ? plain(
          "names",
          names.slice(0, 6).join(", ") + (names.length > 6 ? ` and ${names.length - 6} more` : ""),
        )
      : odd("names", `no subjectAltName; subject ${leaf.subject}`),
    (ends > now && ends < now + soonMs && Date.parse(leaf.notBefore) < now - soonMs ? odd : plain)(
      "valid",
      `${leaf.notBefore} to ${leaf.notAfter}`,
    ),
    plain("key", `${leaf.keyType}; usage ${leaf.extendedKeyUsage?.join(", ") ?? "not limited"}`),
    ...(leaf.isCa
      ? [odd("basic constraints", "CA:TRUE: tonic refuses that of a server's own")]
      : []),
    ...chain.map((one, at) => plain(at === 0 ? "issuer" : `issuer ${at + 1}`, one.issuer)),
    plain("sha256", leaf.sha256),
  ];
};

const requestFacts = (tls: TlsFacts | null, { credential }: Question): readonly ProbeFact[] => {
  const request = tls?.certificateRequest;
  if (!tls?.serverHello) return [];
  if (!request) return [plain("client certificate", "not asked for")];
  const { authorities, signatureSchemes } = request;
  const of = authorities.length > 0 ? `of ${authorities.join("; ")}` : "of any authority";
  return [
    (credential ? plain : odd)("client certificate", `asked for, ${of}`),
    plain("client signature schemes", signatureSchemes.join(" ")),
  ];
};

export const alpnRung = (ladder: Ladder, question: Question): ProbeRung => {
  const { spoken, offers, tlsMs } = ladder;
  if (question.mode === "none") return skipped("alpn", "no TLS");
  const hello = spoken?.hello;
  if (hello?.kind !== "accepted" || !offers) return skipped("alpn", "no handshake");
  const seen = decisiveTls(ladder);
  // In TLS 1.3 the choice is encrypted: of a connection that nobody could read it is not known.
  const isRead = seen?.serverHello && (seen.alpn !== null || seen.visibility.kind === "all");
  const chosen = isRead ? seen.alpn : hello.alpn;
  const { http1, withoutAlpn } = offers;
  const answer = http1.kind === "accepted" ? http1.heard : "";
  const server = headerOf(answer, "server") ?? headerOf(answer, "via");
  const facts: readonly ProbeFact[] = [
    (chosen === "h2" ? plain : bad)(
      question.alpn.length > 0 ? `offered ${question.alpn.join(", ")}` : "offered nothing",
      chosen ??
        (seen?.alerts.find(({ name }) => name === "no_application_protocol")
          ? "refused, alert 120"
          : "none chosen"),
    ),
    plain(
      "offered http/1.1",
      http1.kind === "accepted"
        ? `${http1.alpn ?? "none chosen"}${!answer.startsWith("HTTP/") ? "" : `; GET / gives ${firstLineOf(Buffer.from(answer, "latin1"))}`}`
        : http1.saw,
    ),
    plain("without ALPN", withoutAlpn.kind === "accepted" ? "handshake finished" : withoutAlpn.saw),
    ...(server === undefined ? [] : [plain("server header", server)]),
  ];
  return {
    name: "alpn",
    verdict: verdictOf(facts),
    summary: chosen === "h2" ? "h2" : `${chosen ?? "no protocol chosen"}, not h2`,
    facts,
    elapsedMs: tlsMs,
    limitMs: firstAnswerLimitMs(question),
  };
};
