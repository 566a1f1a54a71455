import { expect, test } from "vitest";
import { tableWords } from "../../diagnose/table-words.ts";
import { answeringModule } from "./answered.ts";

test("a module that has a function's answer gives what the function gives", async () => {
  const code = answeringModule(tableWords);
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    tableWords: typeof tableWords;
  };
  expect(module.tableWords()).toEqual(tableWords());
  expect(code).not.toContain("requiredWords");
});
