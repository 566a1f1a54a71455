/**
 * OpenSSL's name of a cipher suite by the IANA's (openssl-ciphers(1), "CIPHER SUITE NAMES"): TLS 1.3 has the same
 * names; before, ECDHE-ECDSA-AES128-GCM-SHA256.
 *
 * @returns undefined for what is no suite, such as a code point in figures or a signalling value.
 */
export const opensslSuite = (iana: string): string | undefined => {
  const [, exchange, cipher = ""] = /^TLS_(\w{1,60})_WITH_(\w{1,60})$/.exec(iana) ?? [];
  if (exchange === undefined) return /^TLS_\w+_SHA(256|384)$/.test(iana) ? iana : undefined;
  const words = cipher
    .replace("CHACHA20_POLY1305_SHA256", "CHACHA20_POLY1305")
    .replace(/(AES|ARIA|CAMELLIA)_(\d+)/, "$1$2")
    .replace("_CCM_8", "_CCM8")
    .replace("3DES_EDE_CBC", "DES_CBC3")
    // The mode is named for AEADs only.
    .replace(/^((?:AES|ARIA|CAMELLIA)\d+)_CBC_/, "$1_");
  const named = exchange === "RSA" ? words : `${exchange}_${words}`;
  const hyphened = named.replaceAll("_", "-");
  return hyphened.includes("ARIA") && exchange !== "RSA"
    ? hyphened.replace("ECDHE-RSA-ARIA", "ECDHE-ARIA")
    : hyphened;
};
