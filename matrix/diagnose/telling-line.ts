/** How a stack prints what ended a program, and where in that its own words stand. */
type Ending = Readonly<{
  /** Of the line that begins it. */
  begins: RegExp;
  /** Which line after that one tells; the line itself where there is none. */
  tells: "itself" | "the next" | "the first that is not indented" | "the last that begins so";
}>;

/** From what ends a program for certain to what may have. */
const endings: readonly Ending[] = [
  // Rust 1.73 and newer print the message below the place; older ones beside it.
  { begins: /^thread '[^']{0,200}'[^\n']{0,40} panicked at [^'\n]{1,400}:$/, tells: "the next" },
  { begins: /^thread '[^']{0,200}'[^\n']{0,40} panicked at /, tells: "itself" },
  { begins: /^(?:panic|fatal error): /, tells: "itself" },
  { begins: /^Traceback \(most recent call last\):$/, tells: "the first that is not indented" },
  // What Java wraps comes last, and is what it was about.
  { begins: /^Caused by: /, tells: "the last that begins so" },
  { begins: /^Exception in thread "/, tells: "itself" },
  { begins: /^Unhandled exception[.:] /i, tells: "itself" },
  // Node and Dart: a frame follows. "[cause]" is indented.
  { begins: /^(?:Uncaught )?[\w$.]{0,80}(?:Error|Exception)(?: \[\w{1,60}\])?: /, tells: "itself" },
  {
    begins: /^(?:terminate called |\s{0,8}what\(\): |==\d{1,10}==\s?ERROR: )/,
    tells: "the last that begins so",
  },
];

/** A record of a log whose level says that it is an error; of several the last counts. */
const errorRecord =
  /(?:^|\s)\[?(?:FATAL|ERROR|CRITICAL|PANIC|SEVERE)\]?(?:[\s:]|$)|^(?:fatal|error|critical)(?:\[\w{1,40}\])?: |\b(?:level|lvl|severity)=["']?(?:fatal|error|critical|panic)\b|"(?:@level|level|severity|lvl)"\s?:\s?"(?:fatal|error|critical|panic)"|^[EF]\d{4} \d\d:|\b(?:segmentation fault|address already in use)\b/i;

/** What follows the words of an ending and says nothing itself. */
const aside =
  /^(?:\s|goroutine \d|created by |exit status \d|note: |Node\.js v\d|rax |\[signal |\^+$|stack backtrace:|\.\.\. \d)/;

/**
 * The line of a program's standard error that says why it ended: a panic's or an exception's own words, else the last
 * record of an error, else the last line that is no frame of a stack. "" where nothing was printed.
 */
export const tellingLine = (stderr: string): string => {
  const lines = stderr.split("\n").map((line) => line.trimEnd());
  const said = lines.filter((line) => line !== "");
  const ended = endings.flatMap((ending) => wordsOf(ending, said) ?? []).at(0);
  const words =
    ended ??
    said.findLast((line) => errorRecord.test(line)) ??
    said.findLast((line) => !aside.test(line)) ??
    said.at(-1) ??
    "";
  return words.trim();
};

const wordsOf = ({ begins, tells }: Ending, lines: readonly string[]): string | undefined => {
  const last = lines.findLastIndex((line) => begins.test(line));
  if (last === -1) return undefined;
  switch (tells) {
    case "itself":
      return lines.find((line) => begins.test(line));
    case "the last that begins so":
      return lines[last];
    case "the next":
      return lines[last + 1] ?? lines[last];
    case "the first that is not indented":
      return lines.slice(last + 1).find((line) => !/^\s/.test(line)) ?? lines[last];
  }
};
