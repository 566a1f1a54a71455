import { clientTexts, decisiveConnection, type Rule, wire } from "../rule.ts";
import { factsIn } from "../said.ts";

/** sun_path of unix(7) has 108 bytes on Linux, the last of them 0. */
const longestPathBytes = 107;

/** The kernel takes no socket's path of such a length. */
export const pathTooLong: Rule = {
  code: "target-unusable",
  clause: "unix(7), sun_path",
  diagnose: ({ evidence }) => {
    const { dialError } = decisiveConnection(evidence) ?? {};
    const path = /\bEINVAL (\/[^\n]{1,2000}?)(?: - Local|$)/.exec(dialError ?? "")?.[1];
    const bytes = Buffer.byteLength(path ?? "");
    if (bytes <= longestPathBytes) return undefined;
    return {
      side: "client",
      decided: true,
      sentence: `The socket's path has ${bytes} bytes, and the kernel takes ${longestPathBytes} at most.`,
      matched: [wire((dialError ?? "").slice(0, 300))],
      remedy: "put the socket into a folder with a shorter path, or dial it by a relative one",
    };
  },
};

/** The client's library refuses the target before it dials. */
export const targetUnusable: Rule = {
  code: "target-unusable",
  diagnose: ({ evidence }) => {
    if (evidence.connections.length > 0) return undefined;
    const said = factsIn(clientTexts(evidence)).find(({ fact }) => fact.fact === "target-unusable");
    if (!said) return undefined;
    return {
      side: "client",
      decided: true,
      sentence: "The client's library does not understand the target that it was given.",
      matched: [
        { by: "client", text: said.quote.slice(0, 300) },
        { by: "orchestrator", text: "no connection arrived at the address" },
      ],
      remedy: "give it a target in the form of its library",
    };
  },
};
