/**
 * A text with the tool's commands as the user types them. Texts name them by the name that the tool is installed under:
 * they are written, kept and compared before it is known who reads them.
 *
 * @param called - what stands for that name: "npx handshake-matrix".
 */
export const asCalled = (text: string, called: string): string =>
  text.replace(ownCommand, () => called);

/** The name as a command's first word; it is a part of other names too. */
const ownCommand =
  /(?<![\w./-])handshake-matrix(?= (?:bisect|cell|clean|conform|diff|doctor|enqueue|expectations|explain|history|init|list|merge|new|probe|report|run|show|tap|worker)\b)/g;
