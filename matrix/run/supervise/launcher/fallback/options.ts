/** Those of guard and plugin; options.go has the same. */
export type Options = Readonly<{
  /** How long a program may take to end after SIGTERM. */
  graceMs: number;
  socket: string;
  token: string;
  /** Of the program; empty for none. */
  mark: string;
  limitMark: Limits | null;
  /** Where a guard runs its program; empty for its own. */
  folder: string;
  /** null without "--". */
  argv: readonly string[] | null;
}>;

/** The lowest and the highest limit mark. */
export type Limits = readonly [bigint, bigint];

/** How long a program may take to end after SIGTERM, if nobody says otherwise. */
export const defaultGraceMs = 500;

export const parseOptions = (words: readonly string[]): Options => {
  const options = { graceMs: defaultGraceMs, socket: "", token: "", mark: "", folder: "" };
  let limitMark: Limits | null = null;
  const argv = eachOption(words, {
    "--grace-ms": (value) => {
      options.graceMs = checkedGraceMs(value);
    },
    "--socket": (value) => {
      options.socket = value;
    },
    "--token": (value) => {
      options.token = value;
    },
    "--mark": (value) => {
      options.mark = checkedMark("--mark", value);
    },
    "--limit-mark": (value) => {
      limitMark = checkedLimits(value, false);
    },
    "--folder": (value) => {
      options.folder = value;
    },
  });
  return { ...options, limitMark, argv };
};

/**
 * Takes "--name value" and "--name=value" up to "--"; ends the launcher where there is something else.
 *
 * @returns what is behind "--"; null without it.
 */
export const eachOption = (
  words: readonly string[],
  takes: Readonly<Record<string, (value: string) => void>>,
): readonly string[] | null => {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "--") return words.slice(at + 1);
    const equals = word.indexOf("=");
    const name = equals === -1 ? word : word.slice(0, equals);
    const joined = equals === -1 ? undefined : word.slice(equals + 1);
    const value = joined ?? words[++at] ?? misuse(`launcher: ${name} has no value`);
    const take = Object.hasOwn(takes, name) ? takes[name] : undefined;
    (take ?? (() => misuse(`launcher: unknown option ${name}`)))(value);
  }
  return null;
};

export const checkedGraceMs = (value: string): number => {
  if (!/^\d+$/.test(value)) misuse(`launcher: --grace-ms ${value} is no number of milliseconds`);
  return Number(value);
};

/** A mark is one that no other text in an environment is taken for. */
export const checkedMark = (name: string, value: string): string =>
  /^[0-9a-f]{8,32}$/.test(value)
    ? value
    : misuse(`launcher: ${name} ${value} is no mark of 8 to 32 digits in lower-case hex`);

/** @param several - whether "N-M" is allowed besides "N". */
export const checkedLimits = (value: string, several: boolean): Limits => {
  const wrong = () => misuse(`launcher: --limit-mark ${value} is no limit`);
  const [, low = "", high] = /^(\d{1,19})(?:-(\d{1,19}))?$/.exec(value) ?? wrong();
  const [from, to] = [BigInt(low), BigInt(high ?? low)];
  const most = 2n ** 63n - 1n;
  if (from === 0n || to < from || to > most || (high !== undefined && !several)) wrong();
  return [from, to];
};

/** Ends a launcher that was called wrongly: one sentence and exit code 2. */
export const misuse = (sentence: string): never => {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
};
