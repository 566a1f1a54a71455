import type { Rule } from "../rule.ts";

export const leftProcesses: Rule = {
  code: "left-processes",
  clause: "hashicorp/go-plugin issue 136",
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

export const didNotStop: Rule = {
  code: "did-not-stop",
  clause: "hashicorp/go-plugin grpc_controller.go, Shutdown",
  diagnose: ({ outcome, steps }) => {
    const step = steps.find(({ name }) => name === "shutdown");
    if (outcome.phase !== "shutdown" || !step || step.passed) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: "The plugin did not end when its controller was told to shut it down.",
      matched: [{ by: "client", text: step.difference ?? "still running" }],
      remedy: "end the process in plugin.GRPCController/Shutdown",
    };
  },
};
