import { type Rule, seenIn, wire } from "../rule.ts";
import { settingsFault } from "../settings-fault.ts";

/** The server's own SETTINGS keep calls from going out. */
export const settingsForbidCalls: Rule = {
  code: "settings-forbid-calls",
  diagnose: ({ evidence }) => {
    const { http2 } = seenIn(evidence);
    const fault = http2 && settingsFault(http2);
    if (fault?.code !== "settings-forbid-calls") return undefined;
    return {
      side: "server",
      decided: true,
      sentence: `The server's HTTP/2 settings leave no room for a call${fault.heldToBy === "some" ? ": some clients hold to that" : ""}.`,
      matched: [wire(fault.what)],
      remedy: fault.remedy,
    };
  },
};
