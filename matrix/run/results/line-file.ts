import { closeSync, fstatSync, ftruncateSync, openSync, statSync } from "node:fs";
import { EnvironmentFault } from "../../domain/environment-fault.ts";
import { writeAll, writeWhole } from "./write-whole.ts";

/**
 * A file of lines that grows by whole lines alone, and loses none: what is there is never written again, and a line
 * that did not fit is taken back.
 */
export class LineFile {
  readonly path: string;
  readonly #file: number;
  #length: number;

  /** @throws the system's error with `path`. */
  constructor(path: string, lines: readonly string[]) {
    this.path = path;
    writeWhole(path, lines.map((line) => `${line}\n`).join(""), { lasting: true });
    this.#file = openSync(path, "a");
    this.#length = fstatSync(this.#file).size;
  }

  /** @throws EnvironmentFault if the file has been removed or replaced: its lines would go nowhere. */
  checkPlace(): void {
    const { dev, ino } = fstatSync(this.#file);
    const there = statSync(this.path, { throwIfNoEntry: false });
    if (there?.dev === dev && there.ino === ino) return;
    throw new EnvironmentFault(
      `${this.path} was ${there ? "replaced" : "removed"} while the run went on; leave the folder of a run alone until it has ended`,
    );
  }

  /** @throws the system's error with `path`, and then the file is as before. */
  append(line: string): void {
    try {
      writeAll(this.#file, `${line}\n`);
      this.#length = fstatSync(this.#file).size;
    } catch (error) {
      this.#takeBack();
      throw Object.assign(error as Error, { path: this.path });
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  #takeBack(): void {
    try {
      ftruncateSync(this.#file, this.#length);
    } catch {
      // The reader passes over a line that was cut.
    }
  }
}
