/** The line before a private key, or the one behind it. */
export type PrivateKeyLabel = Readonly<{ kind: "begin" | "end"; start: number; end: number }>;

/** A character as it is, and as HTML, URLs (once or twice encoded), JSON and C spell it. */
const spelled = (character: string, hex: string): string =>
  [
    character,
    `&#(?:0{0,4}${Number.parseInt(hex, 16)}|x0{0,4}${hex});`,
    `%(?:25)?${hex}`,
    `\\\\{1,8}(?:u00|x)${hex}`,
  ].join("|");

const dash = `(?:${spelled("-", "2d")}|&hyphen;|&dash;)`;
/** In a form's encoding a plus sign. */
const space = `(?:${spelled("[ +]", "20")}|&nbsp;)`;

/**
 * RFC 7468, OpenPGP's armor, and SSH2 with four dashes (RFC 4716). What stands between says which kind of key:
 * "ENCRYPTED", "OPENSSH" and their like, with their spaces.
 */
const label = new RegExp(
  `${dash}{4}${dash}?${space}?(begin|end)${space}[a-z0-9&#;%\\\\ +]{0,24}?private${space}key(?:${space}block)?${space}?${dash}{4}${dash}?`,
  "gi",
);

/** What every label has, and most texts have not: the word, and how a space may begin. */
const word = /private[ +&%\\]/i;

/** Labels of private keys, however their dashes and spaces are spelled, in their order. */
export const privateKeyLabels = (text: string): readonly PrivateKeyLabel[] =>
  word.test(text)
    ? [...text.matchAll(label)].map(({ 0: whole, 1: kind, index }) => ({
        kind: kind?.toLowerCase() === "begin" ? "begin" : "end",
        start: index,
        end: index + whole.length,
      }))
    : [];
