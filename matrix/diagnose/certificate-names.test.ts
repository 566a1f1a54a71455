import { expect, test } from "vitest";
import { clientStacks } from "../knowledge/stacks.ts";
import { certificate } from "../tooling/test/evidence.ts";
import { nameRefusal } from "./certificate-names.ts";

const stacks = ["go", "python", "node", "rust", "java"] as const;

const none = { dnsNames: [], ipAddresses: [], otherNames: [] };

/** go, python and node as clients of theirs were seen to decide. */
test.for([
  ["the name itself", { dnsNames: ["my.test"] }, "my.test", []],
  ["the name in capitals", { dnsNames: ["MY.test"] }, "my.test", []],
  ["an address alone", { ipAddresses: ["10.0.0.1"] }, "my.test", ["go", "python", "rust"]],
  [
    "an e-mail address alone",
    { otherNames: ["email:a@my.test"] },
    "my.test",
    ["go", "python", "rust"],
  ],
  ["a URI alone", { otherNames: ["URI:spiffe://my.test/x"] }, "my.test", ["go", "python", "rust"]],
  ["no name but the CN", {}, "my.test", ["go", "rust"]],
  ["no name but the CN after others", { subject: "O=test,CN=my.test" }, "my.test", ["go", "rust"]],
  ["a CN that goes on after a comma", { subject: "CN=my.test\\, Inc" }, "my.test", stacks],
  ["another name, and the CN", { dnsNames: ["other.test"] }, "my.test", stacks],
  ["a trailing dot", { dnsNames: ["my.test."] }, "my.test", ["go", "rust", "java"]],
  ["a wildcard", { dnsNames: ["*.my.test"] }, "a.my.test", []],
  ["a wildcard one label up", { dnsNames: ["*.my.test"] }, "my.test", stacks],
  ["a wildcard one label down", { dnsNames: ["*.my.test"] }, "a.b.my.test", stacks],
  ["a wildcard of a single label", { dnsNames: ["*.test"] }, "my.test", ["node", "rust"]],
  ["a wildcard within a label", { dnsNames: ["m*.test"] }, "my.test", stacks],
  ["an underscore", { dnsNames: ["my_svc.test"] }, "my_svc.test", ["java"]],
  ["an address that is dialled", { ipAddresses: ["10.0.0.1"] }, "10.0.0.1", []],
  [
    "an address as a DNS name",
    { dnsNames: ["10.0.0.1"] },
    "10.0.0.1",
    ["go", "node", "rust", "java"],
  ],
] as const)("%s", ([, names, serverName, refusing]) => {
  const leaf = certificate("p256", { ...none, subject: "CN=my.test", ...names });
  const refused = stacks.filter((stack) =>
    nameRefusal(leaf, serverName, clientStacks[stack].verifier),
  );
  expect(refused).toEqual(refusing);
});

test.for([
  ["none", {}, "no-subject-alt-name"],
  ["others", { dnsNames: ["other.test"] }, "hostname-mismatch"],
] as const)("the cause where the names are: %s", ([, names, cause]) => {
  const leaf = certificate("p256", { ...none, subject: "CN=a", ...names });
  expect(nameRefusal(leaf, "my.test", clientStacks.go.verifier)).toBe(cause);
});
