import type { ClientStack } from "../client-stack.ts";
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

const notRing = "rustls with aws-lc-rs, not with ring";

/** tonic on rustls with aws-lc-rs. */
export const rust: ClientStack = {
  hello: {
    version: "tonic 0.14.9, rustls 0.23, aws-lc-rs",
    groups: ["x25519", "secp256r1", "secp384r1", "X25519MLKEM768"],
    ofSome: { X25519MLKEM768: notRing, ecdsa_secp521r1_sha512: notRing, mldsa65: notRing },
    signatureSchemes: [
      ...p256AndP384,
      "ecdsa_secp521r1_sha512",
      "ed25519",
      ...rsaSchemes,
      "mldsa65",
    ],
    cipherSuites: [...suitesOfTls13, ...ofEcdhe([...aesGcm, chacha20])],
  },
  verifier: {
    source: "names: tonic 0.14.9 run; order: run with one fault and with two",
    order: [
      malformed,
      ...validity,
      "ca-used-as-end-entity",
      usage,
      ...trust,
      ...names,
      "key-too-weak",
    ],
    lesserFaults: {
      "any-usage": "all",
      "weak-key": "all",
      "weak-signature": "all",
      "version-without-extensions": "all",
    },
    anchorDates: "ignores them",
    commonName: "never",
    trailingDot: "as-written",
    addressAsDnsName: "refused",
    wildcardOfOneLabel: "refused",
    underscore: "accepted",
  },
  reply: {
    source: "tonic 0.14.9 run",
    contentType: "any",
    encodings: [],
    headers: { listBytes: 16_384 },
    messages: ["several"],
    cutOff: "refused",
    interim: "skipped",
    padding: "read",
  },
  verifies: "what it dials",
  localhost: "as resolved",
  peerHeaderList: "ignored",
  withoutAlpn: "refuses",
  signsNot: [],
  ownUnlisted: "sends it",
  proxy: { named: [], exceptions: [] },
};
