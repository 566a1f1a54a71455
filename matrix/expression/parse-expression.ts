import {
  all,
  blanks,
  type CodeUnits,
  complement,
  digits,
  inBothCases,
  lineEnds,
  union,
  wordUnits,
} from "./code-units.ts";

/** Where a part stands in the source, `to` exclusive. */
type Span = Readonly<{ from: number; to: number }>;

/** A regular expression as a tree. A group is what stands in it. */
export type Expression = Readonly<
  | { kind: "unit"; of: CodeUnits }
  | { kind: "sequence"; parts: readonly Expression[] }
  /** `spans`: of each part. */
  | { kind: "choice"; parts: readonly Expression[]; spans: readonly Span[] }
  | { kind: "repeat"; part: Expression; least: number; most: number }
  /** `$` and `^`; `lines`: with the flag m. */
  | { kind: "begin" | "end"; lines: boolean }
  /** `\b` and `\B`. */
  | { kind: "boundary" }
  /** `span`: with its brackets. */
  | { kind: "look"; part: Expression; behind: boolean; negative: boolean; span: Span }
  /** A text that was met before: any. */
  | { kind: "again" }
>;

const escapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, "0": 0 };

const classes: Readonly<Record<string, CodeUnits>> = {
  d: digits,
  D: complement(digits),
  w: wordUnits,
  W: complement(wordUnits),
  s: blanks,
  S: complement(blanks),
};

/**
 * ECMA-262 section 22.2.1, as far as this project's expressions go.
 *
 * @throws SyntaxError where it goes further: the flag v, modifiers within a group.
 */
export const parseExpression = ({
  source,
  flags,
}: Pick<RegExp, "source" | "flags">): Expression => {
  if (flags.includes("v")) throw new SyntaxError(`flag v: /${source}/${flags}`);
  const parser = new Parser(source, flags);
  const parsed = parser.choice();
  if (!parser.isDone()) throw new SyntaxError(`not read to its end: /${source}/`);
  return parsed;
};

const quantifiers: ReadonlySet<string> = new Set(["*", "+", "?", "{"]);

/** Characters by which something else than themselves begins. */
const special: ReadonlySet<string> = new Set(["^", "$", "(", "[", ".", "\\"]);

const looks = [
  { opening: "(?=", behind: false, negative: false },
  { opening: "(?!", behind: false, negative: true },
  { opening: "(?<=", behind: true, negative: false },
  { opening: "(?<!", behind: true, negative: true },
] as const;

class Parser {
  #at = 0;
  readonly #source: string;
  readonly #flags: string;

  constructor(source: string, flags: string) {
    this.#source = source;
    this.#flags = flags;
  }

  isDone(): boolean {
    return this.#at >= this.#source.length;
  }

  choice(): Expression {
    const parts: Expression[] = [];
    const spans: Span[] = [];
    do {
      const from = this.#at;
      parts.push(this.#sequence());
      spans.push({ from, to: this.#at });
    } while (this.#takes("|"));
    return parts.length === 1 && parts[0] ? parts[0] : { kind: "choice", parts, spans };
  }

  #sequence(): Expression {
    const parts: Expression[] = [];
    while (!this.isDone() && !this.#peek("|") && !this.#peek(")")) {
      const part = this.#atom();
      const [least, most] = this.#quantifier() ?? [1, 1];
      parts.push(least === 1 && most === 1 ? part : { kind: "repeat", part, least, most });
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: "sequence", parts };
  }

  #quantifier(): readonly [number, number] | undefined {
    if (!quantifiers.has(this.#source[this.#at] ?? "")) return undefined;
    const rest = /^(?:([*+?])|\{(\d{1,6})(?:(,)(\d{0,6}))?\})\??/.exec(
      this.#source.slice(this.#at, this.#at + 20),
    );
    if (!rest) return undefined;
    this.#at += rest[0].length;
    const [, sign, least = "0", range, most = ""] = rest;
    if (sign === "*") return [0, Number.POSITIVE_INFINITY];
    if (sign === "+") return [1, Number.POSITIVE_INFINITY];
    if (sign === "?") return [0, 1];
    if (range === undefined) return [Number(least), Number(least)];
    return [Number(least), most === "" ? Number.POSITIVE_INFINITY : Number(most)];
  }

  #atom(): Expression {
    if (!special.has(this.#source[this.#at] ?? "")) return this.#unit(this.#member());
    const lines = this.#flags.includes("m");
    if (this.#takes("^")) return { kind: "begin", lines };
    if (this.#takes("$")) return { kind: "end", lines };
    const look = looks.find(({ opening }) => this.#peek(opening));
    if (look) return this.#look(look);
    if (this.#takes("(?:")) return this.#group();
    if (this.#takes("(?<")) {
      this.#at = this.#source.indexOf(">", this.#at) + 1;
      return this.#group();
    }
    if (this.#peek("(?")) throw new SyntaxError(`unknown group: /${this.#source}/`);
    if (this.#takes("(")) return this.#group();
    if (this.#takes("[")) return this.#unit(this.#class());
    if (this.#takes(".")) {
      return this.#unit(this.#flags.includes("s") ? all : complement(lineEnds));
    }
    if (this.#takes("\\b") || this.#takes("\\B")) return { kind: "boundary" };
    if (/^\\[1-9k]/.test(this.#source.slice(this.#at, this.#at + 2))) {
      this.#at += /^\\(?:\d{1,3}|k<\w{1,80}>)/.exec(this.#source.slice(this.#at))?.[0].length ?? 2;
      return { kind: "again" };
    }
    return this.#unit(this.#member());
  }

  #look({ opening, behind, negative }: (typeof looks)[number]): Expression {
    const from = this.#at;
    this.#takes(opening);
    const part = this.#group();
    return { kind: "look", part, behind, negative, span: { from, to: this.#at } };
  }

  #group(): Expression {
    const part = this.choice();
    if (!this.#takes(")")) throw new SyntaxError(`group without end: /${this.#source}/`);
    return part;
  }

  #unit(of: CodeUnits): Expression {
    return { kind: "unit", of: this.#flags.includes("i") ? inBothCases(of) : of };
  }

  #class(): CodeUnits {
    const negative = this.#takes("^");
    const sets: CodeUnits[] = [];
    while (!this.#takes("]")) {
      if (this.isDone()) throw new SyntaxError(`class without end: /${this.#source}/`);
      const first = this.#takes("\\b") ? ([[8, 8]] as const) : this.#member();
      const isRange = this.#peek("-") && this.#source[this.#at + 1] !== "]" && single(first);
      if (!isRange) {
        sets.push(first);
        continue;
      }
      this.#at += 1;
      const last = this.#member();
      sets.push([[first[0]?.[0] ?? 0, last.at(-1)?.[1] ?? 0xffff]]);
    }
    const set = union(...sets);
    if (!negative) return set;
    return complement(this.#flags.includes("i") ? inBothAsciiCases(set) : set);
  }

  /** One character, or the class that an escape stands for. A character of two units stands for all beyond ASCII. */
  #member(): CodeUnits {
    if (!this.#takes("\\")) {
      const code = this.#source.charCodeAt(this.#at);
      this.#at += 1;
      return [[code, code]];
    }
    const letter = this.#source[this.#at] ?? "";
    this.#at += 1;
    const known = classes[letter];
    if (known) return known;
    if (letter === "p" || letter === "P") {
      this.#at = this.#source.indexOf("}", this.#at) + 1;
      return all;
    }
    if (letter === "x") return this.#hexadecimal(2);
    if (letter === "u" && this.#takes("{")) {
      this.#at = this.#source.indexOf("}", this.#at) + 1;
      return [[0x80, 0xffff]];
    }
    if (letter === "u") return this.#hexadecimal(4);
    if (letter === "c") {
      const code = this.#source.charCodeAt(this.#at) % 32;
      this.#at += 1;
      return [[code, code]];
    }
    const code = escapes[letter] ?? letter.charCodeAt(0);
    return [[code, code]];
  }

  #hexadecimal(length: number): CodeUnits {
    const code = Number.parseInt(this.#source.slice(this.#at, this.#at + length), 16);
    this.#at += length;
    return [[code, code]];
  }

  #peek(text: string): boolean {
    return this.#source.startsWith(text, this.#at);
  }

  #takes(text: string): boolean {
    const does = this.#peek(text);
    if (does) this.#at += text.length;
    return does;
  }
}

const single = (set: CodeUnits): boolean => set.length === 1 && set[0]?.[0] === set[0]?.[1];

/** What a class with "^" leaves out must not be taken for more than it is. */
const inBothAsciiCases = (set: CodeUnits): CodeUnits =>
  union(
    set,
    inBothCases(set).flatMap(([from, to]) => (from < 0x80 ? [[from, Math.min(to, 0x7f)]] : [])),
  );
