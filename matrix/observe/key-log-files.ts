import { closeSync, openSync, readSync } from "node:fs";

/** Reads NSS key log files that other processes append to, each octet once. */
export class KeyLogFile {
  readonly path: string;
  #offset = 0;
  #text = "";

  constructor(path: string) {
    this.path = path;
  }

  /** Everything written so far; empty if the file does not exist, because its process has no key log. */
  text(): string {
    let file: number;
    try {
      file = openSync(this.path, "r");
    } catch {
      return this.#text;
    }
    try {
      const buffer = Buffer.alloc(64 * 1024);
      for (;;) {
        const read = readSync(file, buffer, 0, buffer.length, this.#offset);
        if (read === 0) return this.#text;
        this.#offset += read;
        this.#text += buffer.toString("latin1", 0, read);
      }
    } finally {
      closeSync(file);
    }
  }
}
