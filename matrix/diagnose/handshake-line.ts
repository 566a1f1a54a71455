import type { Quote } from "../domain/cause.ts";
import type { HostTakes } from "../domain/evidence.ts";
import { quoted } from "./rule.ts";

/** go-plugin's first line, as far as it names a core protocol and a network (docs/internals.md). */
export const isHandshakeLine = /^1\|\d+\|(tcp|unix)\|/;

/** The same of whatever generation, which is no noise. */
export const isLineOfSomeCore = /^\d+\|\d+\|(tcp|unix)\|/;

/** go-plugin's core protocol (client.go, CoreProtocolVersion). */
export const coreVersion = "1";

/**
 * Whether a host ends its plugin when it has read this first line (go-plugin client.go, Start).
 *
 * @param host - undefined where only what every host refuses counts.
 */
export const isRefusedLine = (line: string, host: HostTakes | undefined): boolean => {
  const [, version = ""] = line.split("|");
  return !isHandshakeLine.test(line.trim()) || (host ? !host.versions.includes(version) : false);
};

/** The first line on standard output, cut to a quotable length. */
export const firstLine = (line: string): Quote =>
  quoted("launcher", `first line: ${JSON.stringify(line.slice(0, 200))}`);
