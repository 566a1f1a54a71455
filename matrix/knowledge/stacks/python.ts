import type { ClientStack } from "../client-stack.ts";
import {
  aesGcm,
  boringGroups,
  boringSchemes,
  lowerCaseProxies,
  malformed,
  names,
  ofEcdhe,
  suitesOfTls13,
  trust,
  usage,
  validity,
} from "./shared-lists.ts";

/** grpcio of PyPI: gRPC core on BoringSSL. */
export const python: ClientStack = {
  // A connection of its client showed it (fixtures/evidence).
  hello: {
    version: "grpcio 1.85.1, BoringSSL",
    groups: boringGroups,
    signatureSchemes: boringSchemes,
    cipherSuites: [...suitesOfTls13, ...ofEcdhe(aesGcm)],
  },
  verifier: {
    source: "grpcio 1.85.1 run with one fault and with two",
    order: [malformed, "key-too-weak", ...trust, usage, ...validity, ...names],
    // BoringSSL: ssl_cert_check_key_usage.
    lesserFaults: {
      "any-usage": "all",
      "no-digital-signature": "all",
      "address-length": "all",
      "not-parsable": "all",
      "version-without-extensions": "all",
    },
    anchorDates: "holds to them",
    commonName: "without-any-name",
    trailingDot: "ignored",
    addressAsDnsName: "accepted",
    wildcardOfOneLabel: "accepted",
    underscore: "accepted",
  },
  reply: {
    source: "grpcio 1.85.1 run",
    contentType: "any",
    encodings: ["gzip", "deflate"],
    headers: { listBytes: 16_384, surelyTakenBytes: 8192 },
    messages: ["none"],
    cutOff: "taken for none",
    interim: "taken for the reply",
    padding: "refused",
  },
  verifies: "the authority",
  // Its resolver, c-ares (RFC 6761 section 6.3).
  localhost: "both families",
  peerHeaderList: "ignored",
  withoutAlpn: "refuses",
  signsNot: [],
  ownUnlisted: "sends it",
  proxy: lowerCaseProxies,
};
