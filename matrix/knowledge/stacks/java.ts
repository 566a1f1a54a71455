import type { ClientStack } from "../client-stack.ts";
import {
  aesGcm,
  boringGroups,
  boringSchemes,
  chacha20,
  malformed,
  names,
  ofEcdhe,
  suitesOfTls13,
  trust,
  usage,
  validity,
} from "./shared-lists.ts";

/** grpc-netty-shaded: tcnative on BoringSSL, with the JDK's trust manager. */
export const java: ClientStack = {
  hello: {
    version: "grpc-netty-shaded 1.85.1, BoringSSL",
    groups: boringGroups,
    signatureSchemes: boringSchemes,
    cipherSuites: [...suitesOfTls13, ...ofEcdhe([...aesGcm, chacha20])],
  },
  verifier: {
    source: "JDK 17's trust manager run with one fault and with two",
    order: [malformed, "key-too-weak", ...trust, ...validity, usage, ...names],
    // SHA-1 it refuses of authorities that the JDK brings alone (jdk.certpath.disabledAlgorithms).
    lesserFaults: { "no-digital-signature": "all", "version-without-extensions": "all" },
    anchorDates: "ignores them",
    commonName: "without-dns-names",
    trailingDot: "as-written",
    addressAsDnsName: "refused",
    wildcardOfOneLabel: "accepted",
    underscore: "refused",
  },
  reply: {
    source: "grpc-netty-shaded 1.85.1 run",
    contentType: "gRPC's own",
    encodings: ["gzip"],
    headers: { listBytes: 8192 },
    messages: [],
    cutOff: "refused",
    interim: "skipped",
    padding: "read",
  },
  verifies: "the authority",
  localhost: "as resolved",
  // DefaultHttp2HeadersEncoder of Netty read.
  peerHeaderList: "held to",
  withoutAlpn: "refuses",
  signsNot: ["ed25519", "mldsa65"],
  ownUnlisted: "keeps it back",
  // ProxyDetectorImpl; it reads system properties too, which JAVA_TOOL_OPTIONS and JDK_JAVA_OPTIONS can set.
  proxy: { named: ["GRPC_PROXY_EXP"], exceptions: [] },
};
