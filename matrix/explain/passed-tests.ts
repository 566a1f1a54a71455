/** Of `go test`, and of Gradle. */
const begins =
  /^\s{0,20}=== (?:RUN|CONT|PAUSE)\s{1,8}\S|^[^>\n]{1,160} > [^>\n]{1,160} STARTED\s{0,8}$/;
const passes =
  /^\s{0,20}--- (?:PASS|SKIP): |^[^>\n]{1,160} > [^>\n]{1,160} (?:PASSED|SKIPPED)\s{0,8}$/;
const fails = /^\s{0,20}--- FAIL: |^[^>\n]{1,160} > [^>\n]{1,160} FAILED\s{0,8}$/;

/** For each line whether it was printed within a test that passed: what failed there was to fail. */
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
