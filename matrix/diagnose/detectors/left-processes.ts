import type { Rule } from "../rule.ts";

/** Children that outlive the plugin hold its ports and files. */
export const leftProcesses: Rule = {
  code: "left-processes",
  diagnose: ({ evidence }) => {
    const left = evidence.server?.shared === false ? (evidence.server.exit?.left ?? []) : [];
    if (left.length === 0) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: "The server ended and left processes of its own running.",
      matched: left.map(({ pid, command }) => ({ by: "launcher", text: `${pid}: ${command}` })),
      remedy: "end child processes with the plugin",
    };
  },
};
