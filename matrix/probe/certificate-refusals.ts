import {
  type CertificateFinding,
  certificateFindings,
  isParsable,
} from "../diagnose/certificate-findings.ts";
import { nameRefusal } from "../diagnose/certificate-names.ts";
import type { CauseCode } from "../domain/cause.ts";
import type { CertificateFacts } from "../domain/wire-facts.ts";
import type { Verifier } from "../knowledge/client-stack.ts";
import { clientStacks, type StackName } from "../knowledge/stacks.ts";

/** What a client was told, and when. */
export type Told = Readonly<{
  trusts: readonly CertificateFacts[];
  serverName: string;
  /** ISO 8601. */
  at: string;
}>;

/** What a client refuses a certificate for; `some`: which clients of the stack do, or why this one; null where all do. */
export type Refusal = Readonly<{ code: CauseCode; some: string | null }>;

/**
 * For what a stack's client refuses a server's certificate, in the order in which it would meet it once the one before
 * is mended; empty where it accepts it.
 *
 * @param chain - as sent, leaf first.
 * @param known - what a verifier has already said of it.
 */
export const certificateRefusals = (
  stack: StackName,
  chain: readonly CertificateFacts[],
  { trusts, serverName, at }: Told,
  known: readonly CauseCode[],
): readonly Refusal[] => {
  const [leaf] = chain;
  if (!leaf) return [];
  const { verifier } = clientStacks[stack];
  const found = certificateFindings(chain, "server", {
    server: null,
    client: null,
    clientTrusts: trusts,
    serverTrusts: [],
    intermediates: [],
    serverName: null,
    at,
  });
  const isTrusted = trusts.some(({ sha256 }) => sha256 === leaf.sha256);
  const minds = ({ code, of, lesser }: CertificateFinding) =>
    (code !== "ca-used-as-end-entity" || !isTrusted || !verifier.trustedAuthorityAsLeaf) &&
    (of === "sent" || verifier.anchorDates === "holds to them") &&
    (lesser === undefined || verifier.lesserFaults[lesser] !== undefined);
  const minded = found.filter(minds);
  const ignored = found.filter((one) => !minds(one));
  const all: ReadonlySet<CauseCode | null> = new Set([
    // What one verifier said of it says nothing of one that does not look at it.
    ...known.filter((code) => !ofNames.has(code) && ignored.every((one) => one.code !== code)),
    ...minded.map(({ code }) => code),
    // Nobody knows the names of one that cannot be read.
    isParsable(leaf) ? nameRefusal(leaf, serverName, verifier) : null,
  ]);
  const isLeafAlone = chain.length === 1 && leaf.issuer !== leaf.subject;
  const order = (isLeafAlone && verifier.orderWithoutIssuer) || verifier.order;
  return order
    .filter((code) => all.has(code))
    .map((code) => ({ code, some: someOf(code, minded, verifier) }));
};

const someOf = (
  code: CauseCode,
  minded: readonly CertificateFinding[],
  { lesserFaults }: Verifier,
): string | null => {
  const who = minded.map((one) =>
    one.code === code && one.lesser !== undefined ? lesserFaults[one.lesser] : "all",
  );
  return who.find((one) => typeof one === "object")?.some ?? null;
};

/** Stacks read names each in their own way. */
const ofNames: ReadonlySet<CauseCode> = new Set(["no-subject-alt-name", "hostname-mismatch"]);

/** Causes that a verifier finds in a certificate. */
export const ofCertificates: ReadonlySet<CauseCode> = new Set(
  Object.values(clientStacks).flatMap(({ verifier }) => verifier.order),
);
