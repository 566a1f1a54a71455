import { type Edit, edited } from "./mutant.ts";
import { cutsOf, patternsIn } from "./pattern.ts";

/** What a pattern would be without one thing, and the tests in which that would match otherwise. */
class Variant {
  readonly edit: Edit;
  readonly seenBy = new Set<string>();
  readonly #source: string;
  readonly #byFlags = new Map<string, RegExp>();

  constructor(edit: Edit, source: string) {
    this.edit = edit;
    this.#source = source;
  }

  /** @param flags - those of the pattern that was asked; a copy's may be others. */
  pattern(flags: string): RegExp {
    const made = this.#byFlags.get(flags) ?? new RegExp(this.#source, flags);
    this.#byFlags.set(flags, made);
    return made;
  }
}

/** What a watched file imports `watched` from, and a file that copies patterns its `RegExp`. */
export const watchedModule = "watched-patterns";

/** A file's text where its copies of watched patterns are watched as well. */
export const withWatchedCopies = (text: string): string =>
  `import { RegExp } from "${watchedModule}";${text}`;

const nameOf = (file: string, from: number): string => `${file}:${from}`;

/** Patterns of source files that note in which tests each of their alternatives makes a difference. */
export class WatchedPatterns {
  /** The test that runs. */
  test = "";
  readonly #variants = new Map<string, readonly Variant[]>();
  readonly #used = new Set<string>();

  /** A file's text with its patterns watched. */
  watch(file: string, text: string): string {
    const edits = patternsIn(file, text).map(({ from, to, source, flags }): Edit => {
      const name = nameOf(file, from);
      this.#variants.set(
        name,
        cutsOf({ source, flags }).map(
          (cut) =>
            new Variant(
              { from: from + 1 + cut.from, to: from + 1 + cut.to, instead: cut.instead },
              edited(source, [cut]),
            ),
        ),
      );
      return { from, to, instead: `watched(${JSON.stringify(name)}, ${text.slice(from, to)})` };
    });
    return `import { watched } from "${watchedModule}";${edited(text, edits)}`;
  }

  /** What {@link watchedModule} exports. */
  exports() {
    const meet: Watch["meet"] = (name, { text, flags, at, result }) => {
      this.#used.add(name);
      for (const variant of this.#variants.get(name) ?? []) {
        if (variant.seenBy.has(this.test)) continue;
        const pattern = variant.pattern(flags);
        pattern.lastIndex = at;
        if (differ(result, pattern.exec(text))) variant.seenBy.add(this.test);
      }
    };
    return {
      RegExp: new Proxy(RegExp, {
        construct: (_, [pattern, flags]) =>
          pattern instanceof Watched ? new Watched(pattern, flags) : new RegExp(pattern, flags),
      }),
      watched: (name: string, pattern: RegExp) =>
        new Watched(pattern, pattern.flags, { name, meet }),
    };
  }

  /** The tests in which a text is matched otherwise with an edit of a file; null where its pattern was never asked. */
  seeing(file: string, edit: Edit): ReadonlySet<string> | null {
    for (const [name, variants] of this.#variants) {
      if (!name.startsWith(`${file}:`)) continue;
      const variant = variants.find(
        (one) => one.edit.from === edit.from && one.edit.to === edit.to,
      );
      if (variant) return this.#used.has(name) ? variant.seenBy : null;
    }
    return null;
  }
}

const differ = (a: RegExpExecArray | null, b: RegExpExecArray | null): boolean =>
  a === null || b === null
    ? a !== b
    : a.index !== b.index || a.some((group, index) => group !== b[index]);

/** `at`: where it began to look. */
type Asked = Readonly<{ text: string; flags: string; at: number; result: RegExpExecArray | null }>;

type Watch = Readonly<{ name: string; meet(name: string, asked: Asked): void }>;

/** `matchAll` and `split` work on copies, which are watched as well. */
class Watched extends RegExp {
  readonly #watch: Watch | null;

  constructor(pattern: RegExp, flags: string, watch?: Watch) {
    super(pattern, flags);
    this.#watch = watch ?? (pattern instanceof Watched ? pattern.#watch : null);
  }

  override exec(text: string): RegExpExecArray | null {
    const at = this.lastIndex;
    const result = super.exec(text);
    this.#watch?.meet(this.#watch.name, { text, flags: this.flags, at, result });
    return result;
  }
}
