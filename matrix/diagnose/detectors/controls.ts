import type { Control, ControlName } from "../../domain/evidence.ts";
import { type Certainty, certain, firstOf, quoted, type Rule } from "../rule.ts";

const shown = ({ name, saw }: Control) => quoted("orchestrator", `control ${name}: ${saw}`);

/** A side let in what these controls are, and had to refuse it. */
const letIn = (names: readonly ControlName[], words: Omit<Certainty, "shownBy">) =>
  certain({
    ...words,
    shownBy: ({ controls }) =>
      controls
        .filter(({ name, result }) => result === "accepted" && names.includes(name))
        .map(shown),
  });

/** A client that accepts any certificate authenticates nobody. */
export const impostorAccepted = firstOf(
  "impostor-accepted",
  letIn(["impostor-server"], {
    side: "client",
    sentence: "The client accepts a server whose certificate it has no reason to trust.",
    remedy: "verify the server's certificate against the configured roots",
  }),
);

/** A server that lets in clients without the right certificate authenticates nobody. */
export const oneWayNotMutual = firstOf(
  "one-way-not-mutual",
  letIn(["no-client-certificate", "untrusted-client-certificate"], {
    side: "server",
    sentence: "The server lets clients in without a certificate that it could verify.",
    remedy: "require and verify the client's certificate in the TLS handshake",
  }),
);

/** A control that shows neither refusal nor acceptance proves nothing, so its cell cannot pass. */
export const controlInconclusive: Rule = {
  code: "control-inconclusive",
  diagnose: ({ controls }) => {
    const open = controls.filter(({ result }) => result === "inconclusive");
    if (open.length === 0) return undefined;
    return {
      side: null,
      decided: false,
      sentence: "A control showed neither refusal nor acceptance.",
      matched: open.map(shown),
      nextCheck: "run the cell alone and read both sides' logs around the control",
    };
  },
};
