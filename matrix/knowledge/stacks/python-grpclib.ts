import type { ClientStack } from "../client-stack.ts";
import {
  aesGcm,
  chacha20,
  malformed,
  names,
  p256AndP384,
  rsaSchemes,
  suitesOfTls13,
  trust,
  usage,
  validity,
} from "./shared-lists.ts";

const [aes128, aes256] = aesGcm;
const ofEcdhe = [aes256, aes128, chacha20, "AES_256_CBC_SHA384", "AES_128_CBC_SHA256"];
const ofDhe = [aes256, aes128, "AES_256_CBC_SHA256", "AES_128_CBC_SHA256"];

/** grpclib on Python's own ssl module. */
export const pythonGrpclib: ClientStack = {
  hello: {
    version: "grpclib 0.4.9, CPython 3.11, OpenSSL 3.0",
    groups: [
      "x25519",
      "secp256r1",
      "x448",
      "secp521r1",
      "secp384r1",
      "ffdhe2048",
      "ffdhe3072",
      "ffdhe4096",
      "ffdhe6144",
      "ffdhe8192",
    ],
    signatureSchemes: [...p256AndP384, "ecdsa_secp521r1_sha512", "ed25519", "ed448", ...rsaSchemes],
    cipherSuites: [
      ...suitesOfTls13,
      ...["ECDSA", "RSA"].flatMap((key) => ofEcdhe.map((one) => `TLS_ECDHE_${key}_WITH_${one}`)),
      ...ofDhe.map((one) => `TLS_DHE_RSA_WITH_${one}`),
    ],
  },
  verifier: {
    source: "ssl of CPython 3.11.7 on OpenSSL 3.0.19 run with one fault and with two",
    order: [malformed, "key-too-weak", ...trust, usage, ...names, ...validity],
    lesserFaults: {
      "any-usage": "all",
      "weak-key": "all",
      "weak-signature": "all",
      "not-parsable": "all",
    },
    anchorDates: "holds to them",
    commonName: "without-dns-names",
    trailingDot: "as-written",
    addressAsDnsName: "refused",
    wildcardOfOneLabel: "refused",
    underscore: "accepted",
  },
  reply: {
    source: "grpclib 0.4.9 run",
    contentType: "gRPC's own",
    encodings: [],
    headers: { listBytes: 65_536 },
    messages: ["none", "several"],
    cutOff: "refused",
    // It ends the connection.
    interim: "taken for the reply",
    padding: "read",
  },
  verifies: "what it dials",
  localhost: "as resolved",
  peerHeaderList: "ignored",
  withoutAlpn: "goes on",
  signsNot: ["mldsa65"],
  ownUnlisted: "sends it",
  proxy: { named: [], exceptions: [] },
};
