/**
 * The only place where a value becomes HTML. A page is a shell around data: values stand as JSON in a script element
 * that no browser runs, and the page's own script shows them as text. Only the heading stands as text from the
 * beginning, so that a browser draws it before it has read the data.
 */
import { createHash } from "node:crypto";
import type { Heading } from "../html/heading.ts";
import { jsonText } from "./json.ts";
import { element } from "./xml.ts";

/** The page's own code: nothing in it is from outside. */
export type PageCode = Readonly<{ script: string; style: string }>;

/**
 * One file that loads nothing: its policy allows its own script and its own style by their digests, and no request.
 *
 * @param title - the tool's own text, without markup.
 * @param heading - what the script shows first too.
 * @param data - by the id of the element that has it, so that a script reads each when it needs it.
 */
export const htmlPage = (
  title: string,
  { sentence, tone, note }: Heading,
  { script, style }: PageCode,
  data: Readonly<Record<string, unknown>>,
): string =>
  [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '${digest(script)}'; style-src '${digest(style)}'; base-uri 'none'; form-action 'none'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${title}</title>`,
    `<style>${style}</style>`,
    "</head>",
    "<body>",
    '<div id="report"><header>',
    ...element("h1", { class: tone }, sentence).lines,
    ...element("p", { class: "quiet" }, note).lines,
    "</header><noscript>This page needs JavaScript; the same as text: report --as summary, diff --as markdown.</noscript></div>",
    ...Object.entries(data).map(
      ([id, value]) => `<script type="application/json" id="${id}">${embedded(value)}</script>`,
    ),
    `<script>${script}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");

/** JSON in which no element begins or ends, and no comment. */
export const embedded = (data: unknown): string =>
  jsonText(data, "line").replaceAll("<", "\\u003c");

const digest = (text: string): string =>
  `sha256-${createHash("sha256").update(text).digest("base64")}`;
