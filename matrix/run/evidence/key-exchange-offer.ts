import type { CellEvidence, KeyExchangeOffer } from "../../domain/evidence.ts";

/** Of the first connection on which the client sent a ClientHello; null where none could be read. */
export const keyExchangeOffer = ({ connections }: CellEvidence): KeyExchangeOffer | null => {
  for (const { wire } of connections) {
    const hello = wire.tls?.clientHello;
    if (!wire.tls || hello?.bytes === undefined) continue;
    const { groups, keyShares, bytes } = hello;
    return { groups, keyShares, bytes, retried: wire.tls.helloRetryRequest !== null };
  }
  return null;
};
