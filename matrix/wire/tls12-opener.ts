import { doesNotOpenWith, needs, type Opener, type Secrets, type Side } from "./opener.ts";
import {
  nonceFor,
  openAead,
  prf,
  type SuiteParameters,
  secretKey,
  tagLength,
} from "./record-protection.ts";

const label = "CLIENT_RANDOM";

/** RFC 5246 section 6.3 with the AEADs of RFC 5288 and RFC 7905. */
export const tls12Opener = (
  side: Side,
  parameters: SuiteParameters,
  secrets: Secrets,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
): Opener => {
  const master = secrets.get(label);
  const keys = master && sideKeys(side, parameters, master, clientRandom, serverRandom);
  const explicitLength = parameters.aead === "chacha20-poly1305" ? 0 : 8;
  let sequence = 0;
  return {
    open: ({ type, header, fragment }) => {
      if (!keys) return needs(label);
      const sealed = fragment.subarray(explicitLength);
      const nonce =
        explicitLength === 0
          ? nonceFor(keys.iv, sequence)
          : Buffer.concat([keys.iv, fragment.subarray(0, explicitLength)]);
      const additional = Buffer.alloc(13);
      additional.writeUIntBE(sequence, 2, 6);
      additional.set(header.subarray(0, 3), 8);
      additional.writeUInt16BE(Math.max(0, sealed.length - tagLength), 11);
      const content = openAead(parameters, keys.key, nonce, additional, sealed);
      if (!content) return doesNotOpenWith(label);
      sequence++;
      return { type, content };
    },
    skip: () => {
      sequence++;
    },
    finished: () => {},
    updated: () => {},
  };
};

const sideKeys = (
  side: Side,
  { hash, keyLength, aead }: SuiteParameters,
  master: Uint8Array,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
) => {
  const ivLength = aead === "chacha20-poly1305" ? 12 : 4;
  const seed = Buffer.concat([serverRandom, clientRandom]);
  const block = prf(hash, master, "key expansion", seed, 2 * (keyLength + ivLength));
  const at = side === "client" ? 0 : 1;
  const ivs = block.subarray(2 * keyLength);
  return {
    key: secretKey(block.subarray(at * keyLength, (at + 1) * keyLength)),
    iv: ivs.subarray(at * ivLength, (at + 1) * ivLength),
  };
};
