/** Told what begins to be built; calls what is returned at its end. */
type Running = (text: string) => () => void;

/** How long something was being built: builds at the same time count once. */
export class BuildClock {
  readonly #now: () => number;
  #under = 0;
  #since = 0;
  #elapsedMs = 0;

  /** @param now - in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Of builds that have ended. */
  get elapsedMs(): number {
    return this.#elapsedMs;
  }

  /** The same as `running`, timed. */
  around(running: Running): Running {
    return (text) => {
      const finished = running(text);
      if (this.#under++ === 0) this.#since = this.#now();
      return () => {
        finished();
        if (--this.#under === 0) this.#elapsedMs += this.#now() - this.#since;
      };
    };
  }
}
