type Mark = "begins" | "passes" | "fails" | null;

/** `go test -v`. */
const ofGo: readonly (readonly [RegExp, Mark])[] = [
  [/^\s{0,20}=== (?:RUN|CONT|PAUSE)\s{1,8}\S/, "begins"],
  [/^\s{0,20}--- (?:PASS|SKIP): /, "passes"],
  [/^\s{0,20}--- FAIL: /, "fails"],
];

/** Gradle: "Class > method STARTED". */
const ofGradle: Readonly<Record<string, Mark>> = {
  STARTED: "begins",
  PASSED: "passes",
  SKIPPED: "passes",
  FAILED: "fails",
};

const markOf = (line: string): Mark =>
  ofGo.find(([pattern]) => pattern.test(line))?.[1] ??
  (line.includes(" > ") ? (ofGradle[line.trimEnd().split(" ").at(-1) ?? ""] ?? null) : null);

/** For each line whether it was printed within a test that passed: what failed there was to fail. */
export const inPassedTests = (lines: readonly string[]): readonly boolean[] => {
  const inside = lines.map(() => false);
  let from: number | null = null;
  for (const [index, line] of lines.entries()) {
    switch (markOf(line.slice(0, 400))) {
      case "begins":
        from ??= index;
        break;
      case "passes":
        if (from !== null) inside.fill(true, from, index + 1);
        from = null;
        break;
      case "fails":
        from = null;
        break;
      case null:
        break;
    }
  }
  return inside;
};
