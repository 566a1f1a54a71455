import type { ChildProcess } from "node:child_process";

/** Go's bufio.Scanner, which go-plugin reads with, takes no longer line. */
const longestLine = 64 * 1024;

/**
 * The first line that a process prints. Later output is read and dropped, so that it never blocks.
 *
 * @throws Error with go-plugin's text if the process ends, cannot be started or takes too long; its
 *   cause, where there is one, tells how it ended.
 */
export function firstLine(child: ChildProcess, limitMs: number): Promise<string> {
  const { stdout } = child;
  if (stdout === null) throw new Error("standard output is no pipe");
  return new Promise<string>((resolve, reject) => {
    let text = "";
    const timer = setTimeout(
      () => reject(new Error("timeout while waiting for plugin to start")),
      limitMs,
    );
    const settle = (then: () => void) => {
      clearTimeout(timer);
      stdout.off("data", read).resume();
      then();
    };
    const read = (chunk: string) => {
      text += chunk;
      const end = text.indexOf("\n");
      if (end >= 0) settle(() => resolve(text.slice(0, end)));
      else if (text.length > longestLine) settle(() => reject(new Error("token too long")));
    };
    stdout.setEncoding("utf8").on("data", read);
    child.once("error", (cause) => settle(() => reject(cause)));
    // After "close" there is no more output; a last line needs no newline.
    child.once("close", (code, signal) => {
      if (text !== "") return settle(() => resolve(text));
      const cause = new Error(signal === null ? `exit code ${code}` : `ended by ${signal}`);
      return settle(() => reject(new Error("plugin exited before we could connect", { cause })));
    });
  });
}
