import type { Fact } from "../../domain/fact.ts";
import { candidatesOf } from "../../explain/candidates-of.ts";
import type { Row } from "../../knowledge/texts/row.ts";
import { textTable } from "../../knowledge/texts/text-table.ts";
import type { KnownText } from "../../report/cause-pages.ts";

/** A text is quoted on the pages of so many of its candidates, the likeliest: one with many causes helps on no page. */
const mostOf = { root: 2, end: 1, wrapper: 0 } as const;

/** Every text of the stacks' sources with the causes that `explain` would name for it, the likeliest first. */
export const knownTexts = (): readonly KnownText[] => textTable.flatMap(textsOf);

const textsOf = (row: Row): readonly KnownText[] => {
  const match = row.example.match(row.pattern);
  const fact = match ? row.state(match) : undefined;
  return fact ? withCauses(row, fact) : [];
};

const withCauses = ({ example, stack, role }: Row, fact: Fact): readonly KnownText[] => {
  const reading = candidatesOf({
    fact,
    stack,
    by: role,
    acting: role === "between" ? null : role,
    quote: example,
    context: "printed",
    around: example,
    source: "-",
    line: 1,
    record: "-",
  });
  const text = withoutFiller(example);
  return (reading?.candidates ?? []).flatMap(({ code, decided }, at): readonly KnownText[] =>
    code === "undiagnosed"
      ? []
      : [
          {
            code,
            by: role === null ? stack : `${stack}, ${role}`,
            text,
            likely: decided || at < (mostOf[reading?.depth ?? "wrapper"] ?? 0),
          },
        ],
  );
};

/** The table's examples stand for any ending with "x". */
const withoutFiller = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/[:,]? x$/, "")
    .trim();
