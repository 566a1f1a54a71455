import type { SelectedOptions } from "./selection-of.ts";

type Repeated = SelectedOptions & Readonly<{ out: string }>;

/** Without --out. */
export const usualOut = "matrix-results";

/** The command that goes on with an interrupted run: the same plan and folder, and --resume. */
export const resumeCommand = ({
  preset,
  only,
  client,
  server,
  mode,
  key,
  harness,
  shard,
  durations,
  project,
  out,
}: Repeated): string => {
  const single = (option: string, value: string | undefined) =>
    value === undefined ? [] : [`--${option} ${quoted(value)}`];
  const list = (option: string, values: readonly string[]) =>
    values.length === 0 ? [] : [`--${option} ${quoted(values.join(","))}`];
  const repeated = (option: string, values: readonly string[]) =>
    values.map((value) => `--${option} ${quoted(value)}`);
  return [
    "handshake-matrix run",
    ...single("preset", preset),
    ...repeated("only", only),
    ...list("client", client),
    ...list("server", server),
    ...list("mode", mode),
    ...list("key", key),
    ...(shard ? [`--shard ${shard.index}/${shard.of}`] : []),
    ...single("durations", durations),
    ...repeated("harness", harness),
    ...single("project", project),
    ...single("out", out === usualOut ? undefined : out),
    "--resume",
  ].join(" ");
};

/** For a POSIX shell. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
