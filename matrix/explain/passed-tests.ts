/** `begins anew`: whatever began before is over. */
type Mark = "begins" | "begins anew" | "passes" | "fails" | null;

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

/** Ansible's task whose failure a playbook ignores. */
const ofAnsible: readonly (readonly [RegExp, Mark])[] = [
  [/^(?:TASK|RUNNING HANDLER) \[/, "begins anew"],
  [/^\.\.\.ignoring\s{0,8}$/, "passes"],
];

/** pytest, which shows what tests that passed printed where it is asked to, and counts first what failed. */
const ofPytest: readonly (readonly [RegExp, Mark])[] = [
  [/^={2,80} test session starts ={2,80}|^\S{1,200}::\S{1,200} (?:PASSED|SKIPPED)\b/, "begins"],
  [
    /^={1,80} \d{1,6} passed(?:, \d{1,6} (?:skipped|deselected|xfailed|xpassed|warnings?)){0,5} in \d/,
    "passes",
  ],
];

const markOf = (line: string): Mark =>
  [...ofGo, ...ofAnsible, ...ofPytest].find(([pattern]) => pattern.test(line))?.[1] ??
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
      case "begins anew":
        from = index;
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
