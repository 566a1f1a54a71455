import type { ClientStack } from "./client-stack.ts";
import { cpp } from "./stacks/cpp.ts";
import { go } from "./stacks/go.ts";
import { goFips } from "./stacks/go-fips.ts";
import { java } from "./stacks/java.ts";
import { javaJdk } from "./stacks/java-jdk.ts";
import { node } from "./stacks/node.ts";
import { nodeBun } from "./stacks/node-bun.ts";
import { nodeDeno } from "./stacks/node-deno.ts";
import { python } from "./stacks/python.ts";
import { pythonDebian } from "./stacks/python-debian.ts";
import { pythonGrpclib } from "./stacks/python-grpclib.ts";
import { rust } from "./stacks/rust.ts";
import { rustRing } from "./stacks/rust-ring.ts";

/** The stacks as most have them, which are meant where none is named. */
export const usualStacks = ["go", "python", "node", "rust", "java"] as const;
export type UsualStack = (typeof usualStacks)[number];

/** The stacks whose clients are known: those, their variants, and C++, by the implementation's id. */
export const stackNames = [
  ...usualStacks,
  "node:bun",
  "node:deno",
  "go:fips",
  "python:grpclib",
  "python:debian",
  "rust:ring",
  "java:jdk",
  "cpp",
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
  "python:debian": pythonDebian,
  "rust:ring": rustRing,
  "java:jdk": javaJdk,
  cpp,
};

/** The stack of which it is a variant; undefined for one of another language. */
export const libraryOf = (stack: StackName): UsualStack | undefined => {
  const language = stack.split(":")[0];
  return usualStacks.find((one) => one === language);
};
