type Line = Readonly<{ from: number; to: number }>;

/** How a block of YAML breaks lines (YAML 1.2.2 section 8.1): `folded` breaks are blanks, `literal` ones are its writer's. */
type Style = "folded" | "literal";

/** A key, or an item of a list, whose value is a block. */
const header =
  /^([ \t]{0,80})(?:- ){0,4}(?:["']?[\w./-]{1,80}["']?:[ \t]{1,8})?([>|])[+-]?\d?[ \t]{0,8}$/;

/** A key whose value opens with a quotation mark; the value goes on below where none ends the line. */
const quoted = /^([ \t]{0,80})(?:- ){0,4}["']?[\w./-]{1,80}["']?:[ \t]{1,8}(["'])[^"']/;

/** UTF-16 units of a header, at most. */
const looked = 240;

const indentOf = (line: string): number => /^[ \t]*/.exec(line)?.[0].length ?? 0;

const isBlank = (line: string): boolean => line.trim() === "";

const blocksIn = (text: string, lines: readonly Line[]): readonly (Style | null)[] => {
  let block: Readonly<{ indent: number; style: Style }> | null = null;
  /** Where a value in quotation marks goes on, how it ends. */
  let value: Readonly<{ indent: number; end: string }> | null = null;
  return lines.map(({ from, to }) => {
    const line = text.slice(from, Math.min(to, from + looked));
    if (isBlank(line)) return null;
    if (value) {
      const isInside = indentOf(line) > value.indent;
      if (!isInside || text.slice(from, to).trimEnd().endsWith(value.end)) value = null;
      if (isInside) return "literal";
    }
    if (block && indentOf(line) > block.indent) return block.style;
    const [, indent, end] = quoted.exec(line) ?? [];
    if (indent !== undefined && end !== undefined) {
      block = null;
      if (text.slice(from, to).trimEnd().endsWith(end)) return null;
      value = { indent: indent.length, end };
      return "literal";
    }
    const [, before, mark] = header.exec(line) ?? [];
    block =
      before === undefined
        ? null
        : { indent: before.length, style: mark === ">" ? "folded" : "literal" };
    return null;
  });
};

const known = new WeakMap<readonly Line[], readonly (Style | null)[]>();

/** The style of the block of YAML that a line of a text and the next are both of; null where they are of none. `lines`: all of the text. */
export const blockAt = (text: string, lines: readonly Line[], index: number): Style | null => {
  let blocks = known.get(lines);
  if (!blocks) {
    blocks = /[>|][+-]?\d?[ \t]{0,8}$|:[ \t]{1,8}["']/m.test(text) ? blocksIn(text, lines) : [];
    known.set(lines, blocks);
  }
  return blocks[index + 1] === blocks[index] ? (blocks[index] ?? null) : null;
};
