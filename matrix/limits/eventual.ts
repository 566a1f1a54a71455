/** Something outside did not come within its limit; `message` says what, and how long it was waited for. */
export class Overdue extends Error {
  override readonly name = "Overdue";
}

type End<T> = Readonly<{ kind: "value"; value: T }> | Readonly<{ kind: "failure"; error: unknown }>;

/**
 * What somebody outside may do one day: end, print a line, connect, answer. It has no `then`, so nobody can await
 * it without a limit; {@link within} and {@link orAfter} are the only ways to its value. That no other promise
 * for something outside is made, checks/waits.ts sees to. Who no longer waits is forgotten, which no promise does: a run's
 * end is waited for by each of its cells, and would keep them all in memory.
 */
export class Eventual<T> {
  #end: End<T> | null = null;
  /** Each takes an end of this. */
  readonly #waiting = new Set<(end: never) => void>();

  private constructor() {}

  /** @param begin - is called at once; the first of `settle` and `fail` counts. */
  static when<T>(
    begin: (settle: (value: T) => void, fail: (error: Error) => void) => void,
  ): Eventual<T> {
    const eventual = new Eventual<T>();
    begin(
      (value) => eventual.#come({ kind: "value", value }),
      (error) => eventual.#come({ kind: "failure", error }),
    );
    return eventual;
  }

  static of<T>(promise: Promise<T>): Eventual<T> {
    return Eventual.when((settle, fail) => void promise.then(settle, fail));
  }

  /** One that the caller settles. */
  static open<T>(): Readonly<{ eventual: Eventual<T>; settle(value: T): void }> {
    const eventual = new Eventual<T>();
    return { eventual, settle: (value) => eventual.#come({ kind: "value", value }) };
  }

  /** Whichever comes first. */
  static first<T>(...eventuals: readonly Eventual<T>[]): Eventual<T> {
    const first = new Eventual<T>();
    const leave = eventuals.map((one) =>
      one.#wait((end) => {
        for (const left of leave) left();
        first.#come(end);
      }),
    );
    return first;
  }

  /** What follows from it. */
  map<U>(follow: (value: T) => U | Promise<U>): Eventual<U> {
    return Eventual.when((settle, fail) => {
      this.#wait((end) => {
        if (end.kind === "failure") fail(end.error as Error);
        else void (async () => follow(end.value))().then(settle, fail);
      });
    });
  }

  /** Calls `act` when it has come, if ever. */
  notify(act: (value: T) => void): void {
    this.#wait((end) => {
      if (end.kind === "value") act(end.value);
    });
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
    let leave = () => {};
    try {
      return await new Promise<T | U>((resolve, reject) => {
        timer = setTimeout(resolve, limitMs, otherwise);
        leave = this.#wait((end) => {
          if (end.kind === "value") resolve(end.value);
          else reject(end.error);
        });
      });
    } finally {
      clearTimeout(timer);
      leave();
    }
  }

  #come(end: End<T>): void {
    if (this.#end !== null) return;
    this.#end = end;
    for (const told of this.#waiting) tell(told, end as never);
    this.#waiting.clear();
  }

  /** @returns what ends the waiting. */
  #wait(told: (end: End<T>) => void): () => void {
    if (this.#end !== null) tell(told, this.#end);
    else this.#waiting.add(told);
    return () => this.#waiting.delete(told);
  }
}

/** Never before whoever asked has gone on. */
const tell = <T>(told: (end: T) => void, end: T): void => queueMicrotask(() => told(end));

const overdue = Symbol("overdue");
