import ts from "typescript";

/** A regular expression in a source file. */
export type Found = Readonly<{ file: string; line: number; source: string; flags: string }>;

/**
 * The regular expressions that a TypeScript file writes down: its literals, and what it builds of strings. What a string
 * is put together from and is not known here stands as a letter.
 */
export const expressionsIn = (file: string, text: string): readonly Found[] => {
  const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const constants = constantsIn(parsed);
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    const one = ts.isRegularExpressionLiteral(node) ? ofLiteral(node.text) : built(node, constants);
    if (one) {
      const { line } = parsed.getLineAndCharacterOfPosition(node.getStart());
      found.push({ file, line: line + 1, ...one });
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
};

type Written = Pick<Found, "source" | "flags">;
type Constants = ReadonlyMap<string, ts.Expression>;

const ofLiteral = (literal: string): Written => {
  const end = literal.lastIndexOf("/");
  return { source: literal.slice(1, end), flags: literal.slice(end + 1) };
};

/** Of `new RegExp(…)`; undefined where its pattern is another RegExp, which is found where it is written. */
const built = (node: ts.Node, constants: Constants): Written | undefined => {
  if (!ts.isNewExpression(node) || node.expression.getText() !== "RegExp") return undefined;
  const [pattern, flags] = node.arguments ?? [];
  if (!pattern || /(?:^|\.)pattern$/.test(pattern.getText())) return undefined;
  return {
    source: stringOf(pattern, constants),
    flags: flags && ts.isStringLiteral(flags) ? flags.text : "",
  };
};

const constantsIn = (parsed: ts.SourceFile): Constants => {
  const constants = new Map<string, ts.Expression>();
  for (const statement of parsed.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (ts.isIdentifier(name) && initializer) constants.set(name.text, initializer);
    }
  }
  return constants;
};

/** What stands for a string that is not known. */
const unknown = "x";

const stringOf = (node: ts.Expression, constants: Constants): string => {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.map(
      ({ expression, literal }) => stringOf(expression, constants) + literal.text,
    );
    return node.head.text + spans.join("");
  }
  if (ts.isTaggedTemplateExpression(node) && ts.isNoSubstitutionTemplateLiteral(node.template)) {
    return node.template.rawText ?? unknown;
  }
  if (ts.isIdentifier(node)) {
    const value = constants.get(node.text);
    return value
      ? stringOf(value, new Map([...constants].filter(([name]) => name !== node.text)))
      : unknown;
  }
  if (ts.isBinaryExpression(node)) {
    return stringOf(node.left, constants) + stringOf(node.right, constants);
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { expression: list, name } = node.expression;
    const [joint] = node.arguments;
    if (name.text === "join" && ts.isArrayLiteralExpression(list)) {
      return list.elements
        .map((one) => stringOf(one, constants))
        .join(joint ? stringOf(joint, constants) : ",");
    }
  }
  return unknown;
};
