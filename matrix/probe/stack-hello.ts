import type { ConnectionOptions } from "node:tls";
import type { StackHello } from "../knowledge/client-stack.ts";
import { opensslSuite } from "../run/proof/openssl-suite.ts";

/** OpenSSL makes no hello at all where it does not know a scheme: before 3.5 those of ML-DSA. */
const isHere = (scheme: string): boolean =>
  !scheme.startsWith("mldsa") || Number.parseFloat(process.versions.openssl) >= 3.5;

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
  sigalgs: signatureSchemes.filter(isHere).join(":"),
  ciphers: [...cipherSuites.flatMap((name) => opensslSuite(name) ?? []), "@SECLEVEL=0"].join(":"),
});
