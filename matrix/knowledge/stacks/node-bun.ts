import type { ClientStack } from "../client-stack.ts";
import { node } from "./node.ts";
import {
  aesGcm,
  chacha20,
  malformed,
  names,
  ofEcdhe,
  p256AndP384,
  rsaSchemes,
  suitesOfTls13,
  trust,
  usage,
  validity,
} from "./shared-lists.ts";

const aesCbc = ["AES_128_CBC_SHA", "AES_256_CBC_SHA"];

/** grpc-js on Bun's BoringSSL. */
export const nodeBun: ClientStack = {
  ...node,
  hello: {
    version: "grpc-js 1.14.7, Bun 1.4.5",
    groups: ["X25519MLKEM768", "x25519", "secp256r1", "secp384r1"],
    signatureSchemes: [...p256AndP384, "ecdsa_secp521r1_sha512", "ed25519", ...rsaSchemes],
    cipherSuites: [
      ...suitesOfTls13,
      ...ofEcdhe([...aesGcm, chacha20, ...aesCbc]),
      ...[...aesGcm, ...aesCbc].map((cipher) => `TLS_RSA_WITH_${cipher}`),
    ],
  },
  verifier: {
    ...node.verifier,
    source: "node:tls of Bun 1.4.5 run with one fault and with two",
    order: [malformed, ...validity, usage, ...trust, ...names],
    orderWithoutIssuer: [malformed, ...validity, ...trust, usage, ...names],
    // BoringSSL, as grpcio's: crypto/x509/x_x509.c, INVALID_FIELD_FOR_VERSION.
    lesserFaults: {
      "any-usage": "all",
      "not-parsable": "all",
      "no-digital-signature": "all",
      "version-without-extensions": "all",
    },
  },
  reply: {
    ...node.reply,
    // More was not tried.
    headers: { listBytes: 65_535 },
    source: "grpc-js 1.14.7 on Bun 1.4.5 run, beside Node with the same replies",
  },
  withoutAlpn: "refuses",
};
