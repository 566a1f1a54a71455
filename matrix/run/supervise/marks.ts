/**
 * Marks by which everything that this process starts is found again, whatever it does: an environment variable
 * that every program inherits, and a resource limit that none can lose by emptying its environment, closing its
 * descriptors or leaving its session. The launcher sets both; launcher/mark.go says how.
 */
import { randomBytes, randomInt } from "node:crypto";

/** Begins the mark of each program of this process. */
export const runMark = randomBytes(6).toString("hex");

/** Programs of one process that have a limit of their own; more of them share. */
const limits = 2 ** 16;

/** In microseconds, from 35 years on: nothing that a program uses up. */
const lowest = 2 ** 50 + randomInt(2 ** 32) * limits;

/** The limits of all programs of this process. */
export const runLimits = [lowest, lowest + limits - 1] as const;

export type Mark = Readonly<{ mark: string; limitMark: number }>;

let marks = 0;

/** For one program and all that it starts. */
export const nextMark = (): Mark => {
  marks++;
  return {
    mark: `${runMark}${marks.toString(16).padStart(6, "0")}`,
    limitMark: lowest + (marks % limits),
  };
};

/** As options of the launcher. */
export const markOptions = ({ mark, limitMark }: Mark): readonly string[] => [
  "--mark",
  mark,
  "--limit-mark",
  `${limitMark}`,
];

/**
 * An environment by which the janitor finds a process that is left: one that runs under no guard, or a guard that was
 * stopped before it could mark itself.
 */
export const markedEnvironment = (
  environment: NodeJS.ProcessEnv,
  { mark }: Pick<Mark, "mark"> = nextMark(),
): NodeJS.ProcessEnv => ({ ...environment, HANDSHAKE_MATRIX_MARK: mark });
