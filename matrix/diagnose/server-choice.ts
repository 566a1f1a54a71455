import type { TlsFacts } from "../domain/wire-facts.ts";

/**
 * What the server chose without it being in the ClientHello (RFC 8446 section 4.1.3), in words; null where the
 * choice is sound or was not seen.
 */
export const unofferedChoice = (tls: TlsFacts): string | null => {
  const { clientHello: hello, serverHello: choice, helloRetryRequest: retry } = tls;
  if (!hello) return null;
  if (retry?.group && hello.groups.length > 0 && !hello.groups.includes(retry.group)) {
    return `group ${retry.group}`;
  }
  if (!choice) return null;
  if (!hello.versions.includes(choice.version)) return `version ${choice.version}`;
  if (!hello.cipherSuites.includes(choice.cipherSuite)) {
    return `cipher suite ${choice.cipherSuite}`;
  }
  // Before TLS 1.3 there are no key shares, and after a HelloRetryRequest those of the first hello do not count.
  const groups = choice.version === "1.3" && !retry ? hello.keyShares : hello.groups;
  if (choice.group === null || groups.length === 0 || groups.includes(choice.group)) return null;
  return `group ${choice.group}`;
};
