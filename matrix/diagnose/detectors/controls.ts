import type { Control } from "../../domain/evidence.ts";
import { certain, firstOf, quoted, type Rule } from "../rule.ts";

const shown = ({ name, saw }: Control) => quoted("orchestrator", `control ${name}: ${saw}`);

/** A client that accepts any certificate authenticates nobody. */
export const impostorAccepted = firstOf(
  "impostor-accepted",
  certain({
    side: "client",
    sentence: "The client accepts a server whose certificate it has no reason to trust.",
    remedy: "verify the server's certificate against the configured roots",
    shownBy: ({ controls }) =>
      controls
        .filter(({ name, result }) => name === "impostor-server" && result === "accepted")
        .slice(0, 1)
        .map(shown),
  }),
);

/** A server that lets in clients without the right certificate authenticates nobody. */
export const oneWayNotMutual = firstOf(
  "one-way-not-mutual",
  certain({
    side: "server",
    sentence: "The server lets clients in without a certificate that it could verify.",
    remedy: "require and verify the client's certificate in the TLS handshake",
    shownBy: ({ controls }) =>
      controls
        .filter(
          ({ name, result }) =>
            result === "accepted" &&
            (name === "no-client-certificate" || name === "untrusted-client-certificate"),
        )
        .map(shown),
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
