import { channel } from "node:diagnostics_channel";

/** A process of a run that has ended. */
export type EndedProcess = Readonly<{
  /** What it was in its cell; a program is a server, a client or a step of a build. */
  as: "plugin" | "decoy" | "program";
  /** Of the program itself. */
  argv: readonly string[];
  /** User and system time of the program and of the children that it waited for; 0 where its launcher cannot tell. */
  cpuMs: number;
}>;

/** On which each is told to whoever measures a run from within (node:diagnostics_channel). */
export const endedProcessChannel = "handshake-matrix:ended-process";

const ended = channel(endedProcessChannel);

export const tellEnded = (process: EndedProcess): void => ended.publish(process);
