import { letterValues, WordFinder } from "../expression/word-finder.ts";
import { tellingWords } from "./telling-words.ts";

// One pass over the letters of a text of any length finds the lines that hold a word without which no known text
// stands. Nothing is kept of the text but what stands around the place that is being read.

/** A part of a text. */
export type Stretch = Readonly<{
  /** UTF-16 units from the beginning of the text, `to` exclusive. */
  from: number;
  to: number;
  /** Number of the line that it begins in, from 1. */
  line: number;
  text: string;
}>;

/** A line that holds a telling word, or a piece of a long one. */
export type Telling = Readonly<{
  /** The same for lines that differ in the figures of times and places alone. */
  key: number;
  /** Where it begins. */
  from: number;
  to: number;
  line: number;
}>;

/** A longer line is taken in pieces. */
const longestPiece = 2048;

/** Such a line is parted at a blank, if one comes within so many units. */
const longestWord = 256;

/** What is kept with a telling line on either side of it: so many lines, of so many units together. */
const linesAround = 3;
const unitsAround = 600;

/** So much after the place that is read is at hand, and as much before it. */
const margin = longestPiece + unitsAround;

let made: WordFinder | undefined;

const tellingFinder = (): WordFinder => {
  made ??= new WordFinder(tellingWords());
  return made;
};

export class LineSieve {
  readonly #found: (telling: Telling) => void;
  readonly #passed: () => void;
  #buffer = "";
  /** UTF-16 units before the buffer. */
  #before = 0;
  /** Where the next piece begins, in the buffer, and in which line. */
  #from = 0;
  #line = 1;
  /** The letters before it. */
  #tail = 0;
  #head = 0;

  /**
   * @param found - is called for each telling line.
   * @param passed - is called before what stands around those found since is forgotten.
   */
  constructor(found: (telling: Telling) => void, passed: () => void) {
    this.#found = found;
    this.#passed = passed;
  }

  /** The line that the text has come to, from 1. */
  get line(): number {
    return this.#line;
  }

  push(text: string): void {
    this.#buffer += text;
    if (this.#buffer.length - this.#from > 4 * margin) this.#read(this.#buffer.length - margin);
  }

  end(): void {
    if (!this.#buffer.endsWith("\n")) this.#buffer += "\n";
    this.#read(this.#buffer.length);
  }

  /** A telling line with what stands around it, until the next text is pushed. */
  around({ from, to, line }: Telling): Stretch {
    const [begin, end] = [from - this.#before, to - this.#before];
    const before = this.#buffer.slice(Math.max(0, begin - unitsAround), begin);
    const after = this.#buffer.slice(end, end + unitsAround);
    let start = before.length;
    let first = line;
    for (let count = 0; count < linesAround && start > 0; count += 1) {
      if (before[start - 1] === "\n") first -= 1;
      start = start < 2 ? 0 : before.lastIndexOf("\n", start - 2) + 1;
    }
    let stop = 0;
    for (let count = 0; count <= linesAround && stop < after.length; count += 1) {
      const feed = after.indexOf("\n", stop);
      stop = feed < 0 ? after.length : feed + 1;
    }
    return {
      from: from - (before.length - start),
      to: to + stop,
      line: first,
      text: ownCopy(this.#buffer.slice(begin - (before.length - start), end + stop)),
    };
  }

  /** Reads the pieces that end before a place. */
  #read(limit: number): void {
    const finder = tellingFinder();
    const { grams } = finder;
    const buffer = this.#buffer;
    let tail = this.#tail;
    let head = this.#head;
    let from = this.#from;
    let key = 0;
    let check = 0;
    let tells = false;
    let lastBlank = -longestWord;
    let digitsFrom = -1;
    /** The letters before `from`. */
    let keptTail = tail;
    let keptHead = head;
    for (let at = from; at < limit; at += 1) {
      const code = buffer.charCodeAt(at);
      if (code >= 0x30 && code <= 0x39) {
        if (digitsFrom < 0) digitsFrom = at;
        if (at - from < longestPiece) continue;
      }
      if (digitsFrom >= 0) {
        if (at - digitsFrom <= 5 && countsByItself(buffer.charCodeAt(digitsFrom - 1), code)) {
          for (let digit = digitsFrom; digit < at; digit += 1) {
            key = Math.imul(key ^ buffer.charCodeAt(digit), 0x01000193);
          }
        }
        tells ||= isTellingNumber(buffer, digitsFrom, at);
        digitsFrom = -1;
      }
      const value = letterValues[code] ?? 0;
      if (value !== 0) {
        head = ((head << 5) | (tail >>> 25)) & 0x3fffffff;
        tail = ((tail << 5) | value) & 0x3fffffff;
        key = Math.imul(key ^ value, 0x01000193);
        check = Math.imul(check + value, 0x2545f491);
        const place = grams[tail & 0x7fff] ?? 0;
        if (place !== 0 && !tells) tells = finder.isIn(buffer, at, place, tail, head);
        if (at - from < longestPiece) continue;
      }
      let end = -1;
      if (code === 0x0a) end = at;
      else if (code === 0x20) lastBlank = at;
      else if (!tells) tells = hidesLetters(code, buffer, at);
      if (at - from >= longestPiece && end < 0) end = at - lastBlank < longestWord ? lastBlank : at;
      if (end < 0) continue;
      if (tells) {
        this.#found({
          key: key * 0x100000 + (check & 0xfffff),
          from: this.#before + from,
          to: this.#before + end,
          line: this.#line,
        });
      }
      if (code === 0x0a) this.#line += 1;
      from = end + 1;
      at = end;
      key = 0;
      check = 0;
      tells = false;
      lastBlank = -longestWord;
      keptTail = tail;
      keptHead = head;
    }
    this.#tail = keptTail;
    this.#head = keptHead;
    this.#from = from;
    this.#passed();
    this.#forget();
  }

  #forget(): void {
    const cut = Math.max(0, this.#from - margin);
    this.#buffer = this.#buffer.slice(cut);
    this.#before += cut;
    this.#from -= cut;
  }
}

/** A part of a string keeps the whole of it; a copy does not. */
const ownCopy = (text: string): string => Buffer.from(text, "utf16le").toString("utf16le");

/** Whether figures are a number by themselves, and no part of a time, an address or a version. */
const countsByItself = (before: number, after: number): boolean =>
  (before === 0x20 || before === 0x28 || before === 0x3d || before === 0x5b) &&
  after !== 0x3a &&
  after !== 0x2e &&
  after !== 0x2d &&
  after !== 0x2f;

/** A status with the state in which HAProxy's session ended, which has no word in it. */
const ofHaproxy = /^50[234] \d{1,12} \S{1,20} \S{1,20} (?:[sS][HC]|PH)/;

/** Numbers that are known without a word beside them: Apple's, Schannel's, Winsock's, and the bytes of a TLS record. */
const isTellingNumber = (text: string, from: number, to: number): boolean => {
  switch (to - from) {
    case 2:
      return text.startsWith("\\x16", from - 2);
    case 3:
      return (
        /^800b/i.test(text.slice(from, from + 4)) || ofHaproxy.test(text.slice(from, from + 80))
      );
    case 4:
      return text.startsWith("-98", from - 1);
    case 5:
      return /^1(?:00[56]|100)/.test(text.slice(from, from + 4)) || text.startsWith("8009", from);
    default:
      return to - from > 3 && text.startsWith("8009", from);
  }
};

/** Whether letters of a word may stand in another form: as an escape or a reference, or with a mark within them. */
const hidesLetters = (code: number, text: string, at: number): boolean => {
  switch (code) {
    case 0x5c:
      return text[at + 1] === "u" && !text.startsWith("00", at + 2);
    case 0x26:
      return text[at + 1] === "#";
    case 0x1b:
      return (
        letterValues[text.charCodeAt(at - 1)] !== 0 &&
        /^\[[\d;]{0,12}m[a-z]/i.test(text.slice(at + 1, at + 18))
      );
    case 0x3c:
      return /^[a-z]<\/?(?:b|i|em|mark|span|strong|font)[ >]/i.test(text.slice(at - 1, at + 10));
    default:
      return false;
  }
};
