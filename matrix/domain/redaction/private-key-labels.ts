/** The line before a private key, or the one behind it. */
export type PrivateKeyLabel = Readonly<{ kind: "begin" | "end"; start: number; end: number }>;

/**
 * RFC 7468, OpenPGP's armor, and SSH2 with four dashes (RFC 4716); fewer where typography made one of two. A form has a
 * plus sign for a space. What stands between says which kind of key: "ENCRYPTED", "OPENSSH" and their like.
 */
const label =
  /-{2,5}[ +]?(begin|end)[ +](?:[a-z0-9]{1,10}[ +]){0,3}private[ +]key(?:[ +]block)?[ +]?-{2,5}/gi;

/** Labels of private keys in their order. */
export function* privateKeyLabels(text: string): Generator<PrivateKeyLabel, undefined> {
  for (const { 0: whole, 1: kind, index } of text.matchAll(label)) {
    const isBegin = kind?.toLowerCase() === "begin";
    yield { kind: isBegin ? "begin" : "end", start: index, end: index + whole.length };
  }
}
