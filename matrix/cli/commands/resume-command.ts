import type { SelectedOptions } from "./selection-of.ts";

type Repeated = SelectedOptions & Readonly<{ out: string }>;

/** Without an option. */
export const defaults = { preset: "default", out: "matrix-results" } as const;

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
  out,
}: Repeated): string => {
  const single = (option: keyof typeof defaults, value: string) =>
    value === defaults[option] ? [] : [`--${option} ${quoted(value)}`];
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
    ...(durations === undefined ? [] : repeated("durations", [durations])),
    ...repeated("harness", harness),
    ...single("out", out),
    "--resume",
  ].join(" ");
};

/** For a POSIX shell. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
