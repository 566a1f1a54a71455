import { defineConfig } from "vitest/config";

/** Unit tests run beside each other; whole runs are alone on the machine, one file after the other. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "matrix/**/*.test.ts",
            "harness/node/**/*.test.ts",
            "fixtures/peers/**/*.test.ts",
          ],
          exclude: ["matrix/e2e/**", "matrix/supervise/launcher/**"],
          testTimeout: 30_000,
          // What modules keep are caches by content, and one counter of ports: loading them once for all files
          // takes a third of the time away.
          isolate: false,
          // Vitest keeps a processor for its watcher, which a single run does not have.
          maxWorkers: "100%",
        },
      },
      {
        test: {
          name: "e2e",
          // The launcher's tests start some hundred processes, twice.
          include: ["matrix/e2e/**/*.test.ts", "matrix/supervise/launcher/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 600_000,
          globalSetup: ["matrix/e2e/build-once.ts"],
        },
      },
    ],
  },
});
