/**
 * Makes a process's text safe to keep and to print: no private keys, no TLS secrets, no terminal
 * escapes, no control characters but line feed and tab.
 */
export const redacted = (text: string): string =>
  text
    // First, so that no escape within a key or a secret hides it: CSI, OSC to the end of its line at
    // most, and the other escapes of ECMA-35 and ECMA-48.
    .replace(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
      /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b\n]*(?:\u0007|\u001b\\)?|[ -/]+[0-~]|[0-~])/g,
      "",
    )
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "")
    .replace(
      /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]*?(-----END \1-----|$)/g,
      "[private key removed]",
    )
    // A key whose beginning is no longer kept.
    .replace(/^(?:[A-Za-z0-9+/=]+\n)+-----END [A-Z ]*PRIVATE KEY-----/gm, "[private key removed]")
    // Labels of RFC 9850 section 3.
    .replace(
      /\b(CLIENT_RANDOM|(?:CLIENT|SERVER)_[A-Z_]*SECRET[A-Z_0-9]*|ECH_SECRET|(?:EARLY_)?EXPORTER_SECRET)( [0-9a-fA-F]{2,})( [0-9a-fA-F]{2,})?/g,
      "$1$2 [secret removed]",
    );
