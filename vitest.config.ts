import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** Most of what tests start is Node with the same few files, the launcher first of all: compiled once, it starts twice as fast. */
const env = { NODE_COMPILE_CACHE: join(import.meta.dirname, ".build", "compile-cache") };

/** Unit tests run beside each other; whole runs are alone on the machine, one file after the other. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          env,
          include: [
            "matrix/**/*.test.ts",
            "harness/node/**/*.test.ts",
            "fixtures/peers/**/*.test.ts",
          ],
          exclude: ["matrix/tooling/**/e2e/**", "matrix/run/supervise/launcher/**"],
          testTimeout: 30_000,
          // What modules keep are caches by content, and one counter of ports: loading them once for all files
          // takes a third of the time away.
          isolate: false,
          // Half of the time of tests is waiting, for processes and for sockets: another file has the processor meanwhile.
          maxWorkers: 2 * availableParallelism(),
        },
      },
      {
        test: {
          name: "e2e",
          env,
          // The launcher's tests start some hundred processes, twice.
          include: [
            "matrix/tooling/e2e/**/*.test.ts",
            "matrix/run/supervise/launcher/**/*.test.ts",
          ],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 600_000,
          globalSetup: ["matrix/tooling/e2e/build-once.ts"],
        },
      },
      {
        test: {
          // Builds everything with a new user's caches: `.ci/run` asks for it, `npm test` does not.
          name: "package",
          env,
          include: ["matrix/tooling/package/e2e/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 900_000,
          hookTimeout: 900_000,
        },
      },
    ],
  },
});
