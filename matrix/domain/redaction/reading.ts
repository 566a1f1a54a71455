/**
 * A text read in another way: as a terminal shows it, or with its escapes undone. Each place in it is known in the text
 * that was read, so that what is found here can be cut there.
 */
export type Reading = Readonly<{
  text: string;
  /** Where in the text that was read the unit at a place begins. */
  startOf(at: number): number;
  /** Where in the text that was read the unit before a place ends. */
  endOf(at: number): number;
}>;

const same = (at: number): number => at;

export const asItStands = (text: string): Reading => ({ text, startOf: same, endOf: same });

/** Numbers of a segment. */
const size = 3;

const lineFeed = 0x0a;

/**
 * Writes a reading of a reading, from its beginning on. It is made of segments; one that is as long as what it stands for
 * stands for it unit by unit. None is longer than what it stands for.
 */
export class ReadingWriter {
  readonly #source: Reading;
  readonly #units: Uint16Array<ArrayBuffer>;
  #length = 0;
  /** Of each segment where it begins, and from where to where it goes in the source. */
  #segments = new Uint32Array(32 * size);
  #end = 0;

  constructor(source: Reading) {
    this.#source = source;
    this.#units = new Uint16Array(source.text.length);
  }

  copy(from: number, to: number): void {
    if (from < to) this.#write(this.#source.text, from, to, from, to);
  }

  /** @param text - what stands for the source from one place to another. */
  put(text: string, from: number, to: number): void {
    if (text !== "") this.#write(text, 0, text.length, from, to);
  }

  /** One unit for those of the source from one place to another. */
  putUnit(unit: number, from: number, to: number): void {
    this.#extend(1, from, to);
    this.#units[this.#length++] = unit;
  }

  /** Takes the last units off again, as backspaces do; what stands before a line feed stays. */
  takeBack(count: number): void {
    for (let left = count; left > 0; left--) {
      if (this.#length === 0 || this.#units[this.#length - 1] === lineFeed) return;
      const last = this.#end - size;
      if (this.#isUnitForUnit(last)) this.#segments[last + 2] = this.#number(last + 2) - 1;
      this.#length--;
      if (this.#length === this.#number(last)) this.#end = last;
    }
  }

  whole(): Reading {
    const source = this.#source;
    return {
      text: Buffer.from(this.#units.buffer, 0, 2 * this.#length).toString("utf16le"),
      startOf: (at) => source.startOf(this.#sourceOf(at)[0]),
      endOf: (at) => source.endOf(this.#sourceOf(at - 1)[1]),
    };
  }

  /** The units of a text from a place up to another, for those of the source. */
  #write(text: string, first: number, behind: number, from: number, to: number): void {
    this.#extend(behind - first, from, to);
    const units = this.#units;
    let length = this.#length;
    for (let at = first; at < behind; at++, length++) units[length] = text.charCodeAt(at);
    this.#length = length;
  }

  /** The last segment by so many units that stand for as many of the source, or a new one. */
  #extend(count: number, from: number, to: number): void {
    const last = this.#end - size;
    const goesOn = count === to - from && this.#number(last + 2) === from;
    if (goesOn && last >= 0 && this.#isUnitForUnit(last)) this.#segments[last + 2] = to;
    else this.#begin(from, to);
  }

  #begin(from: number, to: number): void {
    if (this.#end === this.#segments.length) {
      const more = new Uint32Array(2 * this.#end);
      more.set(this.#segments);
      this.#segments = more;
    }
    this.#segments[this.#end] = this.#length;
    this.#segments[this.#end + 1] = from;
    this.#segments[this.#end + 2] = to;
    this.#end += size;
  }

  #number(at: number): number {
    return this.#segments[at] ?? 0;
  }

  #isUnitForUnit(segment: number): boolean {
    const next = segment + size;
    const end = next < this.#end ? this.#number(next) : this.#length;
    return end - this.#number(segment) === this.#number(segment + 2) - this.#number(segment + 1);
  }

  /** The stretch of the source that one unit stands for. */
  #sourceOf(unit: number): readonly [from: number, to: number] {
    const segment = this.#segmentOf(unit);
    const [from, to] = [this.#number(segment + 1), this.#number(segment + 2)];
    if (!this.#isUnitForUnit(segment)) return [from, to];
    const begin = from + unit - this.#number(segment);
    return [begin, begin + 1];
  }

  #segmentOf(unit: number): number {
    let [low, high] = [0, this.#end / size];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#number(middle * size) <= unit) low = middle;
      else high = middle;
    }
    return low * size;
  }
}
