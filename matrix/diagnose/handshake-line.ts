import type { Quote } from "../domain/cause.ts";

/** go-plugin's first line, as far as it names a core protocol and a network (docs/internals.md). */
export const isHandshakeLine = /^1\|\d+\|(tcp|unix)\|/;

/** The first line on standard output, cut to a quotable length. */
export const firstLine = (line: string): Quote => ({
  by: "launcher",
  text: `first line: ${JSON.stringify(line.slice(0, 200))}`,
});
