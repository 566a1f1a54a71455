import type { ClientStack } from "../client-stack.ts";
import { rust } from "./rust.ts";

const { ofSome, ...hello } = rust.hello;
const withoutAwsLc = (names: readonly string[]) =>
  names.filter((name) => !(name in (ofSome ?? {})));

/** tonic on rustls with ring. */
export const rustRing: ClientStack = {
  ...rust,
  hello: {
    ...hello,
    version: "tonic 0.14.9, rustls 0.23, ring",
    groups: withoutAwsLc(hello.groups),
    signatureSchemes: withoutAwsLc(hello.signatureSchemes),
  },
  verifier: { ...rust.verifier, source: "tonic 0.14.9 with ring run with one fault and with two" },
  signsNot: ["p521", "mldsa65"],
};
