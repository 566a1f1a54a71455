/** Those of guard and plugin; options.go has the same. */
export type Options = Readonly<{
  /** How long a program may take to end after SIGTERM. */
  graceMs: number;
  socket: string;
  token: string;
  /** null without "--". */
  argv: readonly string[] | null;
}>;

/** Reads "--name value" and "--name=value" up to "--"; ends the launcher where there is something else. */
export const parseOptions = (words: readonly string[]): Options => {
  const options = { graceMs: 500, socket: "", token: "" };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "--") return { ...options, argv: words.slice(at + 1) };
    const equals = word.indexOf("=");
    const name = equals === -1 ? word : word.slice(0, equals);
    const joined = equals === -1 ? undefined : word.slice(equals + 1);
    const value = joined ?? words[++at] ?? misuse(`launcher: ${name} has no value`);
    switch (name) {
      case "--grace-ms":
        if (!/^\d+$/.test(value))
          misuse(`launcher: --grace-ms ${value} is no number of milliseconds`);
        options.graceMs = Number(value);
        break;
      case "--socket":
        options.socket = value;
        break;
      case "--token":
        options.token = value;
        break;
      default:
        misuse(`launcher: unknown option ${name}`);
    }
  }
  return { ...options, argv: null };
};

/** Ends a launcher that was called wrongly: one sentence and exit code 2. */
export const misuse = (sentence: string): never => {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
};
