import {
  expandLabel,
  nonceFor,
  openAead,
  prf,
  type SuiteParameters,
  suiteParameters,
} from "./record-protection.ts";
import type { TlsRecord } from "./tls-records.ts";

export type Side = "client" | "server";

/** A record's content after decryption. */
type Opened = Readonly<{ type: number; content: Uint8Array }>;

/** Opens the protected records of one side, in their order. */
export type Opener = {
  /** @returns null if the record does not open: the secret is another connection's. */
  open(record: TlsRecord): Opened | null;
  /** Passes over a record without opening it. */
  skip(): void;
  /** To be told of this side's Finished: the next records have other keys (TLS 1.3). */
  finished(): void;
  /** To be told of this side's KeyUpdate (RFC 8446 section 7.2). */
  updated(): void;
};

/** RFC 8446 sections 5.2 and 7.3. @returns null without the side's secrets. */
export const tls13Opener = (
  side: Side,
  suite: number,
  secrets: ReadonlyMap<string, Uint8Array> | undefined,
): Opener | null => {
  const parameters = suiteParameters(suite);
  const prefix = side.toUpperCase();
  const handshake = secrets?.get(`${prefix}_HANDSHAKE_TRAFFIC_SECRET`);
  const application = secrets?.get(`${prefix}_TRAFFIC_SECRET_0`);
  if (!parameters || !handshake) return null;
  const { hash, keyLength } = parameters;
  let secret = handshake;
  const keysOf = () => ({
    key: expandLabel(hash, secret, "key", keyLength),
    iv: expandLabel(hash, secret, "iv", 12),
  });
  let keys = keysOf();
  let sequence = 0;
  const change = (next: Uint8Array) => {
    secret = next;
    keys = keysOf();
    sequence = 0;
  };
  return {
    open: ({ header, fragment }) => {
      const inner = openAead(parameters, keys.key, nonceFor(keys.iv, sequence), header, fragment);
      if (!inner) return null;
      sequence++;
      // The content type is the last octet that is not zero; zeros after it are padding.
      let end = inner.length - 1;
      while (end > 0 && inner[end] === 0) end--;
      return { type: inner[end] ?? 0, content: inner.subarray(0, end) };
    },
    skip: () => {
      sequence++;
    },
    finished: () => {
      if (application) change(application);
    },
    updated: () => change(expandLabel(hash, secret, "traffic upd", secret.length)),
  };
};

/** RFC 5246 section 6.3 with the AEADs of RFC 5288 and RFC 7905. @returns null without the master secret. */
export const tls12Opener = (
  side: Side,
  suite: number,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
  secrets: ReadonlyMap<string, Uint8Array> | undefined,
): Opener | null => {
  const parameters = suiteParameters(suite);
  const master = secrets?.get("CLIENT_RANDOM");
  if (!parameters || !master) return null;
  const { key, iv } = tls12Keys(side, parameters, master, clientRandom, serverRandom);
  let sequence = 0;
  return {
    open: ({ type, header, fragment }) => {
      const explicit = parameters.aead === "chacha20-poly1305" ? 0 : 8;
      const nonce = explicit
        ? Buffer.concat([iv, fragment.subarray(0, 8)])
        : nonceFor(iv, sequence);
      const sealed = fragment.subarray(explicit);
      const additional = Buffer.alloc(13);
      additional.writeBigUInt64BE(BigInt(sequence));
      additional.set(header.subarray(0, 3), 8);
      additional.writeUInt16BE(Math.max(0, sealed.length - 16), 11);
      const content = openAead(parameters, key, nonce, additional, sealed);
      if (!content) return null;
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

const tls12Keys = (
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
    key: block.subarray(at * keyLength, (at + 1) * keyLength),
    iv: ivs.subarray(at * ivLength, (at + 1) * ivLength),
  };
};
