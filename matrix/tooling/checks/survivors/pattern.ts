import ts from "typescript";
import { type Expression, parseExpression } from "../../../expression/parse-expression.ts";
import type { Edit } from "./mutant.ts";

/** A regular expression that a source file writes down, and where it does. */
export type Pattern = Readonly<{
  line: number;
  from: number;
  to: number;
  source: string;
  flags: string;
}>;

export const patternsIn = (file: string, text: string): readonly Pattern[] => {
  const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Pattern[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const from = node.getStart();
      const close = node.text.lastIndexOf("/");
      found.push({
        line: parsed.getLineAndCharacterOfPosition(from).line + 1,
        from,
        to: node.getEnd(),
        source: node.text.slice(1, close),
        flags: node.text.slice(close + 1),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
};

/** Matches nothing. */
const never = "(?!)";

/**
 * What can be taken out of a pattern's source: each of its outermost alternatives, and each thing that must not stand
 * beside what it matches.
 */
export const cutsOf = ({ source, flags }: Pick<Pattern, "source" | "flags">): readonly Edit[] =>
  cutsIn(parseExpression({ source, flags }));

const cutsIn = (part: Expression): readonly Edit[] => {
  switch (part.kind) {
    case "choice":
      return part.spans.map((span) => ({ ...span, instead: never }));
    case "sequence":
      return part.parts.flatMap(cutsIn);
    case "repeat":
      return cutsIn(part.part);
    case "look":
      return part.negative ? [{ ...part.span, instead: "" }] : cutsIn(part.part);
    default:
      return [];
  }
};
