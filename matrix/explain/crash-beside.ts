import { speakerOf } from "./component.ts";
import type { Hint } from "./hint.ts";
import type { TextMatch } from "./text-match.ts";
import { linesOf } from "./unwrapped.ts";

type FactName = TextMatch["fact"]["fact"];

/** How a call shows that was under way when its server ended. */
const lost: ReadonlySet<FactName> = new Set(["closed", "reset", "broken-pipe"]);

/** What a program says in its last words, behind its label. */
const lastWords =
  /^(?:panic: |fatal error: |SIGSEGV: |Segmentation fault\b|terminate called (?:after|without)\b|# A fatal error has been detected by the Java Runtime Environment)/;

/** Who says so of a program, with its name: Compose, a shell, systemd. Ends that were asked for are none. */
const saidOfIt =
  /^(?:container )?([\w./-]{2,60}) exited with code (?!(?:0|130|143)\b)\d{1,3}\b|\b([\w@./-]{2,60})\.service: Main process exited, code=(?:killed, status=(?!15\b)|dumped, status=|exited, status=(?!0\b))\d{1,3}\b/;

/** Lines between a program's last words and what its client lost, at most. */
const near = 60;

/** UTF-16 units of a line that are looked at. */
const looked = 300;

type Crash = Readonly<{ program: string; at: number; index: number; words: string }>;

const crashesIn = (text: string): readonly Crash[] =>
  linesOf(text).flatMap(({ from, to }, index): readonly Crash[] => {
    const line = text.slice(from, Math.min(to, from + looked));
    const named = saidOfIt.exec(line);
    const speaker = speakerOf(line);
    const words = line
      .slice(line.indexOf(speaker) + speaker.length)
      .replace(/^[\s|│:\]\d[]{1,40}/, "");
    const program = named?.[1] ?? named?.[2] ?? (lastWords.test(words) ? speaker : "");
    return program === "" ? [] : [{ program, at: from, index, words: line.trim() }];
  });

/** Whether two names are of one program: a container and its service, a pod and the container in it. */
const areOne = (a: string, b: string): boolean => a.includes(b) || b.includes(a);

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
      speakerOf(around) !== "",
  );
  if (!said) return undefined;
  const client = speakerOf(said.around);
  const lines = text.split("\n");
  const place = lines.findIndex((line) => line.includes(said.quote) && speakerOf(line) === client);
  const crash = crashesIn(text).find(
    ({ program, index }) => !areOne(program, client) && Math.abs(index - place) <= near,
  );
  if (!crash || place < 0) return undefined;
  const others = new Set(lines.map(speakerOf).filter((name) => name !== ""));
  const third = [...others].some((name) => !areOne(name, client) && !areOne(name, crash.program));
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
