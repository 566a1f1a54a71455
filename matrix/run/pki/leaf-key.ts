import type { webcrypto } from "node:crypto";
import type { KeyType } from "../../domain/cell.ts";
import { generateKeyPair, privateKeyPem } from "./authority.ts";
import { makeMldsa65Key } from "./mldsa-key.ts";

type LeafKey = Readonly<{
  /** Or its SubjectPublicKeyInfo as DER. */
  publicKey: webcrypto.CryptoKey | Uint8Array;
  /** PKCS #8, PEM with a final newline. */
  privateKey: string;
}>;

/** @throws EnvironmentFault for a type that the Node that runs cannot make. */
export const leafKey = async (keyType: KeyType | "rsa1024"): Promise<LeafKey> => {
  if (keyType === "mldsa65") return makeMldsa65Key();
  const keys = await generateKeyPair(keyType);
  return { publicKey: keys.publicKey, privateKey: await privateKeyPem(keys) };
};
