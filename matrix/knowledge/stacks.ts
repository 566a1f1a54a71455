import type { ClientStack } from "./client-stack.ts";
import { go } from "./stacks/go.ts";
import { goFips } from "./stacks/go-fips.ts";
import { java } from "./stacks/java.ts";
import { node } from "./stacks/node.ts";
import { nodeBun } from "./stacks/node-bun.ts";
import { nodeDeno } from "./stacks/node-deno.ts";
import { python } from "./stacks/python.ts";
import { pythonGrpclib } from "./stacks/python-grpclib.ts";
import { rust } from "./stacks/rust.ts";

/** The stacks as most have them, which are meant where none is named. */
export const usualStacks = ["go", "python", "node", "rust", "java"] as const;
export type UsualStack = (typeof usualStacks)[number];

/** The stacks whose clients are known: those, and their variants, by the implementation's id. */
export const stackNames = [
  ...usualStacks,
  "node:bun",
  "node:deno",
  "go:fips",
  "python:grpclib",
] as const;
export type StackName = (typeof stackNames)[number];

export const clientStacks: Readonly<Record<StackName, ClientStack>> = {
  go,
  python,
  node,
  rust,
  java,
  "node:bun": nodeBun,
  "node:deno": nodeDeno,
  "go:fips": goFips,
  "python:grpclib": pythonGrpclib,
};

/** The stack of which it is a variant. */
export const libraryOf = (stack: StackName): UsualStack => {
  const language = stack.split(":")[0];
  return usualStacks.find((one) => one === language) ?? "go";
};
