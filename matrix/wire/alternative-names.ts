import type { CertificateFacts } from "../domain/wire-facts.ts";

/**
 * Names of a subjectAltName as Node writes it: `DNS:localhost, IP Address:127.0.0.1`, with what could be mistaken in
 * JSON quotes.
 */
export const alternativeNames = (
  text: string,
): Pick<CertificateFacts, "dnsNames" | "ipAddresses" | "otherNames"> => {
  const names = [
    ...text.matchAll(/([^:,]{1,64}):("(?:[^"\\]|\\.){0,1024}"|[^,]{0,1024})(?:, |$)/g),
  ].map(([, type = "", name = ""]) => ({
    type,
    name: name.startsWith('"') ? (JSON.parse(name) as string) : name,
  }));
  const ofType = (wanted: string) =>
    names.filter(({ type }) => type === wanted).map(({ name }) => name);
  return {
    dnsNames: ofType("DNS"),
    ipAddresses: ofType("IP Address").map(shortAddress),
    otherNames: names
      .filter(({ type }) => type !== "DNS" && type !== "IP Address")
      .map(({ type, name }) => `${type}:${name}`),
  };
};

/** Node writes IPv6 in full; the host of a URL is written as RFC 5952 says. What is no address stays. */
const shortAddress = (address: string): string => {
  const url = `http://[${address}]`;
  return address.includes(":") && URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : address;
};
