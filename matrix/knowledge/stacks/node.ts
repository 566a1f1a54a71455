import type { ClientStack } from "../client-stack.ts";
import {
  lowerCaseProxies,
  malformed,
  names,
  p256AndP384,
  rsaSchemes,
  trust,
  usage,
  validity,
} from "./shared-lists.ts";

/**
 * What Node's default list (crypto.constants.defaultCoreCipherList) comes to, which grpc-js leaves as it is; without
 * those of DSS, for which the schemes here have none.
 */
const cipherSuites = [
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
  "TLS_AES_128_GCM_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
  "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
  "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
  "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
  "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
  "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
  "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
  "TLS_ECDHE_ECDSA_WITH_AES_256_CCM",
  "TLS_DHE_RSA_WITH_AES_256_CCM",
  "TLS_ECDHE_ECDSA_WITH_ARIA_256_GCM_SHA384",
  "TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384",
  "TLS_DHE_RSA_WITH_ARIA_256_GCM_SHA384",
  "TLS_ECDHE_ECDSA_WITH_AES_128_CCM",
  "TLS_DHE_RSA_WITH_AES_128_CCM",
  "TLS_ECDHE_ECDSA_WITH_ARIA_128_GCM_SHA256",
  "TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256",
  "TLS_DHE_RSA_WITH_ARIA_128_GCM_SHA256",
  "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
  "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
  "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
  "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
  "TLS_DHE_RSA_WITH_AES_256_CBC_SHA",
  "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
  "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
  "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
  "TLS_RSA_WITH_AES_256_GCM_SHA384",
  "TLS_RSA_WITH_AES_256_CCM",
  "TLS_RSA_WITH_ARIA_256_GCM_SHA384",
  "TLS_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_RSA_WITH_AES_128_CCM",
  "TLS_RSA_WITH_ARIA_128_GCM_SHA256",
  "TLS_RSA_WITH_AES_256_CBC_SHA256",
  "TLS_RSA_WITH_AES_128_CBC_SHA256",
  "TLS_RSA_WITH_AES_256_CBC_SHA",
  "TLS_RSA_WITH_AES_128_CBC_SHA",
];

const openssl35 = "Node with OpenSSL 3.5";

/** grpc-js on Node's OpenSSL. */
export const node: ClientStack = {
  // A connection of its client showed it (fixtures/evidence).
  hello: {
    version: "grpc-js 1.14.7, OpenSSL 3.5",
    groups: [
      "X25519MLKEM768",
      "x25519",
      "secp256r1",
      "x448",
      "secp384r1",
      "secp521r1",
      "ffdhe2048",
      "ffdhe3072",
    ],
    ofSome: { X25519MLKEM768: openssl35, mldsa65: openssl35 },
    signatureSchemes: [
      "mldsa65",
      ...p256AndP384,
      "ecdsa_secp521r1_sha512",
      "ed25519",
      "ed448",
      ...rsaSchemes,
    ],
    cipherSuites,
  },
  verifier: {
    source: "grpc-js 1.14.7 on Node 24 run with one fault and with two",
    // OpenSSL goes on after each fault, and Node reads the last.
    order: [malformed, ...validity, usage, "key-too-weak", ...trust, ...names],
    orderWithoutIssuer: [malformed, ...validity, ...trust, usage, "key-too-weak", ...names],
    lesserFaults: {
      "any-usage": "all",
      "not-parsable": "all",
      "weak-key": { some: "Node 24; Node 20 accepts RSA with 1024 bits" },
      "weak-signature": "all",
    },
    anchorDates: "holds to them",
    commonName: "without-dns-names",
    trailingDot: "ignored",
    addressAsDnsName: "refused",
    wildcardOfOneLabel: "refused",
    underscore: "accepted",
  },
  reply: {
    source:
      "grpc-js 1.14.7 on Node 24 run; fields: maxHeaderListPairs of node:http2, the rest nghttp2",
    contentType: "any",
    encodings: ["gzip", "deflate"],
    headers: { fieldBytes: 65_536, fields: 128, continuations: 8 },
    messages: [],
    cutOff: "refused",
    interim: "skipped",
    padding: "read",
  },
  verifies: "what it dials",
  localhost: "as resolved",
  peerHeaderList: "ignored",
  withoutAlpn: "goes on",
  signsNot: [],
  ownUnlisted: "sends it",
  proxy: lowerCaseProxies,
};
