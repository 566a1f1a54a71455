/** How many tests of a suite passed, failed and were skipped, from the runner's own machine-readable output. */
export type Totals = Readonly<{ passed: number; failed: number; skipped: number }>;

const none: Totals = { passed: 0, failed: 0, skipped: 0 };

export const sumOf = (all: readonly Totals[]): Totals =>
  all.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    none,
  );

/** vitest's `--reporter=json`. */
export const vitestTotals = (json: string): Totals => {
  const report = JSON.parse(json) as Record<string, number>;
  return {
    passed: report["numPassedTests"] ?? 0,
    failed: report["numFailedTests"] ?? 0,
    skipped: (report["numPendingTests"] ?? 0) + (report["numTodoTests"] ?? 0),
  };
};

/** `go test -json`: an event a line; a test counts once, with its subtests as tests of their own. */
export const goTotals = (lines: string): Totals => {
  const actions = lines.split("\n").flatMap((line): string[] => {
    if (!line.startsWith("{")) return [];
    const event = JSON.parse(line) as { Action?: string; Test?: string };
    return event.Test === undefined ? [] : [event.Action ?? ""];
  });
  const of = (action: string) => actions.filter((one) => one === action).length;
  return { passed: of("pass"), failed: of("fail"), skipped: of("skip") };
};

/** pytest's `--junitxml`, and a class of Surefire's. */
export const junitTotals = (xml: string): Totals => {
  const suite = /<testsuite [^>]{0,4000}>/.exec(xml)?.[0] ?? "";
  const of = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  const failed = of("failures") + of("errors");
  return { passed: of("tests") - failed - of("skipped"), failed, skipped: of("skipped") };
};

const cargoResult =
  /^test result: (?:ok|FAILED)\. (\d{1,6}) passed; (\d{1,6}) failed; (\d{1,6}) ignored/;

/** `cargo test`: a line for each test program. */
export const cargoTotals = (lines: string): Totals =>
  sumOf(
    lines.split("\n").map((line) => {
      const [, passed = 0, failed = 0, skipped = 0] = cargoResult.exec(line) ?? [];
      return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) };
    }),
  );

/** The closing line of a test run. */
export const closingLine = ({ passed, failed, skipped }: Totals): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
