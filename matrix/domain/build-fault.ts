/** A build step failed; the message has the command and its last words. */
export class BuildFailed extends Error {
  override readonly name = "BuildFailed";
  /** One line: the step and the last that it printed. */
  readonly short: string;
  /** What shows all of it, typed into a shell. */
  readonly byHand: string | null;

  constructor(message: string, short: string = message, byHand: string | null = null) {
    super(message);
    this.short = short;
    this.byHand = byHand;
  }
}

/** The run was ended while something was built. */
export class BuildEnded extends Error {
  override readonly name = "BuildEnded";
}
