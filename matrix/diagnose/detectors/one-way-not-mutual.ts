import type { Rule } from "../rule.ts";

/** A server that lets in clients without the right certificate authenticates nobody. */
export const oneWayNotMutual: Rule = {
  code: "one-way-not-mutual",
  diagnose: ({ controls }) => {
    const accepted = controls.filter(
      ({ name, result }) =>
        result === "accepted" &&
        (name === "no-client-certificate" || name === "untrusted-client-certificate"),
    );
    if (accepted.length === 0) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: "The server lets clients in without a certificate that it could verify.",
      matched: accepted.map(({ name, saw }) => ({
        by: "orchestrator",
        text: `control ${name}: ${saw}`,
      })),
      remedy: "require and verify the client's certificate in the TLS handshake",
    };
  },
};
