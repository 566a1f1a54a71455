import { withoutOpeners } from "./openers.ts";

/**
 * What a line says of the lines before it. `begins`: they are of something else, and so are those before `bounds` for whatever
 * comes after it. `passes`: a test or a task of a play went well. `wanted`: what stands right above it was to fail. `package`: a
 * package of Go passed. `fails`: a test did not pass; `explains`: and says below why. `clean`: of a whole run nothing failed.
 * `unclean`: something did.
 */
type Mark =
  | "begins"
  | "bounds"
  | "passes"
  | "wanted"
  | "package"
  | "fails"
  | "explains"
  | "clean"
  | "unclean";

/** Of one test or task, and of runs that count nothing. The first that fits counts. */
const marks: readonly (readonly [RegExp, Mark])[] = [
  [
    /^(?:=== RUN\s|={2,80} test session starts|collected \d{1,6} items?$|[Rr]unning \d{1,6} tests?\b|\[ RUN {6}\]|RUN {1,3}v\d|1\.\.\d{1,6}$|TAP version \d|PHPUnit \d|Starting test execution\b|TASK \[|RUNNING HANDLER \[|(?:\[INFO\] )?Running [\w.$]{1,200}$|[\w./-]{1,200}\.py::\S{1,200}$)/,
    "begins",
  ],
  [/^(?:\$ \S|##\[(?:group|endgroup)\]|::group::)/, "bounds"],
  [
    /^(?:--- (?:PASS|SKIP): |PASSED {1,80}\[ {0,2}\d{1,3}%\]|\[ {7}OK \]|ok \d{1,6} |(?:ok|changed): \[[^\]]{1,80}\]|PASS {1,4}\S{1,200}\.[jt]sx?\b)|^\S{1,200}::\S{1,200} PASSED\b|^(?:test \S{1,200}|\w{1,80} \([\w.]{1,160}\)) \.{3} ok$/,
    "passes",
  ],
  [
    /^(?:(?:ok|pass(?:ed)?),? \(?(?:as )?(?:expected|wanted|intended)|\(?as (?:expected|wanted|intended)|\(?(?:expected|wanted|intended) failure)\)?[.!]?$/i,
    "wanted",
  ],
  [
    /^(?:FAILED {1,80}\[ {0,2}\d{1,3}%\]|\[ {2}FAILED {2}\])|^(?:test \S{1,200}|\w{1,80} \([\w.]{1,160}\)) \.{3} (?:FAIL(?:ED)?|ERROR)$/,
    "fails",
  ],
  [
    /^(?:--- FAIL: |not ok \d|(?:fatal|failed): \[[^\]]{1,80}\]|FAIL {1,4}\S{1,200}\.[jt]sx?\b)|^\S{1,200}::\S{1,200} FAILED\b|^[\w.$]{1,160} > [^\n]{1,160} FAILED$/,
    "explains",
  ],
  [/^OK \(\d[^)]{1,80}\)$/, "clean"],
  [/^ok {1,4}\t?\S{1,200}\s{1,4}(?:[\d.]{1,9}s|\(cached\))/, "package"],
  [/^(?:FAIL|FAILED \([^)]{1,80}\))$|^FAIL\t\S/, "unclean"],
];

/** "3 passed", "Failures: 0", "unreachable=0": how many there were, and of what. */
const counts =
  /\b(\d{1,7}) (?:tests? (?=failed|successful))?([a-z]{2,12})\b|\b([a-z]{2,12})(?: run)?(?:=(\d{1,7})\b|: {0,12}(\d{1,7})\b(?! [a-z]))/gi;

const passing = /^(?:pass(?:ed|ing)|successful)$/i;
const tried = /^(?:tests?|examples?|specs?|scenarios?)$/i;
const failing = /^(?:fail\w{0,5}|err\w{0,5}|broken|unreachable)$/i;

/** Words of a line that counts, beside what it counts, at most. */
const mostWords = 8;

/** What a line counts of tests, or of the tasks of a play; null where it is no such count. */
const countMark = (line: string): "clean" | "unclean" | null => {
  const found = [...line.matchAll(counts)].map(([, many, what, named, equal, number]) => ({
    what: what ?? named ?? "",
    count: Number(many ?? equal ?? number),
  }));
  const words = line.replace(counts, "").match(/[A-Za-z]{2,40}/g) ?? [];
  if (found.length === 0 || words.length > mostWords) return null;
  const bad = found.filter(({ what }) => failing.test(what));
  const ofPlay = bad.length > 1 && found.some(({ what }) => what === "ok");
  const isOf = (what: string): boolean =>
    passing.test(what) || tried.test(what) || what === "total";
  // Some count what failed on a line of its own.
  const ofFailures = bad.length === found.length && words.length === 0;
  if (!ofPlay && !ofFailures && !found.some(({ what }) => isOf(what))) return null;
  if (bad.some(({ count }) => count > 0)) return "unclean";
  const good = found.some(
    ({ what, count }) =>
      count > 0 && (passing.test(what) || (bad.length > 0 && (ofPlay || tried.test(what)))),
  );
  return good ? "clean" : null;
};

/** What checks of a program's own count: how many passed, of how many. */
const share =
  /^\W{0,8}(\d{1,6})(?: of |\/)(\d{1,6}) (?:[a-z]{2,12} )?(?:checks?|tests?|cases?) (?:passed|succeeded)\b/i;

/** What such a line says of the run; null where it is none. */
const shareMark = (line: string): "clean" | "unclean" | null => {
  const [, passed, all] = share.exec(line) ?? [];
  if (passed === undefined || all === undefined) return null;
  return Number(passed) === Number(all) && Number(all) > 0 ? "clean" : "unclean";
};

/** Lines that one word of what was wanted may speak for, at most. */
const mostWanted = 12;

const indentOf = (line: string): number => line.search(/\S/);

/** Where the block begins that ends at a line: above what stands indented as that line, and no blank one, its title. */
const blockBefore = (lines: readonly string[], end: number): number => {
  const indent = indentOf(lines[end] ?? "");
  let from = end;
  while (from > 0 && end - from < mostWanted) {
    const before = indentOf(lines[from - 1] ?? "");
    if (before < 0) break;
    from -= 1;
    if (before < indent) break;
  }
  return from;
};

/** UTF-16 units of a line that are looked at. */
const looked = 300;

/** unittest's last line, which says nothing by itself. */
const isUnittestEnd = (lines: readonly string[], index: number): boolean =>
  lines[index] === "OK" && /^Ran \d{1,6} tests? in /.test(lines[index - 2] ?? "");

const markOf = (whole: string, index: number, lines: readonly string[]): Mark | null => {
  const line = withoutOpeners(whole.slice(0, looked)).trim();
  if (line === "") return null;
  if (isUnittestEnd(lines, index)) return "clean";
  const bare = whole.slice(0, looked).trim();
  // A level before a line may be the mark itself: "fatal: [host]".
  const isOne = ([pattern]: (typeof marks)[number]) => pattern.test(line) || pattern.test(bare);
  return marks.find(isOne)?.[1] ?? shareMark(line) ?? countMark(line);
};

/** What a test says where its own expectation did not hold, whichever of several at once it is. */
const broken = /\bpanicked at\b|\bassertion\b|AssertionError/i;

/** What `go test` prints before the line of a package. */
const goPass = /(?:^|\s)(?:PASS|coverage: \S{1,200} of statements[^\n]{0,80})\s{0,4}$/;

/** For each line whether it is of a test or a task that went well, as the line says that ends it, or the count of the whole run. */
export const inCleanRuns = (lines: readonly string[]): readonly boolean[] => {
  const inside = lines.map(() => false);
  const found = lines.map(markOf);
  let run = 0;
  let isBegun = false;
  /** Where the lines begin that the next mark is of; null where they say why a test failed. */
  let from: number | null = 0;
  for (const [index, mark] of found.entries()) {
    switch (mark) {
      case "begins":
      case "bounds":
        if (!isBegun || mark === "bounds") run = index;
        isBegun = mark === "begins";
        from = index;
        break;
      case "passes":
        if (from !== null && !lines.slice(from, index).some((line) => broken.test(line))) {
          inside.fill(true, from, index + 1);
        }
        from = index + 1;
        break;
      case "wanted":
        inside.fill(true, blockBefore(lines, index), index + 1);
        break;
      case "package":
        // Without -v Go shows what tests print of a package that fails alone, or of one in whose folder it is called.
        if (isBegun || goPass.test(lines[index - 1] ?? "")) inside.fill(true, run, index + 1);
        run = index + 1;
        isBegun = false;
        from = index + 1;
        break;
      case "fails":
        from = index + 1;
        break;
      case "explains":
        from = null;
        break;
      case "clean":
        // Counts that stand together are of one run: of suites and of tests, of each host.
        if (found[index + 1] === "unclean" || found[index + 1] === "clean") break;
        if (found[index - 1] !== "unclean") inside.fill(true, run, index + 1);
        run = index + 1;
        isBegun = false;
        from = index + 1;
        break;
      case "unclean":
        run = index + 1;
        isBegun = false;
        from = index + 1;
        break;
      case null:
        break;
    }
  }
  return inside;
};
