import { generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { KeyType } from "../../domain/cell.ts";
import { mldsa65KeyPair } from "./mldsa-key.ts";

export type KeyPair = Readonly<{
  publicKey: KeyObject;
  /** PKCS #8, PEM with a final newline. */
  privateKey: string;
}>;

/** RSA-1024 is what no security level of today takes. */
export type MadeKeyType = KeyType | "rsa1024";

/** @throws EnvironmentFault for a type that the Node that runs cannot make. */
export const makeKeyPair = async (keyType: MadeKeyType): Promise<KeyPair> => {
  if (keyType === "mldsa65") return mldsa65KeyPair();
  const { publicKey, privateKey } = await generated(keyType);
  return { publicKey, privateKey: privateKey.export({ type: "pkcs8", format: "pem" }) as string };
};

const generate = promisify(generateKeyPair);

const generated = (keyType: Exclude<MadeKeyType, "mldsa65">) => {
  switch (keyType) {
    case "p256":
      return generate("ec", { namedCurve: "P-256" });
    case "p384":
      return generate("ec", { namedCurve: "P-384" });
    case "p521":
      return generate("ec", { namedCurve: "P-521" });
    case "rsa1024":
      return generate("rsa", { modulusLength: 1024 });
    case "rsa2048":
      return generate("rsa", { modulusLength: 2048 });
    case "rsa3072":
      return generate("rsa", { modulusLength: 3072 });
    case "rsa4096":
      return generate("rsa", { modulusLength: 4096 });
    case "ed25519":
      return generate("ed25519");
  }
};
