import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { Unsupported } from "../contract/unsupported.ts";
import { selfSignedLeaf } from "./certificate.ts";

/** One end of auto-mTLS: its key and the self-signed leaf made over it. */
export interface OwnIdentity {
  readonly certificateDer: Buffer;
  readonly certificatePem: Buffer;
  /** PKCS #8 PEM. */
  readonly key: Buffer;
}

/** What node:crypto calls the key types of the contract. */
const keyTypes: Readonly<Record<string, string>> = {
  p256: "ec prime256v1",
  p384: "ec secp384r1",
  p521: "ec secp521r1",
  rsa2048: "rsa 2048",
  rsa3072: "rsa 3072",
  rsa4096: "rsa 4096",
  ed25519: "ed25519",
  mldsa65: "ml-dsa-65",
};

/**
 * Makes an identity over a key on disk.
 *
 * @param keyFile - a PEM file that holds a key of type `keyType`.
 * @throws Unsupported if the key type is none of the contract's; Error if the file cannot be read
 *   or holds another type of key.
 */
export function ownIdentity(keyType: string, keyFile: string): OwnIdentity {
  const expected = knownKeyType(keyType);
  const pem = readFileSync(keyFile);
  const key = createPrivateKey(pem);
  if (describeKey(key) !== expected) {
    throw new Error(`keyType: ${keyFile} does not hold a ${keyType} key but ${describeKey(key)}`);
  }
  return identity(key, pem);
}

/**
 * What node:crypto calls a key type.
 *
 * @throws Unsupported if it is none of the contract's.
 */
export function knownKeyType(keyType: string): string {
  const known = Object.hasOwn(keyTypes, keyType) ? keyTypes[keyType] : undefined;
  if (known === undefined) throw new Unsupported(`keyType: ${keyType} is not known here`);
  return known;
}

/** An identity of this implementation's own choice: a new P-256 key. */
export function newIdentity(): OwnIdentity {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  return identity(privateKey, Buffer.from(privateKey.export({ type: "pkcs8", format: "pem" })));
}

/** The certificate as one PEM block (RFC 7468 section 5), with a final newline. */
export function certificatePem(der: Buffer): Buffer {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return Buffer.from(
    ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n"),
  );
}

function identity(key: KeyObject, pem: Buffer): OwnIdentity {
  const certificateDer = selfSignedLeaf(key);
  return { certificateDer, certificatePem: certificatePem(certificateDer), key: pem };
}

function describeKey(key: KeyObject): string {
  const details = key.asymmetricKeyDetails;
  const size = details?.namedCurve ?? details?.modulusLength;
  return [key.asymmetricKeyType, size].filter((word) => word !== undefined).join(" ");
}
