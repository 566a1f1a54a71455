import { createGunzip, type Gunzip } from "node:zlib";
import type { Ending } from "../../explain/ending.ts";
import { Eventual } from "../../limits/eventual.ts";

/** What is decompressed at once: no more than 1,032 times as much comes of it (zlib's limit), held until it is read. */
const stepBytes = 4096;

/** zlib needs milliseconds for that. */
const stepLimitMs = 60_000;

/** The gzip data of one file. */
export class GzipMember {
  readonly #gunzip: Gunzip = createGunzip();
  #read: Uint8Array[] = [];
  #fault: Ending | undefined;
  #isOver = false;
  #done = (): void => {};

  constructor() {
    this.#gunzip.on("data", (some: Buffer) => this.#read.push(some));
    // It ends before it is told to where something else than a member stands behind the last one.
    this.#gunzip.on("end", () => this.#finish());
    this.#gunzip.on("error", (error: NodeJS.ErrnoException) => {
      this.#fault = error.code === "Z_BUF_ERROR" ? "truncated" : "damaged";
      this.#finish();
    });
  }

  /** Undefined as long as all could be read. */
  get fault(): Ending | undefined {
    return this.#fault;
  }

  async *read(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length && !this.#isOver; at += stepBytes) {
      const step = bytes.subarray(at, at + stepBytes);
      yield* await this.#after(() => this.#gunzip.write(step, () => this.#done()));
    }
  }

  async *end(): AsyncGenerator<Uint8Array> {
    if (!this.#isOver) yield* await this.#after(() => this.#gunzip.end());
  }

  #finish(): void {
    this.#isOver = true;
    this.#done();
  }

  /** What a step has brought, also where it failed. */
  async #after(step: () => void): Promise<readonly Uint8Array[]> {
    const { eventual, settle } = Eventual.open<void>();
    this.#done = settle;
    step();
    await eventual.within(stepLimitMs, "the decompression of a part of the log");
    const read = this.#read;
    this.#read = [];
    return read;
  }
}
