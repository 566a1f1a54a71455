import type { Rule } from "../rule.ts";

/** A client that accepts any certificate authenticates nobody. */
export const impostorAccepted: Rule = {
  code: "impostor-accepted",
  diagnose: ({ controls }) => {
    const accepted = controls.find(
      ({ name, result }) => name === "impostor-server" && result === "accepted",
    );
    return (
      accepted && {
        side: "client",
        decided: true,
        sentence: "The client accepts a server whose certificate it has no reason to trust.",
        matched: [{ by: "orchestrator", text: `control impostor-server: ${accepted.saw}` }],
        remedy: "verify the server's certificate against the configured roots",
      }
    );
  },
};
