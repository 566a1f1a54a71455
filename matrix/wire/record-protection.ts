import { createDecipheriv, createHmac, createSecretKey, type KeyObject } from "node:crypto";

/** What a cipher suite means for reading records: its AEAD and the hash of its key schedule. */
export type SuiteParameters = Readonly<{
  aead: "aes-128-gcm" | "aes-256-gcm" | "chacha20-poly1305";
  keyLength: number;
  hash: "sha256" | "sha384";
  hashLength: number;
}>;

const sha256 = { hash: "sha256", hashLength: 32 } as const;
const sha384 = { hash: "sha384", hashLength: 48 } as const;
const aes128: SuiteParameters = { aead: "aes-128-gcm", keyLength: 16, ...sha256 };
const aes256: SuiteParameters = { aead: "aes-256-gcm", keyLength: 32, ...sha384 };
const chacha: SuiteParameters = { aead: "chacha20-poly1305", keyLength: 32, ...sha256 };

const suites: ReadonlyMap<number, SuiteParameters> = new Map([
  [0x009c, aes128],
  [0x009e, aes128],
  [0x1301, aes128],
  [0xc02b, aes128],
  [0xc02f, aes128],
  [0x009d, aes256],
  [0x009f, aes256],
  [0x1302, aes256],
  [0xc02c, aes256],
  [0xc030, aes256],
  [0x1303, chacha],
  [0xcca8, chacha],
  [0xcca9, chacha],
  [0xccaa, chacha],
]);

/** @returns undefined for a suite without AEAD, or an unknown one. */
export const suiteParameters = (suite: number): SuiteParameters | undefined => suites.get(suite);

/** Every AEAD here has a tag of 16 bytes (RFC 5116 section 5, RFC 8439 section 2.8). */
export const tagLength = 16;

/** Node takes 15 µs longer over each operation whose key is given in bytes. */
export const secretKey = (bytes: Uint8Array): KeyObject => createSecretKey(bytes);

/** @returns the plaintext; null if the tag does not fit, which means a wrong key. */
export const openAead = (
  { aead }: SuiteParameters,
  key: KeyObject,
  nonce: Uint8Array,
  additionalData: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | null => {
  if (sealed.length < tagLength) return null;
  // One signature of the overloads covers all three; the options are the same.
  const decipher = createDecipheriv(aead as "aes-128-gcm", key, nonce, {
    authTagLength: tagLength,
  });
  decipher.setAAD(additionalData);
  decipher.setAuthTag(sealed.subarray(-tagLength));
  const plaintext = decipher.update(sealed.subarray(0, -tagLength));
  try {
    decipher.final();
    return plaintext;
  } catch {
    return null;
  }
};

/** The record number XORed into the static IV (RFC 8446 section 5.3, RFC 7905 section 2). */
export const nonceFor = (iv: Uint8Array, sequence: number): Uint8Array => {
  const nonce = Uint8Array.from(iv);
  let rest = sequence;
  for (let at = nonce.length - 1; rest > 0; at--) {
    nonce[at] = (nonce[at] ?? 0) ^ (rest & 0xff);
    rest = Math.floor(rest / 256);
  }
  return nonce;
};

/** HKDF-Expand-Label with an empty context (RFC 8446 section 7.1). */
export const expandLabel = (
  hash: SuiteParameters["hash"],
  secret: Uint8Array,
  label: string,
  length: number,
): Uint8Array => {
  const name = Buffer.from(`tls13 ${label}`, "latin1");
  const info = Buffer.concat([
    Buffer.from([length >> 8, length & 0xff, name.length]),
    name,
    Buffer.from([0]),
  ]);
  // One block of HKDF-Expand (RFC 5869 section 2.3) is enough: no length here exceeds the hash's.
  return createHmac(hash, secretKey(secret))
    .update(info)
    .update(Buffer.from([1]))
    .digest()
    .subarray(0, length);
};

/** The pseudorandom function of TLS 1.2 (RFC 5246 section 5). */
export const prf = (
  hash: SuiteParameters["hash"],
  secret: Uint8Array,
  label: string,
  seed: Uint8Array,
  length: number,
): Uint8Array => {
  const labelled = Buffer.concat([Buffer.from(label, "latin1"), seed]);
  const key = secretKey(secret);
  const blocks: Buffer[] = [];
  let chained: Buffer = labelled;
  for (let made = 0; made < length; ) {
    chained = createHmac(hash, key).update(chained).digest();
    const block = createHmac(hash, key).update(chained).update(labelled).digest();
    blocks.push(block);
    made += block.length;
  }
  return Buffer.concat(blocks).subarray(0, length);
};
