/** As code, whatever backticks are in it (CommonMark section 6.1). */
export const codeSpan = (text: string): string => {
  const runs = text.match(/`+/g)?.map(({ length }) => length) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs) + 1);
  const pad = /^`|`$/.test(text) ? " " : "";
  return `${fence}${pad}${text}${pad}${fence}`;
};

/** Prose in which only code spans are markup. */
export const plain = (text: string): string =>
  text
    .split(/(`[^`]*`)/)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(/<|\*(?=\S)|(?<=\S)\*/g, "\\$&")))
    .join("");

/** For a cell of a table, where code spans keep no bar either (GFM section 4.10). */
export const inCell = (markdown: string): string => markdown.replaceAll("|", "\\|");
