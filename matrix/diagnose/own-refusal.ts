import type { Quote } from "../domain/cause.ts";
import type { Fact, FactNamed } from "../domain/fact.ts";
import { clientTexts, quoted, type Symptoms } from "./rule.ts";
import { factsIn, saidIn } from "./said.ts";

/** A side whose own library refuses what it is to present, before it sends a byte. */
export type OwnRefusal = Readonly<{
  side: "client" | "server";
  /** Of that side alone. */
  texts: readonly string[];
}>;

/** The side that may have refused its own certificate: a server that ended, or a client that never spoke. */
export const ownRefusal = ({ outcome, evidence }: Symptoms): OwnRefusal | undefined => {
  const { server, connections } = evidence;
  if (outcome.phase === "spawn" && server?.exit) return { side: "server", texts: [server.stderr] };
  if (connections.some(({ bytes }) => bytes.client > 0)) return undefined;
  return { side: "client", texts: clientTexts(evidence) };
};

/** The words in which a side's own library refuses its key or certificate so; undefined where it does not. */
export const refusesItself = (
  code: "key-not-loadable" | "key-too-weak",
  symptoms: Symptoms,
): Readonly<{ side: OwnRefusal["side"]; said: Quote }> | undefined => {
  const refusal = ownRefusal(symptoms);
  const said = refusal && saidIn(refusal.texts).find((one) => one.code === code);
  return said && { side: refusal.side, said: quoted(refusal.side, said.text) };
};

/** Whether the cell gives a side a key of an algorithm that not every library has. */
export const hasUnusualKey = (
  side: "client" | "server",
  { evidence, endpoint }: Symptoms,
): boolean => !endpoint && evidence.configured[side]?.keyType.startsWith("mldsa") === true;

/** What of its own a side does not load, and not what it trusts; undefined where its texts say nothing of it. */
export const notLoaded = (
  texts: readonly string[],
): Readonly<{ what: FactNamed<"key-not-loadable">["what"]; quote: string }> | undefined => {
  const found = factsIn(texts).flatMap(({ fact, quote }) =>
    isOwnFile(fact) ? [{ what: fact.what, quote }] : [],
  );
  return found.find(({ what }) => what === "certificate") ?? found[0];
};

/** The words of a client that is left with nothing to dial, which gRPC core says where credentials make no connection. */
export const nothingToDial = ({ side, texts }: OwnRefusal): string | undefined =>
  side === "client"
    ? factsIn(texts).find(({ fact }) => fact.fact === "no-address")?.quote
    : undefined;

const isOwnFile = (fact: Fact): fact is FactNamed<"key-not-loadable"> =>
  fact.fact === "key-not-loadable" && fact.what !== "roots";
