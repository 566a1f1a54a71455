import { speakerOf } from "./component.ts";
import { areOneProgram, endedIn, programOf, supervisors } from "./ended-programs.ts";
import type { Hint } from "./hint.ts";
import type { TextMatch } from "./text-match.ts";

type FactName = TextMatch["fact"]["fact"];

/** How a call shows that was under way when its server ended. */
const lost: ReadonlySet<FactName> = new Set(["closed", "reset", "broken-pipe"]);

/** Lines between a program's last words and what its client lost, at most. */
const near = 60;

/**
 * Another program in the same text that broke down about when a client's connection ended. It decides where no third program
 * speaks.
 */
export const crashBeside = (text: string, textMatches: readonly TextMatch[]): Hint | undefined => {
  const said = textMatches.find(
    ({ fact, context, acting, around }) =>
      lost.has(fact.fact) &&
      context === "printed" &&
      acting !== "server" &&
      programOf(around) !== "",
  );
  if (!said) return undefined;
  const client = programOf(said.around);
  const lines = text.split("\n");
  const place = lines.findIndex((line) => line.includes(said.quote) && programOf(line) === client);
  const crash = endedIn(text).find(
    ({ program, index }) => !areOneProgram(program, client) && Math.abs(index - place) <= near,
  );
  if (!crash || place < 0) return undefined;
  const others = new Set(
    lines.map(speakerOf).filter((name) => name !== "" && !supervisors.has(name)),
  );
  const third = [...others].some(
    (name) => !areOneProgram(name, client) && !areOneProgram(name, crash.program),
  );
  return {
    codes: ["exited-mid-call"],
    decides: !third || said.around.includes(crash.program),
    side: "server",
    quote: crash.words,
    at: crash.at,
    sentence: null,
    remedy: null,
  };
};
