import { spawn } from "node:child_process";
import { z } from "zod";
import { Eventual } from "../../limits/eventual.ts";
import { jsonLine } from "./json-line.ts";
import { lineReader } from "./line-reader.ts";
import { markedEnvironment } from "./marks.ts";

/** What the kernel has on a query: an inode, 0 where no process has the socket; or that it does not tell. */
type Told = Readonly<{ kind: "inode"; inode: number } | { kind: "not-told" }>;

/** One process of the launcher that asks the kernel. */
export type FarEndTeller = Readonly<{
  /** @returns "silent" where the process has died or does not answer, now and for every query after it. */
  ask(query: string): Promise<Told | "silent">;
  close(): void;
}>;

/** The kernel answers in a tenth of a millisecond; a process that somebody has stopped never does. */
const limitMs = 1000;

/** A query, an inode and the text of an error. */
const lineLimitBytes = 4096;

const parseAnswer = jsonLine(
  z.object({ query: z.string(), inode: z.number(), error: z.string().optional() }),
);

export const startFarEndTeller = (launcher: readonly string[]): FarEndTeller => {
  const [command = "", ...argv] = launcher;
  const asked = new Map<string, ((told: Told | "silent") => void)[]>();
  const child = spawn(command, [...argv, "far-ends"], {
    stdio: ["pipe", "pipe", "ignore"],
    detached: true,
    env: markedEnvironment(process.env),
  });
  let isOver = false;
  const over = () => {
    isOver = true;
    child.kill("SIGKILL");
    for (const settle of [...asked.values()].flat()) settle("silent");
    asked.clear();
  };
  child.on("error", over);
  child.on("exit", over);
  child.stdin.on("error", () => {});
  child.stdout.on(
    "data",
    lineReader(
      lineLimitBytes,
      (line) => {
        const answer = parseAnswer(line);
        if (!answer) return;
        const waiting = asked.get(answer.query) ?? [];
        waiting.shift()?.(
          answer.error === undefined
            ? { kind: "inode", inode: answer.inode }
            : { kind: "not-told" },
        );
        if (waiting.length === 0) asked.delete(answer.query);
      },
      over,
    ),
  );
  // It is no reason to stay.
  child.unref();
  return {
    ask: async (query) => {
      if (isOver) return "silent";
      const told = await Eventual.when<Told | "silent">((settle) => {
        asked.set(query, [...(asked.get(query) ?? []), settle]);
        child.stdin.write(`${query}\n`);
      }).orAfter(limitMs, "silent" as const);
      if (told === "silent") over();
      return told;
    },
    close: over,
  };
};
