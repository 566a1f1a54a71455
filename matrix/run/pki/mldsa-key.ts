import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { EnvironmentFault } from "../../domain/environment-fault.ts";

/** PKCS #8 of id-ml-dsa-65 up to the seed (RFC 9881 section 6), the one form of it that every library reads. */
const beforeSeed = Buffer.from("3034020100300b060960864801650304031204228020", "hex");

type MldsaKey = Readonly<{
  /** SubjectPublicKeyInfo, DER. */
  publicKey: Uint8Array;
  /** PKCS #8, PEM with a final newline. */
  privateKey: string;
}>;

/** @throws EnvironmentFault where the Node that runs has no ML-DSA. */
export const makeMldsa65Key = (): MldsaKey => {
  const { publicKey, privateKey } = generated();
  const seed = Buffer.from(privateKey.export({ format: "jwk" })["priv"] as string, "base64url");
  const der = Buffer.concat([beforeSeed, seed]);
  return {
    publicKey: publicKey.export({ type: "spki", format: "der" }),
    privateKey: `-----BEGIN PRIVATE KEY-----\n${der.toString("base64").replace(/.{64}/g, "$&\n")}\n-----END PRIVATE KEY-----\n`,
  };
};

const generated = (): { publicKey: KeyObject; privateKey: KeyObject } => {
  try {
    return generateKeyPairSync("ml-dsa-65");
  } catch {
    throw new EnvironmentFault(
      `Node ${process.versions.node} with OpenSSL ${process.versions.openssl} makes no key of type mldsa65; run on Node 24.7 or newer`,
    );
  }
};
