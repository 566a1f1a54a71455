import { type ChildProcess, spawn } from "node:child_process";
import type { Exit } from "../../domain/evidence.ts";
import { Eventual } from "../../limits/eventual.ts";
import { parseSweptMessage } from "./launcher-messages.ts";
import { lineReader } from "./line-reader.ts";
import { isMarkedLeft } from "./marked-left.ts";
import { type Mark, markedEnvironment, markOptions } from "./marks.ts";

/** The launcher takes at most 1.5 s, and says what it could not end. */
const limitMs = 2500;

export type Left = Exit["left"];

/** What is to be ended: all that bears a mark; processes with their descendants; the members of process groups. */
export type Sweeping = Readonly<{
  mark: Mark;
  /**
   * The launcher and its program, as far as they are known. A launcher closes its descriptors before it has ended, and
   * its program is killed after that (do_exit of kernel/exit.c), so both may still be seen: neither was left by the
   * other.
   */
  own: readonly number[];
  /** Of which it is known that they still are who they were: they have not been waited for. */
  pids: readonly number[];
  groups: readonly number[];
}>;

/**
 * Ends by SIGKILL what is left of a program whose own launcher cannot: it was stopped, killed or broke its
 * protocol.
 *
 * @returns what ran beside its own and was ended. Never rejects: where no launcher can be started, the processes and the groups
 *   that they lead are killed from here.
 */
export const sweep = async (
  launcher: readonly string[],
  { mark, own, pids, groups }: Sweeping,
): Promise<Left> => {
  const isOne = (pid: number) => pid > 1;
  if (pids.length === 0 && !isMarkedLeft(mark)) return [];
  const [command = "", ...argv] = launcher;
  const named = [
    ...pids.filter(isOne).flatMap((pid) => ["--pid", `${pid}`]),
    ...groups.filter(isOne).flatMap((group) => ["--group", `${group}`]),
  ];
  const sweeper = spawn(command, [...argv, "sweep", ...markOptions(mark), ...named], {
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
    env: markedEnvironment(process.env),
  });
  const left = await said(sweeper).orAfter(limitMs, null);
  if (left !== null) return left.filter(({ pid }) => !own.includes(pid));
  sweeper.kill("SIGKILL");
  for (const target of [...pids.filter(isOne), ...groups.filter(isOne).map((group) => -group)]) {
    kill(target);
  }
  return [];
};

const said = (sweeper: ChildProcess): Eventual<Left | null> =>
  Eventual.when((settle) => {
    let left: Left | null = null;
    const read = lineReader(
      2 ** 20,
      (line) => {
        left = parseSweptMessage(line)?.left ?? null;
      },
      () => {},
    );
    sweeper.stdout?.on("data", read);
    sweeper.on("error", () => settle(null));
    sweeper.on("close", () => settle(left));
  });

const kill = (target: number): void => {
  try {
    process.kill(target, "SIGKILL");
  } catch {
    // It has gone already: ESRCH.
  }
};
