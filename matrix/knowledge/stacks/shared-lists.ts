/** Parts of the lists that several stacks offer, and the order of several verifiers, in their order. */
import type { CauseCode } from "../../domain/cause.ts";

export const suitesOfTls13 = [
  "TLS_AES_128_GCM_SHA256",
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
];

export const ofEcdhe = (ciphers: readonly string[]): readonly string[] =>
  ["ECDSA", "RSA"].flatMap((key) => ciphers.map((cipher) => `TLS_ECDHE_${key}_WITH_${cipher}`));

export const aesGcm = ["AES_128_GCM_SHA256", "AES_256_GCM_SHA384"];
export const chacha20 = "CHACHA20_POLY1305_SHA256";

export const rsaSchemes = ["pss_rsae", "pkcs1"].flatMap((padding) =>
  ["sha256", "sha384", "sha512"].map((digest) => `rsa_${padding}_${digest}`),
);
export const p256AndP384 = ["ecdsa_secp256r1_sha256", "ecdsa_secp384r1_sha384"];

/** gRPC core's and tcnative's: BoringSSL with neither Ed25519 nor P-521 among the schemes. */
export const boringGroups = ["X25519MLKEM768", "x25519", "secp256r1", "secp384r1", "secp521r1"];
export const boringSchemes = [...p256AndP384, ...rsaSchemes];

/** A certificate is parsed before anything of it is looked at. */
export const malformed: CauseCode = "certificate-malformed";

export const validity: readonly CauseCode[] = ["certificate-expired", "certificate-not-yet-valid"];
export const trust: readonly CauseCode[] = ["incomplete-chain", "unknown-ca", "chain-unverifiable"];
export const names: readonly CauseCode[] = ["no-subject-alt-name", "hostname-mismatch"];
export const usage: CauseCode = "wrong-extended-key-usage";

/** gRPC core (http_proxy_mapper.cc) and grpc-js (http_proxy.ts) read lower-case variables only. */
export const lowerCaseProxies = {
  named: ["grpc_proxy", "https_proxy", "http_proxy"],
  exceptions: ["no_grpc_proxy", "no_proxy"],
} as const;
