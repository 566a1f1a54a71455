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

/** grpc-go on crypto/tls. */
export const go: ClientStack = {
  // A connection of its client showed it (fixtures/evidence).
  hello: {
    version: "grpc-go 1.85, go 1.26",
    groups: [
      "X25519MLKEM768",
      "SecP256r1MLKEM768",
      "SecP384r1MLKEM1024",
      "x25519",
      "secp256r1",
      "secp384r1",
      "secp521r1",
    ],
    ofSome: { X25519MLKEM768: "Go from 1.24" },
    signatureSchemes: [...rsaSchemes, ...p256AndP384, "ecdsa_secp521r1_sha512", "ed25519"],
    cipherSuites: [...suitesOfTls13, ...ofEcdhe([...aesGcm, chacha20])],
  },
  verifier: {
    source:
      "names: grpc-go 1.85 run; order and ExtKeyUsageAny: crypto/x509 verify.go of Go 1.26.8 read",
    order: [malformed, ...validity, ...names, "key-too-weak", ...trust, usage],
    lesserFaults: {
      "weak-signature": "all",
      // crypto/x509 parser.go; GODEBUG x509negativeserial=1 takes it.
      "negative-serial-number": { some: "Go from 1.23" },
      "address-length": "all",
      "name-not-ascii": "all",
      "not-printable-string": "all",
      "version-without-extensions": "all",
    },
    anchorDates: "holds to them",
    commonName: "never",
    trailingDot: "as-written",
    addressAsDnsName: "refused",
    wildcardOfOneLabel: "accepted",
    underscore: "accepted",
  },
  reply: {
    source:
      "grpc-go 1.85 run: headers of 1 MB pass; as documented in the source, internal/transport/defaults.go: defaultClientMaxHeaderListSize 16 MiB (8 KiB where GRPC_GO_EXPERIMENTAL_ENABLE_8KB_DEFAULT_HEADER_LIST_SIZE is true)",
    contentType: "gRPC's own",
    encodings: [],
    headers: { listBytes: 16 * 1024 * 1024 },
    messages: [],
    cutOff: "refused",
    interim: "skipped",
    padding: "read",
  },
  verifies: "the authority",
  localhost: "as resolved",
  peerHeaderList: "held to",
  // From 1.67.
  withoutAlpn: "refuses",
  signsNot: ["mldsa65"],
  ownUnlisted: "keeps it back",
  // net/http's ProxyFromEnvironment, asked for https (internal/resolver/delegatingresolver).
  proxy: { named: ["HTTPS_PROXY", "https_proxy"], exceptions: ["NO_PROXY", "no_proxy"] },
};
