import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { EnvironmentFault } from "../../domain/environment-fault.ts";
import { pemOf } from "./pem.ts";

/** PKCS #8 of id-ml-dsa-65 up to the seed (RFC 9881 section 6), the one form of it that every library reads. */
const beforeSeed = Buffer.from("3034020100300b060960864801650304031204228020", "hex");

/**
 * @returns the private key as PKCS #8, PEM.
 * @throws EnvironmentFault where the Node that runs has no ML-DSA.
 */
export const mldsa65KeyPair = (): Readonly<{ publicKey: KeyObject; privateKey: string }> => {
  const { publicKey, privateKey } = generated();
  const seed = Buffer.from(privateKey.export({ format: "jwk" })["priv"] as string, "base64url");
  return { publicKey, privateKey: pemOf("PRIVATE KEY", Buffer.concat([beforeSeed, seed])) };
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
