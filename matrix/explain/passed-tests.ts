const begins = /^\s{0,20}=== (?:RUN|CONT|PAUSE)\s{1,8}\S/;
const passes = /^\s{0,20}--- (?:PASS|SKIP): /;
const fails = /^\s{0,20}--- FAIL: /;

/** For each line whether `go test` printed it within a test that passed: what failed there was to fail. */
export const inPassedTests = (lines: readonly string[]): readonly boolean[] => {
  const inside = lines.map(() => false);
  let from: number | null = null;
  for (const [index, line] of lines.entries()) {
    if (begins.test(line)) from ??= index;
    else if (fails.test(line)) from = null;
    else if (passes.test(line) && from !== null) {
      inside.fill(true, from, index + 1);
      from = null;
    }
  }
  return inside;
};
