import { decisiveConnection, type Rule, wire } from "../rule.ts";

/** A socket in the file system that this user may not connect to. */
export const socketNotPermitted: Rule = {
  code: "socket-not-permitted",
  diagnose: ({ evidence }) => {
    const { dialError, serverAddress } = decisiveConnection(evidence) ?? {};
    if (!dialError || !/\bE(?:ACCES|PERM)\b.{0,4096}\//.test(dialError)) return undefined;
    return {
      side: null,
      decided: true,
      sentence: `This user may not connect to the socket ${serverAddress}.`,
      matched: [wire(dialError)],
      remedy:
        "let the client's user or group write to the socket and search the folders above it, or run both as one user",
    };
  },
};
