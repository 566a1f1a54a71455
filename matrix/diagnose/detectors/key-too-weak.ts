import { longEnoughKey } from "../certificate-causes.ts";
import {
  hasUnusualKey,
  nothingToDial,
  notLoaded,
  ownRefusal,
  refusesItself,
} from "../own-refusal.ts";
import { ownWeakKey } from "../own-weak-key.ts";
import { type Finding, firstOf, quoted, type Symptoms, seenIn, wire } from "../rule.ts";

const inPlace =
  "run the same cell with a sound certificate: where that passes, the weak one is why";

/** The library of the side that has it refuses it, before anything is dialled, announced or answered. */
export const ownKeyTooWeak = firstOf(
  "key-too-weak",
  (symptoms) => saidSo(symptoms),
  (symptoms) => notLoadedWhenWeak(symptoms),
  (symptoms) => answersNobody(symptoms),
);

const saidSo = (symptoms: Symptoms): Finding | undefined => {
  const refusal = refusesItself("key-too-weak", symptoms);
  // OpenSSL before 3.5 says it of a key of ML-DSA, of which it knows no size.
  if (!refusal || hasUnusualKey(refusal.side, symptoms)) return undefined;
  const { side, said } = refusal;
  return {
    side,
    decided: true,
    sentence: `The ${side}'s own library finds the ${side}'s key too short.`,
    matched: [said],
    remedy: longEnoughKey,
  };
};

/** gRPC's core says of a certificate that OpenSSL's security level refuses that its file is invalid. */
const notLoadedWhenWeak = (symptoms: Symptoms): Finding | undefined => {
  const refusal = ownRefusal(symptoms);
  const weak = refusal && ownWeakKey(refusal.side, symptoms);
  if (!refusal || !weak) return undefined;
  const { side } = refusal;
  const process = symptoms.evidence[side];
  // Of a shared process too: nobody but a cell with such a certificate makes it say so.
  const said = notLoaded([...refusal.texts, process?.stderr ?? ""]);
  const quote = said?.quote ?? nothingToDial(refusal);
  if (quote === undefined) return undefined;
  return {
    side,
    // The file itself is sound, as those of all cells are.
    decided: said?.what === "certificate",
    sentence: `The ${side}'s own library does not load the ${side}'s certificate, which is too weak for it.`,
    matched: [weak, quoted(side, quote)],
    remedy: longEnoughKey,
    nextCheck: inPlace,
  };
};

/** A server that found its certificate too weak when it opened its listener, and goes on without one. */
const answersNobody = (symptoms: Symptoms): Finding | undefined => {
  const { evidence } = symptoms;
  const { connection } = seenIn(evidence);
  const weak = ownWeakKey("server", symptoms);
  const { wide } = seenIn(evidence);
  if (!weak || !connection?.wire.tls?.clientHello || wide?.result !== "refused") return undefined;
  if (connection.firstClose?.by !== "server" || connection.bytes.server > 0) return undefined;
  return {
    side: "server",
    decided: false,
    sentence:
      "The server answers no ClientHello, and was given a certificate that libraries refuse to load.",
    matched: [
      weak,
      wire(`the server closed first (${connection.firstClose.how.toUpperCase()}), without a byte`),
      quoted("orchestrator", `offered everything, it refused too: ${wide.saw}`),
    ],
    remedy: longEnoughKey,
    nextCheck: inPlace,
  };
};
