import { OutsideText } from "../../domain/outside-text.ts";

/** What a process printed: the last 256 KiB, and the count of all. */
export const keptBytes = 256 * 1024;

export class BoundedText {
  #chunks: Buffer[] = [];
  #kept = 0;
  #total = 0;

  append(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#kept += chunk.length;
    this.#total += chunk.length;
    for (let over = this.#kept - keptBytes; over > 0; over = this.#kept - keptBytes) {
      const [first = chunk] = this.#chunks;
      if (first.length <= over) this.#chunks.shift();
      else this.#chunks[0] = first.subarray(over);
      this.#kept -= Math.min(first.length, over);
    }
  }

  /** Bytes printed so far; a place for {@link since}. */
  get total(): number {
    return this.#total;
  }

  /**
   * The text printed after a place, with a note in front if its beginning is no longer kept. What is left of a word that was
   * cut is not kept either: it may be a secret whose name is gone.
   */
  since(place: number): OutsideText {
    const wanted = this.#total - place;
    const text = Buffer.concat(this.#chunks)
      .subarray(Math.max(0, this.#kept - wanted))
      .toString("utf8");
    const lost = wanted - this.#kept;
    if (lost <= 0) return new OutsideText(text);
    const whole = text.slice(firstWhole.exec(text)?.[0].length ?? 0);
    const left = lost + Buffer.byteLength(text) - Buffer.byteLength(whole);
    return new OutsideText(`[${left} bytes before this are not kept]\n${whole}`);
  }
}

/** Up to a line that is whole or, where the line is long, up to a word that is. */
const firstWhole = /^[^\n]{0,4096}\n|^[^ \n]{0,4096} /;
