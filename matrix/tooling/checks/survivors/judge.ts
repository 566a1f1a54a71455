import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { places } from "../../../places.ts";
import { collectedBy, passes, vitest } from "./collected-tests.ts";
import { ModuleLoader } from "./module-loader.ts";
import { edited, type Mutant } from "./mutant.ts";

/** Tests of one file, relative to the project's root. `only`: by their place in it; null for all. */
export type Tests = Readonly<{ file: string; only: readonly number[] | null }>;

/** A mutant, and the tests that are to see it. */
export type Case = Readonly<{ mutant: Mutant; tests: readonly Tests[] }>;

/** Says of mutants whether a test sees them. */
export class Judge {
  readonly #loader = new ModuleLoader((file) => readFileSync(file, "utf8"), { vitest });
  /** Test files that have seen one, the last first. */
  #killers: readonly string[] = [];
  /** Where in a test file the last one was seen: rows and their tests often stand in the same order. */
  readonly #places = new Map<string, number>();
  readonly #sound = new Set<string>();

  /** @throws Error if a test fails though nothing is taken out. */
  async survives({ mutant, tests }: Case): Promise<boolean> {
    const file = join(places.root, mutant.file);
    const without = edited(readFileSync(file, "utf8"), [mutant.edit]);
    const killer = await this.#loader.with(file, without, async () => {
      for (const some of this.#inOrder(mutant.file, tests)) {
        if (await this.#fails(some, file)) return some;
      }
      return null;
    });
    if (killer === null) return true;
    this.#killers = [killer.file, ...this.#killers.filter((one) => one !== killer.file)];
    if (!this.#sound.has(killer.file) && (await this.#fails({ ...killer, only: null }, file))) {
      throw new Error(`${killer.file} fails though nothing was taken out`);
    }
    this.#sound.add(killer.file);
    return false;
  }

  /** Those that have seen the last ones, then those beside the file. */
  #inOrder(file: string, tests: readonly Tests[]): readonly Tests[] {
    const rank = (test: Tests): number => {
      const killed = this.#killers.indexOf(test.file);
      if (killed >= 0) return killed - this.#killers.length;
      return dirname(test.file) === dirname(file) ? 0 : 1;
    };
    return tests.toSorted((a, b) => rank(a) - rank(b));
  }

  async #fails({ file: test, only }: Tests, file: string): Promise<boolean> {
    const path = join(places.root, test);
    try {
      const tests = collectedBy(() => this.#loader.load(path));
      if (!this.#loader.dependents(file).has(path)) return false;
      const begin = this.#places.get(test) ?? 0;
      const places = only ?? [...tests.keys()];
      const later = places.filter((place) => place >= begin);
      for (const place of [...later, ...places.filter((one) => one < begin)]) {
        const one = tests[place];
        if (!one || (await passes(one))) continue;
        this.#places.set(test, place);
        return true;
      }
      return false;
    } catch {
      // Without it a module, or a table of tests, cannot be made.
      return true;
    } finally {
      this.#loader.unload(path);
    }
  }
}
