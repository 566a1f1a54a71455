import { setTimeout as sleep } from "node:timers/promises";
import type { EndingPlugin } from "./plugin-process.ts";

const pollMs = 50;

/** A plugin that somebody else has started, as go-plugin's host attaches to one. */
export class RunningPlugin implements EndingPlugin {
  readonly #pid: number;

  constructor(pid: number) {
    this.#pid = pid;
  }

  async ends(limitMs: number): Promise<boolean> {
    const began = performance.now();
    while (isAlive(this.#pid)) {
      if (performance.now() - began > limitMs) return false;
      await sleep(pollMs);
    }
    return true;
  }

  /** It is not this process's to end. */
  async kill(): Promise<void> {}
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
