import type { ClientStack } from "../client-stack.ts";
import { node } from "./node.ts";
import { rust } from "./rust.ts";
import { malformed, names, trust, usage, validity } from "./shared-lists.ts";

const { ofSome: _, ...hello } = rust.hello;
/** Its rustls has no ML-DSA. */
const signatureSchemes = hello.signatureSchemes.filter((name) => name !== "mldsa65");

/** grpc-js on Deno's rustls with aws-lc-rs. */
export const nodeDeno: ClientStack = {
  ...node,
  hello: { ...hello, signatureSchemes, version: "grpc-js 1.14.7, Deno 2.9.6" },
  verifier: {
    ...rust.verifier,
    // It says the same of each but the names, at which node:tls looks last.
    source: "node:tls of Deno 2.9.6 run; order: as that of rust, with the names at the end",
    order: [
      malformed,
      ...validity,
      "ca-used-as-end-entity",
      usage,
      ...trust,
      "key-too-weak",
      ...names,
    ],
    trustedAuthorityAsLeaf: "accepted",
    commonName: "without-dns-names",
    trailingDot: "ignored",
    wildcardOfOneLabel: "refused",
  },
  signsNot: ["mldsa65"],
  reply: {
    ...node.reply,
    // More was not tried.
    headers: { listBytes: 65_535 },
    source: "grpc-js 1.14.7 on Deno 2.9.6 run, beside Node with the same replies",
  },
};
