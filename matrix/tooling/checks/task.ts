import { execa, type Options } from "execa";

/** One command of a check or a test suite. */
export type Task = Readonly<{
  title: string;
  argv: readonly string[];
  /** Relative to the project's root. */
  folder?: string;
  environment?: Readonly<Record<string, string>>;
  /** Judges the output of a command that succeeded; a sentence if it is not as it should be. */
  wrong?(output: string): string | undefined;
}>;

export type TaskResult = Readonly<{
  task: Task;
  passed: boolean;
  seconds: number;
  output: string;
}>;

export const runTask = async (task: Task, root: string): Promise<TaskResult> => {
  const begun = performance.now();
  const [command = "", ...argv] = task.argv;
  const options = {
    cwd: task.folder ? `${root}/${task.folder}` : root,
    env: { ...task.environment },
    reject: false,
    all: true,
    stdin: "ignore",
    maxBuffer: 64 * 1024 * 1024,
  } as const satisfies Options;
  const done = await execa(command, argv, options);
  const output = done.all || done.shortMessage || "";
  const wrong = done.failed ? undefined : task.wrong?.(output);
  return {
    task,
    passed: !done.failed && wrong === undefined,
    seconds: (performance.now() - begun) / 1000,
    output: wrong === undefined ? output : `${wrong}\n${output}`,
  };
};
