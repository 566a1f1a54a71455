/**
 * Makes a process's text safe to keep and to print: no private keys, no terminal escapes, no
 * control characters but line feed and tab.
 */
export const redacted = (text: string): string =>
  text
    .replace(
      /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]*?(-----END \1-----|$)/g,
      "[private key removed]",
    )
    .replace(
      /\b(CLIENT_RANDOM|(?:CLIENT|SERVER)_[A-Z_]*SECRET[A-Z_0-9]*|EXPORTER_SECRET|EARLY_EXPORTER_SECRET)( [0-9a-fA-F]{2,})( [0-9a-fA-F]{2,})?/g,
      "$1$2 [secret removed]",
    )
    // CSI, OSC and the two-character escapes of ECMA-48.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
    .replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g, "")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
