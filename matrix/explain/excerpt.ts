import { LineSieve, type Stretch, type Telling } from "./line-sieve.ts";

/** As much as is read of one log, which takes some two minutes: what has no end gets an answer too. */
export const longestLogBytes = 4 * 2 ** 30;

/** Why what came after the last line was not read: whoever asked ended it, or it was longer than a log may be. */
export type Cut = "interrupted" | "limit";

/** How much of a text was read. */
export type Reach = Readonly<{
  /** Of the whole text, as far as it was taken; so are its UTF-16 units. */
  lines: number;
  units: number;
  /** null where it was taken to its end. */
  cut: Cut | null;
  /** Lines that may tell something and were not read, like none of those that were; null where there are none. */
  left: Readonly<{ count: number; from: number; to: number }> | null;
}>;

/** What there is to read in a text of any length, in its order. */
export type Excerpt = Readonly<{
  text: string;
  /** The line of the whole text that a line of this one is, both from 1. */
  lineOf(line: number): number;
  reach: Reach;
}>;

/** A text up to this length is read in whole. UTF-16 units, as all that follow. */
const whole = 32 * 1024;

/** What is kept of the first telling lines, and as much of the last ones: this, and more of a longer text. */
const least = 8 * 1024;
const most = 64 * 1024;
const share = 1024;

/** Stands alone between two parts of an excerpt: blank for every reader, and no line of a log. */
export const gap = "\u2029";

/** Kinds of telling lines that are looked up between two moves of the sieve, and what is kept of all beyond. */
const recentKinds = 512;
const crowdKept = 256;

/** Kinds of lines left out that are told apart. */
const countedKinds = 2000;

type Left = { count: number; from: number; to: number };

/**
 * Takes a text piece by piece and keeps of it what may tell something: the first of each kind of line, and the last of
 * each.
 */
export class ExcerptTaker {
  readonly #sieve = new LineSieve(
    (telling) => this.#take(telling),
    () => this.#settle(),
  );
  #units = 0;
  /** The text so far, until it is too long to be read in whole and goes through the sieve. */
  #beginning: string | null = "";
  readonly #first = new Map<number, Stretch>();
  #firstUnits = 0;
  /** Where the last of them ends: what two have in common is kept, and counts, once. */
  #firstEnd = 0;
  /** The last of each kind since the sieve has last moved on, and how many there were. */
  readonly #recent = new Map<number, { telling: Telling; count: number }>();
  #newest = 0;
  #crowd: { newest: Telling[]; count: number } = { newest: [], count: 0 };
  #last = new Map<number, { stretch: Stretch; count: number }>();
  readonly #left = new Map<number, Left>();
  readonly #uncounted: Left = { count: 0, from: Number.POSITIVE_INFINITY, to: 0 };

  push(text: string): void {
    this.#units += text.length;
    if (this.#beginning === null) {
      this.#sieve.push(text);
      return;
    }
    this.#beginning += text;
    if (this.#units <= whole) return;
    this.#sieve.push(this.#beginning);
    this.#beginning = null;
  }

  end(cut: Cut | null = null): Excerpt {
    const text = this.#beginning;
    if (text !== null) {
      const reach = { lines: linesIn(text), units: this.#units, cut, left: null };
      return { text, lineOf: (line) => line, reach };
    }
    this.#sieve.end();
    const of = { lines: this.#sieve.line - 1, units: this.#units, cut };
    const stretches = [
      ...this.#first.values(),
      ...[...this.#last.values()].map(({ stretch }) => stretch),
    ];
    return { ...joined(stretches), reach: { ...of, left: this.#leftOut() } };
  }

  #allowed(): number {
    return Math.min(most, least + this.#units / share);
  }

  #take(telling: Telling): void {
    const { key } = telling;
    if (!this.#first.has(key) && this.#firstUnits < this.#allowed()) {
      const stretch = behind(this.#sieve.around(telling), this.#firstEnd);
      this.#first.set(key, stretch);
      this.#firstUnits += stretch.text.length;
      this.#firstEnd = stretch.to;
      return;
    }
    const before = this.#recent.get(key);
    if (before) {
      before.telling = telling;
      before.count += 1;
      if (key === this.#newest) return;
      this.#recent.delete(key);
      this.#recent.set(key, before);
    } else if (this.#recent.size < recentKinds) {
      this.#recent.set(key, { telling, count: 1 });
    } else {
      const index = this.#crowd.count % crowdKept;
      const pushedOut = this.#crowd.newest[index];
      if (pushedOut) this.#leave(pushedOut.key, pushedOut.line, 1);
      this.#crowd.newest[index] = telling;
      this.#crowd.count += 1;
    }
    this.#newest = key;
  }

  /** What came when there were too many kinds to look each up: the newest, in their order. */
  #crowded(): readonly Telling[] {
    const { newest, count } = this.#crowd;
    this.#crowd = { newest: [], count: 0 };
    const oldest = count % crowdKept;
    return count <= crowdKept ? newest : [...newest.slice(oldest), ...newest.slice(0, oldest)];
  }

  /** Keeps the last of the recent ones, and of those kept before as many as there is room for. */
  #settle(): void {
    for (const telling of this.#crowded()) {
      const before = this.#recent.get(telling.key);
      this.#recent.delete(telling.key);
      this.#recent.set(telling.key, { telling, count: (before?.count ?? 0) + 1 });
    }
    let room = this.#allowed();
    let next = Number.POSITIVE_INFINITY;
    const kept: [number, { stretch: Stretch; count: number }][] = [];
    for (const [key, { telling, count }] of [...this.#recent].reverse()) {
      if (room <= 0) {
        this.#leave(key, telling.line, count);
        continue;
      }
      const stretch = upTo(this.#sieve.around(telling), next);
      next = stretch.from;
      kept.push([key, { stretch, count: count + (this.#last.get(key)?.count ?? 0) }]);
      room -= stretch.text.length;
    }
    for (const [key, one] of [...this.#last].reverse()) {
      if (this.#recent.has(key)) continue;
      if (room <= 0) {
        this.#leave(key, one.stretch.line, one.count);
        continue;
      }
      kept.push([key, one]);
      room -= one.stretch.text.length;
    }
    this.#recent.clear();
    this.#last = new Map(kept.reverse());
  }

  #leave(key: number, line: number, count: number): void {
    if (this.#first.has(key)) return;
    const known = this.#left.get(key);
    const left = known ?? (this.#left.size < countedKinds ? { ...none } : this.#uncounted);
    left.count += count;
    left.from = Math.min(left.from, line);
    left.to = Math.max(left.to, line);
    if (!known && left !== this.#uncounted) this.#left.set(key, left);
  }

  #leftOut(): Reach["left"] {
    const all = [...this.#left].flatMap(([key, left]) => (this.#last.has(key) ? [] : [left]));
    const some = [...all, this.#uncounted].filter(({ count }) => count > 0);
    if (some.length === 0) return null;
    return some.reduce((a, b) => ({
      count: a.count + b.count,
      from: Math.min(a.from, b.from),
      to: Math.max(a.to, b.to),
    }));
  }
}

/** What of a stretch is not before a place. */
const behind = (stretch: Stretch, place: number): Stretch => {
  const { from, to, line, text } = stretch;
  if (from >= place) return stretch;
  const common = text.slice(0, place - from);
  return {
    from: Math.min(place, to),
    to,
    line: line + common.split("\n").length - 1,
    text: text.slice(common.length),
  };
};

/** What of a stretch is before a place. */
const upTo = (stretch: Stretch, place: number): Stretch => {
  const { from, to, text } = stretch;
  return to <= place
    ? stretch
    : { ...stretch, to: Math.max(from, place), text: text.slice(0, Math.max(0, place - from)) };
};

const linesIn = (text: string): number =>
  text.split("\n").length - (/(?:^|\n)$/.test(text) ? 1 : 0);

const none: Left = { count: 0, from: Number.POSITIVE_INFINITY, to: 0 };

/** Stretches in their order, those that meet as one. */
const joined = (stretches: readonly Stretch[]): Pick<Excerpt, "text" | "lineOf"> => {
  const parts: string[] = [];
  const numbers: number[] = [];
  const put = (text: string, line: number): void => {
    parts.push(text);
    let number = line;
    for (let feed = text.indexOf("\n"); feed >= 0; feed = text.indexOf("\n", feed + 1)) {
      number += 1;
      numbers.push(number);
    }
  };
  let end = -1;
  for (const { from, to, line, text } of stretches.toSorted((a, b) => a.from - b.from)) {
    if (to <= end) continue;
    if (from <= end) {
      const known = text.slice(0, end - from);
      put(text.slice(known.length), line + known.split("\n").length - 1);
    } else {
      if (parts.length > 0)
        put(`${parts.at(-1)?.endsWith("\n") ? "" : "\n"}\n${gap}\n\n`, line - 4);
      numbers[Math.max(0, numbers.length - 1)] = line;
      put(text, line);
    }
    end = to;
  }
  return { text: parts.join(""), lineOf: (line) => numbers[line - 1] ?? 0 };
};
