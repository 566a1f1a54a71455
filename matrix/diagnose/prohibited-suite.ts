import type { ClientHello, ServerHello } from "../domain/wire-facts.ts";

/**
 * What a choice of TLS has that HTTP/2 does without (RFC 9113 sections 9.2.1 and 9.2.2): a version before 1.2, or a
 * suite of appendix A, which are those without ephemeral keys and those without an AEAD; null where it has nothing.
 */
export const prohibitedIn = ({ version, cipherSuite }: ServerHello): string | null => {
  if (version === "1.3") return null;
  if (version !== "1.2") return `TLS ${version}`;
  // What has no name may be anything.
  return !cipherSuite.startsWith("TLS_") || isPermitted(cipherSuite) ? null : cipherSuite;
};

const isPermitted = (cipherSuite: string): boolean =>
  /^TLS_(?:ECDHE|DHE)_.*_(?:GCM|CCM|CHACHA20_POLY1305)/.test(cipherSuite);

/** Whether a client left the server anything to choose that HTTP/2 does not prohibit. */
export const offersPermitted = ({ versions, cipherSuites }: ClientHello): boolean =>
  versions.includes("1.3") || (versions.includes("1.2") && cipherSuites.some(isPermitted));
