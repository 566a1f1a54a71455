import { expect, onTestFinished, test } from "vitest";
import { interruption } from "./interruption.ts";

const asking = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const telling = ["SIGQUIT", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGXCPU"] as const;
const signals = [...asking, ...telling];

/** An interruption to which signals are sent without the process; the test runner's own listeners hear nothing of them. */
const interrupted = () => {
  const before = signals.flatMap((name) => process.listeners(name));
  const own = (name: NodeJS.Signals) =>
    process.listeners(name).filter((listener) => !before.includes(listener));
  const told: string[] = [];
  const signal = interruption((sentence) => void told.push(sentence));
  onTestFinished(() => {
    for (const name of signals) for (const listener of own(name)) process.off(name, listener);
  });
  return {
    signal,
    told,
    send: (name: NodeJS.Signals) => {
      for (const listener of own(name)) listener(name);
    },
    /** Signals that do not end the process at once. */
    heard: () => signals.filter((name) => own(name).length > 0),
  };
};

test("nothing is aborted before a signal, and each that would end the process is heard", () => {
  const { signal, told, heard } = interrupted();
  expect({ aborted: signal.aborted, told, heard: heard() }).toEqual({
    aborted: false,
    told: [],
    heard: signals,
  });
});

test.for(asking)("%s, which the user sent, aborts without a word", (name) => {
  const { signal, told, send } = interrupted();
  send(name);
  expect({ aborted: signal.aborted, told }).toEqual({ aborted: true, told: [] });
});

test.for(telling)("%s aborts, and the user is told what it was", (name) => {
  const { signal, told, send } = interrupted();
  send(name);
  expect(signal.aborted).toBe(true);
  expect(told).toEqual([
    expect.stringMatching(
      name === "SIGXCPU"
        ? /^this process has used up .*ulimit/
        : new RegExp(`^ended by ${name}\\b`),
    ),
  ]);
});

test.for(signals)("after %s the next signal, of whichever, ends the process at once", (name) => {
  const { send, heard } = interrupted();
  send(name);
  // Processor time that is used up comes again each second, and would end the process meanwhile.
  expect(heard()).toEqual(["SIGXCPU"]);
});

test("processor time that is used up is told once, however often it comes", () => {
  const { told, send } = interrupted();
  send("SIGXCPU");
  send("SIGXCPU");
  expect(told.length).toBe(1);
});
