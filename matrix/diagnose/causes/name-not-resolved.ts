import { decisiveConnection, type Rule, wire } from "../rule.ts";

/** The announced address has a name that no resolver knows. */
export const nameNotResolved: Rule = {
  code: "name-not-resolved",
  clause: "getaddrinfo(3)",
  diagnose: ({ evidence }) => {
    const connection = decisiveConnection(evidence);
    const error = connection?.dialError ?? "";
    if (!connection || !isResolution(error)) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: `The name in the announced address ${connection.serverAddress} cannot be resolved.`,
      matched: [wire(error)],
      remedy: "announce an address that the host can resolve; a plugin announces 127.0.0.1",
    };
  },
};

export const isResolution = (error: string): boolean => /getaddrinfo|ENOTFOUND|EAI_/.test(error);
