import { speakerOf } from "./component.ts";
import { linesIn } from "./lines.ts";
import { withoutOpeners } from "./openers.ts";

/**
 * A line that tells of the end of a program that nobody asked for. `program`: its name. `of`: whether it says so itself, in its
 * last words, or whoever runs it. `index`: of the line in the text, `at` its offset.
 */
export type Ended = Readonly<{
  program: string;
  of: "itself" | "supervisor";
  at: number;
  index: number;
  words: string;
}>;

/** What a program says in its last words, behind its label. */
const lastWords =
  /^(?:panic: |fatal error: |SIGSEGV: |Segmentation fault\b|terminate called (?:after|without)\b|# A fatal error has been detected by the Java Runtime Environment)/;

/** An exit code of a fault: not of success, of Ctrl-C or of a signal to stop. */
const code = "(?!(?:0|130|143)\\b)\\d{1,3}\\b";

const name = "([\\w@./-]{2,60})";

/**
 * Who says so of a program, with its name: Compose and shells, systemd, supervisord, foreman, PM2, Docker's events, and Kubernetes in
 * its events, its lists and its descriptions. Ends that were asked for are none.
 */
const ends: readonly RegExp[] = [
  `^(?:[Cc]ontainer |[Pp]rocess |[Ss]ervice )?${name} exited with (?:exit )?(?:code|status):? ${code}`,
  `\\b${name}\\.service: Main process exited, code=(?:killed, status=(?!15\\b)|dumped, status=|exited, status=(?!0\\b))\\d{1,3}\\b`,
  `\\b${name}\\.service: Failed with result '(?:exit-code|signal|core-dump|oom-kill|watchdog)'`,
  `\\bexited: ${name} \\((?:exit status ${code}|terminated by SIG(?!TERM|INT)[A-Z]{3,6}\\b)`,
  `^${name} {1,12}\\| (?:exited with code ${code}|terminated by SIG(?!TERM|INT)[A-Z]{3,6}\\b)`,
  `\\bApp \\[${name}(?::\\d{1,4})?\\] exited with code \\[${code}`,
  `\\bcontainer die [\\da-f]{0,64} ?\\((?=[^)\\n]{0,400}\\bexitCode=${code})[^)\\n]{0,400}\\bname=${name}`,
  `\\bBack-off restarting failed container ${name} in pod\\b`,
  `^${name} {1,40}\\d{1,3}/\\d{1,3} {1,12}(?:CrashLoopBackOff|Error|OOMKilled)\\b`,
].map((source) => new RegExp(source));

/** Of a description of a pod: what it is called, and what one of its containers ended with. */
const described = /^Name: {1,40}([\w.-]{2,120})$/;
const exitCode = new RegExp(`^ {2,24}Exit Code: {1,24}${code}`);

/** UTF-16 units of a line that are looked at. */
const looked = 300;

const supervisedIn = (line: string): string => {
  const bare = withoutOpeners(line);
  for (const one of ends) {
    const found = one.exec(line)?.[1] ?? one.exec(bare)?.[1];
    if (found !== undefined) return found;
  }
  return "";
};

/** Every end of a program that a text tells of. */
export const endedIn = (text: string): readonly Ended[] => {
  let pod = "";
  return linesIn(text, looked).flatMap(({ from, words: line }, index): readonly Ended[] => {
    pod = described.exec(line)?.[1] ?? pod;
    const told = { at: from, index, words: line.trim() };
    const supervised = exitCode.test(line) ? pod : supervisedIn(line);
    if (supervised !== "") return [{ program: supervised, of: "supervisor", ...told }];
    const speaker = speakerOf(line);
    const words = line
      .slice(line.indexOf(speaker) + speaker.length)
      .replace(/^[\s|│:\]\d[]{1,40}/, "");
    return speaker !== "" && lastWords.test(words)
      ? [{ program: speaker, of: "itself", ...told }]
      : [];
  });
};

/** Who runs programs, and speaks of their ends. */
export const supervisors: ReadonlySet<string> = new Set([
  "systemd",
  "kernel",
  "kubelet",
  "dockerd",
  "containerd",
  "supervisord",
  "PM2",
]);

/** Whether two names are of one program: a container and its service, a pod and the container in it. */
export const areOneProgram = (a: string, b: string): boolean => a.includes(b) || b.includes(a);

/** What a logger calls the program that writes records of JSON or of fields. */
const field =
  /(?:"(?:name|service|app|component|logger)"\s?:\s?"|\b(?:service|app|component|logger)=)([\w./-]{2,60})/;

/** The name of the program that printed a line; empty where it has none. */
export const programOf = (line: string): string =>
  speakerOf(line) || (field.exec(line.slice(0, 2000))?.[1] ?? "");
