import type { Diagnosis, Quote } from "../domain/cause.ts";
import { clientStacks, type StackName } from "../knowledge/stacks.ts";
import type { Handshake } from "./handshake.ts";
import { type Taken, unmetNeed } from "./unmet-need.ts";

/** What {@link unmetNeed} finds. */
const told = {
  "no-common-group": {
    lacks: "the server takes no group for the key exchange that they offer",
    took: ({ groups }: Taken) =>
      `groups that it takes, of those that stacks offer: ${groups.join(", ") || "none"}`,
    remedy: "let the server take x25519 or secp256r1 too",
  },
  "signature-scheme-not-offered": {
    lacks: "they offer no signature scheme for the server's key",
    took: ({ keyType }: Taken) => `the server's key: ${keyType}`,
    remedy: "give the server a key of ECDSA P-256 or RSA 2048, in place of this one or beside it",
  },
} as const;

/**
 * Why the clients of some stacks stay out, where the probe's own call passed; null where all get in, or what keeps one
 * out is not in its ClientHello. Loaded where it is needed.
 *
 * @param hellos - what became of each stack's; of node, whose hello the probe's own call had, it says nothing.
 */
export const keptOutDiagnosis = async (
  hellos: ReadonlyMap<StackName, Handshake>,
  taken: Taken | null,
  target: string,
): Promise<Diagnosis | null> => {
  if (taken === null) return null;
  const refused = [...hellos].flatMap(([stack, hello]) => {
    const code = unmetNeed(clientStacks[stack].hello, taken);
    return hello.kind === "refused" && stack !== "node" && code !== null
      ? [{ stack, saw: hello.saw, code }]
      : [];
  });
  const codes = [...new Set(refused.map(({ code }) => code))];
  if (codes.length === 0) return null;
  const { causes } = await import("../knowledge/causes.ts");
  const others = [...hellos.keys()].filter((stack) => refused.every((one) => one.stack !== stack));
  const getIn = others.length > 0 ? `; those of ${others.join(", ")} offer what it takes` : "";
  return {
    determinable: false,
    causes: codes.map((code) => {
      const { lacks, took, remedy } = told[code];
      const kept = refused.filter((one) => one.code === code);
      const stacks = kept.map(({ stack }) => stack);
      return {
        code,
        side: null,
        decided: false,
        doubt:
          "the hellos are those that clients of these stacks are known to send, and none of them was run",
        sentence: `Clients of ${stacks.join(", ")} stay out: ${lacks}${getIn}.`,
        matched: [
          { by: "orchestrator", text: took(taken) } satisfies Quote,
          ...kept.map(
            ({ stack, saw }): Quote => ({
              by: "orchestrator",
              text: `a ClientHello as ${clientStacks[stack].hello.version} sends it: ${saw}`,
            }),
          ),
        ],
        remedy,
        clause: causes[code].clause,
      };
    }),
    nextCheck: `run one of them: handshake-matrix probe ${target} --as ${refused.map(({ stack }) => stack).join(",")}`,
  };
};
