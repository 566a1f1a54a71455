import type { Implementation, Tool } from "../../domain/implementation.ts";
import { compareVersions } from "../../domain/version-order.ts";
import { asked, howNot } from "./asked.ts";

export type ToolState = Readonly<
  | { kind: "found"; tool: Tool; version: string }
  | { kind: "too-old"; tool: Tool; version: string }
  | { kind: "absent"; tool: Tool }
  /** It is there and does not say its version; how, as the end of a sentence: "ended with exit code 1". */
  | { kind: "unclear"; tool: Tool; how: string }
>;

/**
 * Asks a tool for its version.
 *
 * @param answerWithinMs - the limit of every question unless it is named.
 */
export const checkTool = async (
  tool: Tool,
  signal?: AbortSignal,
  answerWithinMs?: number,
): Promise<ToolState> => {
  const answer = await asked(tool.command, { signal, answerWithinMs });
  if (answer.kind === "not-started") return { kind: "absent", tool };
  if (answer.kind !== "answered") return { kind: "unclear", tool, how: howNot(answer) };
  const version = /\d{1,10}(?:\.\d{1,10}){1,8}/.exec(answer.printed)?.[0];
  if (version === undefined) return { kind: "unclear", tool, how: "printed no version" };
  return compareVersions(version, tool.lowest) >= 0
    ? { kind: "found", tool, version }
    : { kind: "too-old", tool, version };
};

/** What a person has to do; undefined where the tool is as it should be. */
export const remedyFor = (state: ToolState): string | undefined => {
  const { name, command, lowest, install } = state.tool;
  switch (state.kind) {
    case "found":
      return undefined;
    case "too-old":
      return `${name} ${state.version} is older than ${lowest}: ${install}`;
    case "absent":
      return `${name} is not installed: ${install}`;
    case "unclear":
      return `${name} ${state.how} when it was asked for its version: see what \`${command.join(" ")}\` does, or install it anew: ${install}`;
  }
};

/** Implementations whose toolchain is not complete, with what to do about it. */
export const missingToolchains = async (
  implementations: readonly Implementation[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> => {
  const states = new Map<string, Promise<ToolState>>();
  const checked = (tool: Tool) => {
    const key = tool.command.join(" ");
    const state = states.get(key) ?? checkTool(tool, signal);
    states.set(key, state);
    return state;
  };
  const missing = new Map<string, string>();
  for (const { id, toolchain } of implementations) {
    for (const tool of toolchain) {
      const remedy = remedyFor(await checked(tool));
      if (remedy !== undefined) missing.set(id, remedy);
    }
  }
  return missing;
};
