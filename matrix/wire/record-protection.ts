import { createDecipheriv, createHmac } from "node:crypto";

/** What a cipher suite means for reading records: its AEAD and the hash of its key schedule. */
export type SuiteParameters = Readonly<{
  aead: "aes-128-gcm" | "aes-256-gcm" | "chacha20-poly1305";
  keyLength: number;
  hash: "sha256" | "sha384";
}>;

const aes128: SuiteParameters = { aead: "aes-128-gcm", keyLength: 16, hash: "sha256" };
const aes256: SuiteParameters = { aead: "aes-256-gcm", keyLength: 32, hash: "sha384" };
const chacha: SuiteParameters = { aead: "chacha20-poly1305", keyLength: 32, hash: "sha256" };

const suites: Readonly<Record<number, SuiteParameters>> = {
  4865: aes128,
  4866: aes256,
  4867: chacha,
  156: aes128,
  157: aes256,
  158: aes128,
  159: aes256,
  49195: aes128,
  49196: aes256,
  49199: aes128,
  49200: aes256,
  52392: chacha,
  52393: chacha,
  52394: chacha,
};

/** @returns undefined for a suite without AEAD, or an unknown one. */
export const suiteParameters = (suite: number): SuiteParameters | undefined => suites[suite];

const tagLength = 16;

/** @returns the plaintext; null if the tag does not fit, which means a wrong key. */
export const openAead = (
  { aead }: SuiteParameters,
  key: Uint8Array,
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
  return createHmac(hash, secret)
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
  const blocks: Buffer[] = [];
  let chained: Buffer = labelled;
  for (let made = 0; made < length; ) {
    chained = createHmac(hash, secret).update(chained).digest();
    const block = createHmac(hash, secret).update(chained).update(labelled).digest();
    blocks.push(block);
    made += block.length;
  }
  return Buffer.concat(blocks).subarray(0, length);
};
