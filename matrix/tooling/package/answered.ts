import { join } from "node:path";
import type { Plugin } from "rolldown";
import { tableWords } from "../../diagnose/table-words.ts";
import { places } from "../../places.ts";

/** Functions without arguments whose answer takes long and is always the same, by the module that has nothing else. */
const asked: Readonly<Record<string, () => unknown>> = {
  "matrix/diagnose/table-words.ts": tableWords,
};

/** Bundles the answers of these functions in place of what finds them. */
export const answered: Plugin = {
  name: "answered",
  load: {
    filter: { id: Object.keys(asked).map((file) => join(places.root, file)) },
    handler: (id) => {
      const ask = asked[id.slice(places.root.length + 1)];
      return ask && { code: answeringModule(ask), moduleType: "js" };
    },
  },
};

/** A string that is parsed loads faster than the same as a literal (V8, "The cost of JavaScript in 2019"). */
export const answeringModule = (ask: () => unknown): string => {
  const answer = JSON.stringify(JSON.stringify(ask()));
  return `const answer = JSON.parse(${answer});\nexport const ${ask.name} = () => answer;\n`;
};
