import ts from "typescript";
import { type Mutant, onOneLine } from "./mutant.ts";

/** A table of facts without each of the causes that its rows name. */
export const withoutCause = (file: string, text: string): readonly Mutant[] => {
  const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isPropertyAssignment(node) &&
      node.name.getText() === "causes" &&
      ts.isArrayLiteralExpression(node.initializer)
    ) {
      for (const cause of node.initializer.elements) {
        const from = cause.getStart();
        mutants.push({
          file,
          line: parsed.getLineAndCharacterOfPosition(from).line + 1,
          what: `${cause.getText()} of ${onOneLine(node.parent.getText())}`,
          edit: { from, to: cause.getEnd(), instead: "...[]" },
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return mutants;
};
