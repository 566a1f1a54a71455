import { expect, test } from "vitest";
import { start } from "./start.ts";

/** In a launcher's place: it says which mark it was told to set, and which it bears from its first moment on. */
const tellsItsMark = [
  process.execPath,
  "-e",
  `const at = process.argv.indexOf("--mark");
   console.log(JSON.stringify({ told: process.argv[at + 1], born: process.env.HANDSHAKE_MATRIX_MARK }));`,
];

// One that is stopped before it has marked itself could be found by nothing else.
test("a launcher bears its program's mark before it runs", async () => {
  const lines: string[] = [];
  const launcher = start({
    launcher: tellsItsMark,
    argv: ["true"],
    environment: { HANDSHAKE_MATRIX_MARK: "another" },
    onLine: (line) => lines.push(line.raw),
    lineLimitBytes: 1024,
  });
  await launcher.ended.within(20_000, "the end of a launcher");
  const { told, born } = JSON.parse(lines.join("")) as { told: string; born: string };
  expect(told).toMatch(/^[0-9a-f]{18}$/);
  expect(born).toBe(told);
});
