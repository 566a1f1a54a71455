/** Whether the user knows what ended the process, as after Ctrl-C, or has to be told. */
type Meaning = Readonly<{ kind: "asked" } | { kind: "told"; sentence: string }>;

const asked: Meaning = { kind: "asked" };
const told = (what: string): Meaning => ({
  kind: "told",
  sentence: `${what}; what is under way is ended, and what is finished is kept`,
});

/**
 * Each signal whose default is to end the process (signal(7)), but for those that tell of a fault of its own, for those
 * that Node ignores (SIGPIPE, SIGXFSZ), for SIGUSR1 (cli.js), and for SIGPROF, which V8 sends itself where a run is
 * profiled (node --cpu-prof): who listens for it ends such a run.
 */
const meanings = {
  SIGINT: asked,
  SIGTERM: asked,
  SIGHUP: asked,
  SIGQUIT: told("ended by SIGQUIT"),
  SIGUSR2: told("ended by SIGUSR2"),
  SIGALRM: told("ended by SIGALRM, a timer's"),
  SIGVTALRM: told("ended by SIGVTALRM, a timer's"),
  SIGXCPU: told(
    "this process has used up its processor time (RLIMIT_CPU): raise the limit with ulimit -t unlimited",
  ),
} as const satisfies Partial<Record<NodeJS.Signals, Meaning>>;

type Ending = keyof typeof meanings;

const endings = Object.keys(meanings) as readonly Ending[];

/** Comes again each second, as long as processor time is used (setrlimit(2)): only its first tells something. */
const repeated: Ending = "SIGXCPU";

/**
 * Aborted by the first signal that asks the process to end; the second, of whichever, ends it at once.
 *
 * @param tell - told a sentence where the user may not know what the signal was.
 */
export const interruption = (tell: (sentence: string) => void): AbortSignal => {
  const controller = new AbortController();
  const abort = (signal: NodeJS.Signals) => {
    for (const one of endings) if (one !== repeated) process.off(one, abort);
    if (controller.signal.aborted) return;
    const meaning = meanings[signal as Ending];
    if (meaning.kind === "told") tell(meaning.sentence);
    controller.abort();
  };
  for (const signal of endings) process.on(signal, abort);
  return controller.signal;
};
