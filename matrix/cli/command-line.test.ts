import { expect, test } from "vitest";
import { asCalled } from "../domain/own-command.ts";
import { commandLine } from "./command-line.ts";

const program = commandLine(
  {
    terminal: {
      command: "it",
      out: () => {},
      isTerminal: false,
      columns: 80,
      rows: 24,
      paint: (text) => text,
    },
    tell: () => {},
    untilInterrupted: () => new AbortController().signal,
    annotated: "not at all",
  },
  async () => {},
);

test.for(program.commands.map((command) => command.name()))(
  "%s is told as a user calls it",
  (name) => {
    expect(asCalled(`next: handshake-matrix ${name}`, "npx it")).toBe(`next: npx it ${name}`);
  },
);
