import ts from "typescript";
import { type Mutant, onOneLine } from "./mutant.ts";

/** The file of a cause without what tells it from another candidate. */
export const withoutCheck = (file: string, text: string): readonly Mutant[] => {
  const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === "look") {
      const { initializer: look } = node;
      const from = look.getStart();
      if (look.kind === ts.SyntaxKind.NullKeyword) return;
      const line = parsed.getLineAndCharacterOfPosition(from).line + 1;
      const edit = { from, to: look.getEnd(), instead: "null" };
      mutants.push({ file, line, what: onOneLine(node.getText()), edit });
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return mutants;
};
