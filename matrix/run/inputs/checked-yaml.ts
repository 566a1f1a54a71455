import { type Alias, isNode, LineCounter, parseDocument, visit } from "yaml";
import type { z } from "zod";
import { Misuse } from "../../domain/misuse.ts";
import { kept } from "./kept.ts";
import { yamlExcess } from "./yaml-excess.ts";

/** What people write by hand is some ten thousand bytes long. */
export const longestFileBytes = 2 ** 20;

type Document = ReturnType<typeof parseDocument>;

/**
 * Reads YAML text against a schema.
 *
 * @param file - name used in error messages.
 * @throws Misuse with `file:line:column` and what was expected there, for the first fault.
 */
export const checkedYaml = <T>(text: string, file: string, schema: z.ZodType<T>): T => {
  const before = kept.valueOf(text);
  const fit = before === undefined ? undefined : schema.safeParse(before);
  if (fit?.success) return fit.data;
  const bytes = Buffer.byteLength(text);
  if (bytes > longestFileBytes) {
    throw new Misuse(
      `${file} has ${(bytes / 2 ** 20).toFixed(1)} MiB, and such a file may have 1 MiB; name another, or write less into it`,
    );
  }
  const lines = new LineCounter();
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const excess = yamlExcess(text, lines.addNewLine);
  if (excess) throw new Misuse(`${place(excess.offset)}: ${excess.sentence}`);
  // What makes yaml's errors pretty takes time in proportion to the line's length for each of them.
  const document = parseDocument(text, { prettyErrors: false });
  const fault = document.errors[0];
  if (fault) {
    throw new Misuse(`${place(fault.pos[0])}: ${fault.message}`);
  }
  const value = readValue(document, place);
  const result = schema.safeParse(value);
  if (result.success) {
    kept.keep(text, value);
    return result.data;
  }
  const issue = result.error.issues[0];
  let path = [...(issue?.path ?? [])];
  if (issue?.code === "unrecognized_keys") path = [...path, issue.keys[0] ?? ""];
  while (path.length > 0) {
    const offset = offsetOf(document, path);
    if (offset !== undefined) break;
    path = path.slice(0, -1);
  }
  const at = place(offsetOf(document, path) ?? 0);
  const name = issue?.path.length ? `${issue.path.join(".")}: ` : "";
  throw new Misuse(`${at}: ${name}${issue ? messageOf(issue) : "not as the schema wants it"}`);
};

/** Of unknown keys there may be thousands. */
const messageOf = (issue: z.core.$ZodIssue): string => {
  if (issue.code !== "unrecognized_keys" || issue.keys.length < 2) return issue.message;
  const [first] = issue.keys;
  return `Unrecognized key: ${JSON.stringify(first)}, and ${issue.keys.length - 1} more`;
};

/** @throws Misuse for an alias of nothing, or aliases that unfold beyond yaml's limit. */
const readValue = (document: Document, place: (offset: number) => string): unknown => {
  try {
    return document.toJS();
  } catch {
    const { alias, isOfNothing } = guiltyAlias(document);
    const wrong = isOfNothing
      ? "names nothing that stands before it"
      : "and those after it unfold to far more than is written; write out what is meant";
    throw new Misuse(`${place(alias?.range?.[0] ?? 0)}: the alias *${alias?.source} ${wrong}`);
  }
};

/** The first alias of nothing; where there is none, the first of all. */
const guiltyAlias = (document: Document) => {
  const aliases: Alias[] = [];
  visit(document, { Alias: (_, alias) => void aliases.push(alias) });
  const ofNothing = aliases.find((alias) => alias.resolve(document) === undefined);
  return { alias: ofNothing ?? aliases[0], isOfNothing: ofNothing !== undefined };
};

/** Offset of the key at a path, so that an unknown key is pointed at itself, not at its value. */
const offsetOf = (document: Document, path: readonly PropertyKey[]): number | undefined => {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  const last = path.at(-1);
  if (last !== undefined && isNode(parent) && "items" in parent) {
    for (const item of parent.items) {
      if (typeof item === "object" && item !== null && "key" in item) {
        const key = item.key;
        if (isNode(key) && "value" in key && key.value === last) return key.range?.[0];
      }
    }
  }
  const node = path.length > 0 ? document.getIn(path, true) : document.contents;
  return isNode(node) ? node.range?.[0] : undefined;
};
