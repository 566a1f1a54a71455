import type { ClientStack } from "./client-stack.ts";
import { go } from "./stacks/go.ts";
import { java } from "./stacks/java.ts";
import { node } from "./stacks/node.ts";
import { python } from "./stacks/python.ts";
import { rust } from "./stacks/rust.ts";

/** The stacks whose clients are known. */
export const stackNames = ["go", "python", "node", "rust", "java"] as const;
export type StackName = (typeof stackNames)[number];

export const clientStacks: Readonly<Record<StackName, ClientStack>> = {
  go,
  python,
  node,
  rust,
  java,
};
