/**
 * Why a program cannot be started, in the sentences of start_error.go. They are found before the start:
 * setpriv, and the C library where there is none, would run a text file by the shell and turn every other
 * refusal of execve(2) into an exit code. A binary file that the kernel refuses therefore has no sentence.
 */
import { accessSync, constants, type Stats, statSync } from "node:fs";
import { delimiter, resolve } from "node:path";
import { getSystemErrorMessage } from "node:util";
import { formatOf } from "./interpreter.ts";

export type StartError = Readonly<{
  kind: "not-started";
  reason: "no such file" | "not executable" | "no interpreter" | "wrong format" | "other";
  sentence: string;
}>;

export type Program = Readonly<{ kind: "program"; file: string }>;

const notStarted = (reason: StartError["reason"], sentence: string): StartError => ({
  kind: "not-started",
  reason,
  sentence,
});

/** The file that a command names: one on PATH if the command has no slash. */
export const findProgram = (command: string): Program | StartError => {
  if (command.includes("/")) return whyNotRun(command) ?? { kind: "program", file: command };
  const file = onPath(command);
  if (file === undefined) return notStarted("no such file", `${command}: no such program on PATH`);
  return whyNotRun(file) ?? { kind: "program", file };
};

/** @returns undefined where no folder of PATH has an executable file of this name. */
export const onPath = (command: string): string | undefined =>
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => resolve(folder, command))
    .find((file) => statOf(file)?.isFile() && mayRun(file));

const whyNotRun = (file: string): StartError | null => {
  let info: Stats;
  try {
    info = statSync(file);
  } catch (error) {
    return whyNotFound(file, error as NodeJS.ErrnoException);
  }
  if (info.isDirectory()) return notStarted("not executable", `${file} is a directory`);
  if (!hasRunBit(info))
    return notStarted("not executable", `${file}: not executable, it has no run bit`);
  if (!mayRun(file)) return notStarted("not executable", `${file}: not permitted to run`);
  if (!info.isFile())
    return notStarted("not executable", `${file} is a pipe, a socket or a device`);
  const format = formatOf(file);
  switch (format.kind) {
    case "plain-text":
      return notStarted(
        "wrong format",
        `${file} is neither an executable for this machine nor a script that begins with #!`,
      );
    case "interpreted":
      return whyNotInterpreted(file, format.interpreter);
    case "other":
      return null;
  }
};

/** An error of chdir(2). */
export const whyNotIn = (folder: string, error: NodeJS.ErrnoException): StartError =>
  error.code === "ENOENT" || error.code === "ENOTDIR"
    ? notStarted("no such file", `${folder}: no such folder`)
    : couldNotStart(folder, error);

const whyNotFound = (file: string, error: NodeJS.ErrnoException): StartError => {
  switch (error.code) {
    case "ENOENT":
    case "ENOTDIR":
      return notStarted("no such file", `${file}: no such file`);
    case "EACCES":
      return notStarted("not executable", `${file}: not permitted to run`);
    default:
      return notStarted("other", `${file}: ${systemSentence(error)}`);
  }
};

const whyNotInterpreted = (file: string, interpreter: string): StartError | null => {
  // A carriage return at the end of the #! line is part of the name.
  const name = /[\p{C}\p{Z}]/u.test(interpreter) ? JSON.stringify(interpreter) : interpreter;
  const info = statOf(interpreter);
  if (!info)
    return notStarted("no interpreter", `${file} exists, but its interpreter ${name} does not`);
  if (!hasRunBit(info))
    return notStarted(
      "no interpreter",
      `${file} needs the interpreter ${name}, which has no run bit`,
    );
  return null;
};

/** An error of the operating system, in its own words. */
export const systemSentence = (error: NodeJS.ErrnoException): string =>
  error.errno === undefined ? error.message : getSystemErrorMessage(error.errno);

export const couldNotStart = (file: string, error: NodeJS.ErrnoException): StartError =>
  notStarted("other", `${file}: ${systemSentence(error)}`);

const hasRunBit = (info: Stats): boolean => (info.mode & 0o111) !== 0;

const statOf = (file: string): Stats | undefined => {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
};

const mayRun = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
