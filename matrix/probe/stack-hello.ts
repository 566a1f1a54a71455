import type { ConnectionOptions } from "node:tls";
import { opensslSuite } from "../proof/openssl-suite.ts";
import type { StackName } from "./question.ts";

/** What a stack's ClientHello offers, IANA names; all of them offer TLS 1.3 and 1.2, and h2 by ALPN. */
export type StackHello = Readonly<{
  /** Whose hello was read. */
  version: string;
  groups: readonly string[];
  signatureSchemes: readonly string[];
  cipherSuites: readonly string[];
}>;

const suites13 = [
  "TLS_AES_128_GCM_SHA256",
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
];
const ofEcdhe = (ciphers: readonly string[]) =>
  ["ECDSA", "RSA"].flatMap((key) => ciphers.map((cipher) => `TLS_ECDHE_${key}_WITH_${cipher}`));
const aesGcm = ["AES_128_GCM_SHA256", "AES_256_GCM_SHA384"];
const chacha = "CHACHA20_POLY1305_SHA256";

const rsaSchemes = ["pss_rsae", "pkcs1"].flatMap((padding) =>
  ["sha256", "sha384", "sha512"].map((digest) => `rsa_${padding}_${digest}`),
);
const p256AndP384 = ["ecdsa_secp256r1_sha256", "ecdsa_secp384r1_sha384"];

const boringGroups = ["X25519MLKEM768", "x25519", "secp256r1", "secp384r1", "secp521r1"];
/** PyPI's grpcio and grpc-netty's tcnative have BoringSSL's list: neither Ed25519 nor P-521. */
const boringSchemes = [...p256AndP384, ...rsaSchemes];

/**
 * What Node's default list (crypto.constants.defaultCoreCipherList) comes to, which grpc-js leaves as it is; without
 * those of DSS, for which the schemes here have none.
 */
const ofNode = [
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

/** go, python and node as connections of their clients showed them (fixtures/evidence); rust and java were read before. */
export const stackHellos: Readonly<Record<StackName, StackHello>> = {
  go: {
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
    signatureSchemes: [...rsaSchemes, ...p256AndP384, "ecdsa_secp521r1_sha512", "ed25519"],
    cipherSuites: [...suites13, ...ofEcdhe([...aesGcm, chacha])],
  },
  python: {
    version: "grpcio 1.85.1, BoringSSL",
    groups: boringGroups,
    signatureSchemes: boringSchemes,
    cipherSuites: [...suites13, ...ofEcdhe(aesGcm)],
  },
  node: {
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
    signatureSchemes: [...p256AndP384, "ecdsa_secp521r1_sha512", "ed25519", "ed448", ...rsaSchemes],
    cipherSuites: ofNode,
  },
  rust: {
    version: "tonic 0.14.9, rustls 0.23, aws-lc-rs",
    groups: ["x25519", "secp256r1", "secp384r1", "X25519MLKEM768"],
    signatureSchemes: [...p256AndP384, "ecdsa_secp521r1_sha512", "ed25519", ...rsaSchemes],
    cipherSuites: [...suites13, ...ofEcdhe([...aesGcm, chacha])],
  },
  java: {
    version: "grpc-netty-shaded 1.85.1, BoringSSL",
    groups: boringGroups,
    signatureSchemes: boringSchemes,
    cipherSuites: [...suites13, ...ofEcdhe([...aesGcm, chacha])],
  },
};

/** The hello as OpenSSL makes it. Level 0: what is weak is judged from the certificate, not by OpenSSL. */
export const helloOptions = ({
  groups,
  signatureSchemes,
  cipherSuites,
}: StackHello): ConnectionOptions => ({
  minVersion: "TLSv1.2",
  maxVersion: "TLSv1.3",
  ALPNProtocols: ["h2"],
  ecdhCurve: groups.join(":"),
  sigalgs: signatureSchemes.join(":"),
  ciphers: [...cipherSuites.flatMap((name) => opensslSuite(name) ?? []), "@SECLEVEL=0"].join(":"),
});
