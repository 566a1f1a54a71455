import type { TextMatch } from "./text-match.ts";

type Fact = TextMatch["fact"];

/** Facts that name what is wrong with a certificate. */
const faults: ReadonlySet<Fact["fact"]> = new Set([
  "certificate-expired",
  "certificate-not-yet-valid",
  "certificate-outside-validity",
  "unknown-authority",
  "self-signed",
  "hostname-mismatch",
  "no-san",
  "key-too-weak",
  "wrong-eku",
  "ca-used-as-end-entity",
  "not-a-ca",
  "bad-certificate-signature",
] as const);

/** What a proxy says of the server behind it, whose effect is the page that its client gets. */
const ofUpstreams: ReadonlySet<Fact["fact"]> = new Set([
  ...faults,
  "timeout",
  "connection-refused",
  "not-http2",
  "http1-answer",
] as const);

/** Statuses that proxies answer with in their server's place. */
const inItsPlace: ReadonlySet<number> = new Set([502, 503, 504]);

/** What only a proxy's upstream can be, whomever the proxy says it to. */
const always: ReadonlySet<Fact["fact"]> = new Set([
  "upstream-unreachable",
  "upstream-unavailable",
] as const);

const isOfUpstream = ({ by, acting, fact: { fact }, context }: TextMatch): boolean =>
  by === "between" &&
  context === "printed" &&
  (always.has(fact) || (acting !== "server" && ofUpstreams.has(fact)));

/** Facts that say no more than that something was refused, each with the facts that explain it. */
const explained: readonly Readonly<{ is(fact: Fact): boolean; by: ReadonlySet<Fact["fact"]> }>[] = [
  { is: ({ fact }) => fact === "certificate-rejected", by: faults },
  {
    // With which servers of TLS 1.2 answer a client that sent no certificate; that they asked shows that the rest was agreed.
    is: (one) =>
      one.fact === "alert-received" && /^(?:handshake_failure|bad_certificate)$/.test(one.alert),
    by: new Set(["client-certificate-withheld"]),
  },
  {
    // A page is what stands behind a status.
    is: ({ fact }) => fact === "content-type" || fact === "not-grpc",
    by: new Set(["http-status"]),
  },
  {
    // What nginx answers with, in the words of its log.
    is: (one) => one.fact === "http-status" && one.status === 400,
    by: new Set(["client-certificate-required"]),
  },
  {
    // A server that has no key to show can use no suite, and tells its client no more than that the handshake failed.
    is: (one) =>
      one.fact === "no-common-suite" ||
      (one.fact === "alert-sent" && one.alert === "handshake_failure"),
    by: new Set(["no-fitting-key"]),
  },
];

/**
 * TextMatches without refusals whose reason a process says in the same source: libraries give the number on one line
 * and the reason on another. The reason of a status stands in the log of who gave it.
 */
export const withoutExplainedRefusals = (
  textMatches: readonly TextMatch[],
): readonly TextMatch[] => {
  const said = new Map<string, Set<Fact["fact"]>>();
  for (const { fact, source, context } of textMatches) {
    if (context !== "printed") continue;
    said.set(source, (said.get(source) ?? new Set()).add(fact.fact));
  }
  const isTold = textMatches.some(isOfUpstream);
  const anywhere = [...said.values()].flatMap((facts) => [...facts]);
  return textMatches.filter(({ fact, source }) => {
    const isEffect = isTold && fact.fact === "http-status" && inItsPlace.has(fact.status);
    if (isEffect) return false;
    const reasons = explained.find(({ is }) => is(fact))?.by;
    const words = fact.fact === "http-status" ? anywhere : [...(said.get(source) ?? [])];
    return !reasons || !words.some((one) => reasons.has(one));
  });
};
