/** Every cell is held against every pattern of the expectations. */
const known = new Map<string, RegExp>();

/**
 * A pattern over cell ids: `*` stands for any characters, `{a,b}` for either, everything else for
 * itself. The whole id must match.
 */
export const globToRegExp = (pattern: string): RegExp => {
  const before = known.get(pattern);
  if (before) return before;
  let source = "";
  let depth = 0;
  for (const character of pattern) {
    if (character === "*") source += ".*";
    else if (character === "{") {
      source += "(?:";
      depth++;
    } else if (character === "}" && depth > 0) {
      source += ")";
      depth--;
    } else if (character === "," && depth > 0) source += "|";
    else source += character.replace(/[\\^$.*+?()[\]{}|]/, "\\$&");
  }
  const made = new RegExp(`^${source}${")".repeat(depth)}$`);
  known.set(pattern, made);
  return made;
};
