import { clean } from "../../domain/outside-text.ts";
import { ownText } from "../../domain/own-text.ts";
import { textsIn } from "./texts-in.ts";

/**
 * A value as JSON for a file or a terminal, each text of it through the gate, whatever its length. On one line, or
 * indented by a space. Ends without a newline.
 */
export const jsonText = (value: unknown, form: "line" | "indented" = "indented"): string =>
  JSON.stringify(textsIn(value, safe), null, form === "line" ? undefined : 1);

/** Names of members and of code points come in every cell; each is looked at once. */
const seen = new Set<string>();
const mostSeen = 10_000;
const longestSeen = 64;

const safe = (text: string): string => {
  const isShort = text.length <= longestSeen;
  if (isShort && seen.has(text)) return text;
  const cleaned = clean(text, Number.POSITIVE_INFINITY);
  if (isShort && cleaned === text && seen.size < mostSeen) seen.add(ownText(text));
  return cleaned;
};
