// Each signal to each process of a run: a row says what may become of its cells. Afterwards nothing is left, nothing hung,
// and cells that had nothing to do with the process passed.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { eventually, type MatrixProcess, startMatrix } from "./matrix-process.ts";
import { crossing, nodeBuild, nodePrograms, ownImplementation } from "./own-implementation.ts";

const preset = ["run", "--preset", "quick", "--client", "go,node", "--server", "go,node"];

/** What SIGKILL of the orchestrator leaves is ended by launchers and janitor. */
const cleaningMs = 8000;

/** After one Ctrl-C: a run that goes on for so long hangs. How quick it is, the soak measures. */
const interruptionMs = 10_000;

const started = (run: MatrixProcess): boolean => run.survivors().length > 1;

const proving = (run: MatrixProcess): boolean => {
  try {
    return readFileSync(join(run.out, "latest", "cells.jsonl"), "utf8").includes("\n");
  } catch {
    return false;
  }
};

/** Its private folder is there, and its processes and certificates are being made. */
const opening = (run: MatrixProcess): boolean =>
  run.leftFiles().some((name) => existsSync(join(run.temporary, name, "pki")));

const moments = { started, opening, proving } as const;

const nothingIsLeft = async (run: MatrixProcess, limitMs: number): Promise<void> => {
  expect(await eventually(() => run.survivors().length === 0, limitMs)).toBe(true);
  expect(await eventually(() => run.leftFiles().length === 0, limitMs)).toBe(true);
};

const orchestratorRows = (["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"] as const).flatMap((signal) =>
  (["started", "opening", "proving"] as const).map((moment) => [signal, moment] as const),
);

test.for(orchestratorRows)("%s to the orchestrator when it has %s", async ([signal, moment]) => {
  const run = startMatrix(preset);
  expect(await eventually(() => moments[moment](run), 60_000)).toBe(true);
  const sent = performance.now();
  run.child.kill(signal);
  const end = await run.exit;
  if (signal === "SIGKILL") {
    expect(end).toEqual({ code: null, signal });
    return nothingIsLeft(run, cleaningMs);
  }
  expect(performance.now() - sent).toBeLessThan(interruptionMs);
  expect(end).toEqual({ code: 1, signal: null });
  expect(run.stderr()).toBe("");
  expect(run.results()).toMatchObject({ interrupted: true, counts: { cells: 16 } });
  return nothingIsLeft(run, 0);
});

/** What the user may not know to be the cause is said. */
test.for([
  ["SIGQUIT", "ended by SIGQUIT"],
  ["SIGUSR2", "ended by SIGUSR2"],
  ["SIGALRM", "ended by SIGALRM, a timer's"],
  ["SIGVTALRM", "ended by SIGVTALRM, a timer's"],
  [
    "SIGXCPU",
    "this process has used up its processor time (RLIMIT_CPU): raise the limit with ulimit -t unlimited",
  ],
] as const)("%s ends a run as SIGTERM does, with a sentence", async ([signal, what]) => {
  const run = startMatrix(preset);
  expect(await eventually(() => proving(run), 60_000)).toBe(true);
  run.child.kill(signal);
  expect(await run.exit).toEqual({ code: 1, signal: null });
  expect(run.stderr()).toBe(
    `matrix: ${what}; what is under way is ended, and what is finished is kept\n`,
  );
  expect(run.results()).toMatchObject({ interrupted: true, counts: { cells: 16 } });
  return nothingIsLeft(run, 0);
});

/** Its client says when it begins and when it is to end, and neither answers nor ends. */
const silentClient = () =>
  ownImplementation("silent", ({ folder }) => ({
    ...nodePrograms,
    build: nodeBuild(
      "client",
      `import { writeFileSync } from "node:fs";
       setInterval(() => {}, 1000);
       process.on("SIGTERM", () => writeFileSync(${JSON.stringify(join(folder, "ending"))}, ""));
       writeFileSync(${JSON.stringify(join(folder, "asked"))}, "");
       await new Promise(() => {});`,
    ),
  }));

describe("a run that is asked to end while versions are asked for", () => {
  const begun = async () => {
    const own = silentClient();
    const run = startMatrix(crossing([own], [[own.id, "node"]]));
    expect(await eventually(() => existsSync(join(own.folder, "asked")), 60_000)).toBe(true);
    return { run, isEnding: () => existsSync(join(own.folder, "ending")) };
  };

  test.for(["SIGINT", "SIGTERM", "SIGHUP"] as const)("by %s", async (signal) => {
    const { run } = await begun();
    run.child.kill(signal);
    expect(await run.exit).toEqual({ code: 1, signal: null });
    expect(run.stderr()).toBe("matrix: ended before anything was run\n");
    expect(readdirSync(join(run.out, "latest")).sort()).toEqual([
      "cells",
      "cells.jsonl",
      "plan.json",
    ]);
    expect(readFileSync(join(run.out, "latest", "cells.jsonl"), "utf8")).toBe("");
    return nothingIsLeft(run, 0);
  });

  test("by two signals ends at once", async () => {
    const { run, isEnding } = await begun();
    run.child.kill("SIGINT");
    expect(await eventually(isEnding, 10_000)).toBe(true);
    run.child.kill("SIGTERM");
    expect(await run.exit).toEqual({ code: null, signal: "SIGTERM" });
    return nothingIsLeft(run, cleaningMs);
  });
});

test("an orchestrator that is stopped and goes on ends as if nothing had been", async () => {
  const run = startMatrix(preset);
  expect(await eventually(() => proving(run), 60_000)).toBe(true);
  run.child.kill("SIGSTOP");
  const state = () => readFileSync(`/proc/${run.child.pid}/stat`, "latin1").split(") ")[1]?.[0];
  expect(await eventually(() => state() === "T", 5000)).toBe(true);
  run.child.kill("SIGCONT");
  await run.exit;
  expect(run.results().interrupted).toBe(false);
  return nothingIsLeft(run, 0);
});

/** By what stands in their command lines; all of the Node implementation, but for the janitor. */
const processes = {
  "a client": (words: string) => words.includes("client.cjs") && !words.includes("launcher"),
  "a client's launcher": (words: string) =>
    words.includes(" guard ") && words.includes("client.cjs"),
  "a server": (words: string) => words.includes("server.cjs") && !words.includes("launcher"),
  "a server's launcher": (words: string) =>
    words.includes(" guard ") && words.includes("server.cjs"),
  "a plugin's launcher": (words: string) =>
    words.includes(" plugin ") && words.includes("server.cjs"),
  "who tells of far ends": (words: string) => words.includes("launcher far-ends"),
  "the janitor": (words: string) => words.includes(" janitor "),
} as const;

const others = (Object.keys(processes) as (keyof typeof processes)[]).flatMap((process) =>
  (["SIGKILL", "SIGSTOP", "SIGTERM"] as const).map((signal) => [signal, process] as const),
);

const numberOf = (run: MatrixProcess, process: keyof typeof processes): number | undefined => {
  const found = run.survivors().find((line) => processes[process](line));
  return found === undefined ? undefined : Number(found.split(" ")[0]);
};

test.for(others)("%s to %s", async ([signal, process]) => {
  const run = startMatrix(preset);
  const target = () => numberOf(run, process);
  expect(await eventually(() => target() !== undefined, 60_000)).toBe(true);
  signalled(target(), signal);
  const { code } = await run.exit;
  const { cells, counts, interrupted } = run.results();
  expect({ isOurs: code === 0 || code === 1, stderr: run.stderr(), interrupted }).toEqual({
    isOurs: true,
    stderr: "",
    interrupted: false,
  });
  expect(counts.cells).toBe(16);
  const hit = cells.filter(({ outcome }) => outcome.kind !== "passed");
  expect(hit.filter(({ client, server }) => client !== "node" && server !== "node")).toEqual([]);
  // These have no part in any cell.
  if (process === "the janitor" || process === "who tells of far ends") expect(hit).toEqual([]);
  return nothingIsLeft(run, 1000);
});

/** The janitor alone can end what is stopped, by its mark. */
test.for(
  (Object.keys(processes) as (keyof typeof processes)[]).filter((one) => one !== "the janitor"),
)("SIGSTOP to %s, then SIGKILL to the orchestrator", async (process) => {
  const run = startMatrix(preset);
  expect(await eventually(() => numberOf(run, process) !== undefined, 60_000)).toBe(true);
  signalled(numberOf(run, process), "SIGSTOP");
  run.child.kill("SIGKILL");
  expect(await run.exit).toEqual({ code: null, signal: "SIGKILL" });
  return nothingIsLeft(run, cleaningMs);
});

/** One that has ended in between is as good as hit. */
const signalled = (pid: number | undefined, signal: NodeJS.Signals): void => {
  try {
    if (pid !== undefined) process.kill(pid, signal);
  } catch {
    expect(readdirSync("/proc")).not.toContain(`${pid}`);
  }
};
