import ts from "typescript";
import { type Mutant, onOneLine } from "./mutant.ts";

// A table is an array, but for one that holds unlike things, or an object: a constant that is declared to be a Record, or
// the fixes of a cause. What stands in a row of an array belongs to the row and is no table of its own; what stands in a
// Record may be one.

/** A file without each of the rows of its tables. */
export const withoutRow = (file: string, text: string): readonly Mutant[] => {
  const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];
  const add = (row: ts.Node, instead: string): void => {
    const from = row.getStart();
    mutants.push({
      file,
      line: parsed.getLineAndCharacterOfPosition(from).line + 1,
      what: onOneLine(row.getText()),
      edit: { from, to: row.getEnd(), instead },
    });
  };
  const visit = (node: ts.Node, isInFunction: boolean): void => {
    if (ts.isArrayLiteralExpression(node)) {
      const isTable = isInFunction
        ? node.elements.every(ts.isArrayLiteralExpression)
        : !isTuple(node);
      for (const element of node.elements) {
        if (ts.isSpreadElement(element)) visit(element, isInFunction);
        else if (isTable) add(element, "...[]");
      }
      return;
    }
    if (!isInFunction && ts.isObjectLiteralExpression(node) && isRecord(node)) {
      for (const property of node.properties) add(property, "...{}");
    }
    const isFunction = ts.isFunctionLike(node);
    ts.forEachChild(node, (child) => visit(child, isInFunction || isFunction));
  };
  visit(parsed, false);
  return mutants;
};

/** Whether it holds unlike things, each with a meaning by its place. */
const isTuple = ({ elements }: ts.ArrayLiteralExpression): boolean =>
  elements.some(isPrimitive) &&
  !elements.every((one) => isPrimitive(one) || ts.isSpreadElement(one) || ts.isIdentifier(one));

const isPrimitive = (node: ts.Node): boolean =>
  ts.isStringLiteralLike(node) || ts.isNumericLiteral(node);

const isRecord = (node: ts.ObjectLiteralExpression): boolean => {
  if (ts.isPropertyAssignment(node.parent)) return node.parent.name.getText() === "fix";
  let { parent } = node;
  while (ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent)) {
    if (/\bRecord</.test(parent.type.getText())) return true;
    ({ parent } = parent);
  }
  return ts.isVariableDeclaration(parent) && /\bRecord</.test(parent.type?.getText() ?? "");
};
