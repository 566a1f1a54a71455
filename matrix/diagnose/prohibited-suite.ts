import type { ServerHello } from "../domain/wire-facts.ts";

/**
 * What a choice of TLS has that HTTP/2 does without (RFC 9113 sections 9.2.1 and 9.2.2): a version before 1.2, or a
 * suite of appendix A, which are those without ephemeral keys and those without an AEAD; null where it has nothing.
 */
export const prohibitedIn = ({ version, cipherSuite }: ServerHello): string | null => {
  if (version === "1.3") return null;
  if (version !== "1.2") return `TLS ${version}`;
  const ephemeral = /^TLS_(ECDHE|DHE)_/.test(cipherSuite);
  const aead = /_(GCM|CCM|CHACHA20_POLY1305)/.test(cipherSuite);
  return !cipherSuite.startsWith("TLS_") || (ephemeral && aead) ? null : cipherSuite;
};
