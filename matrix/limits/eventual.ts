/** Something outside did not come within its limit; `message` says what, and how long it was waited for. */
export class Overdue extends Error {
  override readonly name = "Overdue";
}

/**
 * What somebody outside may do one day: end, print a line, connect, answer. It has no `then`, so nobody can await
 * it without a limit; {@link within} and {@link orAfter} are the only ways to its value. That no other promise
 * for something outside is made, checks/waits.ts sees to.
 */
export class Eventual<T> {
  readonly #promise: Promise<T>;

  private constructor(promise: Promise<T>) {
    this.#promise = promise;
    // A rejection is told to whoever waits.
    promise.catch(() => {});
  }

  /** @param begin - is called at once; the first of `settle` and `fail` counts. */
  static when<T>(
    begin: (settle: (value: T) => void, fail: (error: Error) => void) => void,
  ): Eventual<T> {
    return new Eventual(new Promise<T>(begin));
  }

  static of<T>(promise: Promise<T>): Eventual<T> {
    return new Eventual(promise);
  }

  /** One that the caller settles. */
  static open<T>(): Readonly<{ eventual: Eventual<T>; settle(value: T): void }> {
    const { promise, resolve } = Promise.withResolvers<T>();
    return { eventual: new Eventual(promise), settle: resolve };
  }

  /** Whichever comes first. */
  static first<T>(...eventuals: readonly Eventual<T>[]): Eventual<T> {
    return new Eventual(Promise.race(eventuals.map((one) => one.#promise)));
  }

  /** What follows from it. */
  map<U>(follow: (value: T) => U | Promise<U>): Eventual<U> {
    return new Eventual(this.#promise.then(follow));
  }

  /** Calls `act` when it has come, if ever. */
  notify(act: (value: T) => void): void {
    this.#promise.then(act, () => {});
  }

  /**
   * @param what - as the subject of a sentence: "the end of server go".
   * @throws Overdue after the limit.
   */
  async within(limitMs: number, what: string): Promise<T> {
    const value = await this.orAfter(limitMs, overdue);
    if (value === overdue) throw new Overdue(`${what} did not come within ${limitMs} ms`);
    return value;
  }

  /** @returns `otherwise` if it has not come after the limit. */
  async orAfter<U>(limitMs: number, otherwise: U): Promise<T | U> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<U>((resolve) => {
      timer = setTimeout(resolve, limitMs, otherwise);
    });
    try {
      return await Promise.race([this.#promise, limit]);
    } finally {
      clearTimeout(timer);
    }
  }
}

const overdue = Symbol("overdue");
