import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { type KeyLog, KeyLogReader } from "../../wire/key-log.ts";

/** Of every log: a reading ends before the next begins. */
const buffer = Buffer.alloc(64 * 1024);

/** A connection takes some 800 bytes; a process that writes more than twenty thousand of them is not read on. */
const limitBytes = 16 * 1024 * 1024;

/**
 * An NSS key log file that another process appends to; each byte is read once. The process may put anything in its
 * place: what is no regular file, as a pipe that nobody writes to, is not read.
 */
export class KeyLogFile implements KeyLog {
  readonly path: string;
  readonly #reader = new KeyLogReader();
  #offset = 0;

  constructor(path: string) {
    this.path = path;
  }

  /** Reads on first: the secrets of one connection are written one by one. */
  get(clientRandom: string): ReadonlyMap<string, Uint8Array> | undefined {
    this.#readOn();
    return this.#reader.get(clientRandom);
  }

  #readOn(): void {
    let file: number;
    try {
      file = openSync(this.path, constants.O_RDONLY | constants.O_NONBLOCK);
    } catch {
      // No file: its process has no key log.
      return;
    }
    try {
      if (fstatSync(file).isFile()) this.#readFrom(file);
    } finally {
      closeSync(file);
    }
  }

  #readFrom(file: number): void {
    for (let read = buffer.length; read === buffer.length && this.#offset < limitBytes; ) {
      read = readSync(file, buffer, 0, buffer.length, this.#offset);
      this.#offset += read;
      this.#reader.append(buffer.toString("latin1", 0, read));
    }
  }
}
