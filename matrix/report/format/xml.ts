/**
 * The only place where a value becomes XML (1.0, fifth edition):
 *
 * 1. an element is made by `element` alone, whose texts and attributes are text from outside;
 * 2. what XML cannot have (section 2.2, "Char") is U+FFFD, since no escape of it is allowed either;
 * 3. elements stand on lines of their own, and text stands as it is, so that nothing is added to it.
 */
import { clean } from "../../domain/outside-text.ts";

/** Markup, made by {@link element}. */
export type Element = Readonly<{ lines: readonly string[] }>;

type Attributes = Readonly<Record<string, string | number>>;

/** @param content - elements, or one text of any number of lines. */
export const element = (
  name: string,
  attributes: Attributes,
  content: readonly Element[] | string = [],
): Element => {
  const named = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${attributeText(String(value))}"`,
  );
  const start = `<${name}${named.join("")}`;
  if (content.length === 0) return { lines: [`${start}/>`] };
  if (typeof content === "string") return { lines: [`${start}>${escaped(content)}</${name}>`] };
  const inner = content.flatMap(({ lines }) => lines.map((line) => `  ${line}`));
  return { lines: [`${start}>`, ...inner, `</${name}>`] };
};

/** A whole document, ending in a newline. */
export const xmlDocument = (root: Element): string =>
  ['<?xml version="1.0" encoding="UTF-8"?>', ...root.lines, ""].join("\n");

const escaped = (text: string): string =>
  clean(text, Number.POSITIVE_INFINITY)
    .replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");

/** A reader makes spaces of line feeds and tabs that stand as they are (section 3.3.3). */
const attributeText = (text: string): string =>
  escaped(text).replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
