import type { ClientStack } from "../client-stack.ts";
import { java } from "./java.ts";
import { p256AndP384, rsaSchemes } from "./shared-lists.ts";

/** grpc-netty-shaded with SslProvider.JDK. */
export const javaJdk: ClientStack = {
  ...java,
  hello: {
    ...java.hello,
    version: "grpc-netty-shaded 1.85.1, JDK 17",
    groups: [
      "x25519",
      "secp256r1",
      "secp384r1",
      "secp521r1",
      "x448",
      "ffdhe2048",
      "ffdhe3072",
      "ffdhe4096",
      "ffdhe6144",
      "ffdhe8192",
    ],
    signatureSchemes: [...p256AndP384, "ecdsa_secp521r1_sha512", "ed25519", "ed448", ...rsaSchemes],
  },
  signsNot: ["mldsa65"],
};
