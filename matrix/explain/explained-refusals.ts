import { isProxy } from "./printer-of.ts";
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

/** Alerts with which servers of TLS 1.2 answer a client that sent no certificate; that they asked shows that the rest was agreed. */
const answers: ReadonlySet<string> = new Set(["handshake_failure", "bad_certificate"]);

/** A server that has no key to show can use no suite, and tells its client no more than that the handshake failed. */
const withoutKey: ReadonlySet<Fact["fact"]> = new Set(["no-fitting-key"]);

/** What nginx answers with status 400, in the words of its log. */
const withoutCertificate: ReadonlySet<Fact["fact"]> = new Set(["client-certificate-required"]);

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

/** What explains a fact that says no more than that something was refused; null where it needs no explanation. */
const reasonsOf = (fact: Fact): ReadonlySet<Fact["fact"]> | null => {
  switch (fact.fact) {
    case "certificate-rejected":
      return faults;
    case "alert-received":
      return answers.has(fact.alert) ? new Set(["client-certificate-withheld"] as const) : null;
    // A page is what stands behind a status.
    case "content-type":
    case "not-grpc":
      return new Set(["http-status"] as const);
    case "http-status":
      return fact.status === 400 ? withoutCertificate : null;
    case "no-common-suite":
      return withoutKey;
    case "alert-sent":
      return fact.alert === "handshake_failure" ? withoutKey : null;
    default:
      return null;
  }
};

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
  return textMatches.filter(({ fact, source, stack }) => {
    const isEffect =
      isTold && !isProxy(stack) && fact.fact === "http-status" && inItsPlace.has(fact.status);
    if (isEffect) return false;
    const reasons = reasonsOf(fact);
    const words = fact.fact === "http-status" ? anywhere : [...(said.get(source) ?? [])];
    return reasons === null || !words.some((one) => reasons.has(one));
  });
};
