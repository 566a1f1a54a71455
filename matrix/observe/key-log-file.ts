import { closeSync, openSync, readSync } from "node:fs";
import { type KeyLog, KeyLogReader } from "../wire/key-log.ts";

/** Of every log: a reading ends before the next begins. */
const buffer = Buffer.alloc(64 * 1024);

/** An NSS key log file that another process appends to; each octet is read once. */
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
      file = openSync(this.path, "r");
    } catch {
      // No file: its process has no key log.
      return;
    }
    try {
      for (let read = buffer.length; read === buffer.length; ) {
        read = readSync(file, buffer, 0, buffer.length, this.#offset);
        this.#offset += read;
        this.#reader.append(buffer.toString("latin1", 0, read));
      }
    } finally {
      closeSync(file);
    }
  }
}
