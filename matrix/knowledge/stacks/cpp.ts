import type { ClientStack } from "../client-stack.ts";
import { python } from "./python.ts";
import {
  aesGcm,
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

/** grpc++ of a distribution: gRPC's core on OpenSSL, with TlsCredentials. */
export const cpp: ClientStack = {
  ...python,
  hello: {
    version: "grpc++ 1.51.1, OpenSSL 3.0",
    groups: ["secp256r1"],
    signatureSchemes: [...p256AndP384, "ecdsa_secp521r1_sha512", "ed25519", "ed448", ...rsaSchemes],
    cipherSuites: [...suitesOfTls13, ...ofEcdhe(aesGcm)],
  },
  verifier: {
    ...python.verifier,
    // It says the same of every fault but one of names.
    source:
      "grpc++ 1.51.1 on OpenSSL 3.0.22 run with one fault and with two; order: as OpenSSL's, with the names at the end",
    order: [malformed, "key-too-weak", ...trust, usage, ...validity, ...names],
    lesserFaults: {
      "any-usage": "all",
      "weak-key": "all",
      "weak-signature": "all",
      "not-parsable": "all",
    },
  },
  signsNot: ["mldsa65"],
  reply: { ...python.reply, headers: { listBytes: 8192 }, source: "grpc++ 1.51.1 run" },
};
