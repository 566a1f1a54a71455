import { expect, test } from "vitest";
import { clientStacks } from "../knowledge/stacks.ts";
import { proxyDecisions, proxyVariables } from "./proxy-variables.ts";

const proxy = "http://proxy.test:3128";
const all = ["go", "python", "node", "java"];

test.for([
  [{}, "a.test", []],
  [{ https_proxy: proxy }, "a.test", ["go", "python", "node"]],
  [{ HTTPS_PROXY: proxy }, "a.test", ["go"]],
  [{ http_proxy: proxy }, "a.test", ["python", "node"]],
  [{ HTTP_PROXY: proxy, ALL_PROXY: proxy }, "a.test", []],
  [{ grpc_proxy: proxy }, "a.test", ["python", "node"]],
  [{ GRPC_PROXY_EXP: "proxy.test:3128" }, "a.test", ["java"]],
  [{ JAVA_TOOL_OPTIONS: "-Dx=1 -Dhttps.proxyHost=proxy.test" }, "a.test", ["java"]],
  [{ https_proxy: proxy, GRPC_PROXY_EXP: "p:1" }, "a.test", all],
  [{ https_proxy: proxy }, "localhost", ["python", "node"]],
  [{ https_proxy: proxy }, "127.0.0.1", ["python", "node"]],
  [{ https_proxy: proxy, no_proxy: "a.test" }, "a.test", []],
  [{ https_proxy: proxy, NO_PROXY: "a.test" }, "a.test", ["python", "node"]],
  [{ https_proxy: proxy, no_grpc_proxy: "a.test" }, "a.test", ["go"]],
  [{ https_proxy: proxy, no_proxy: "*" }, "a.test", ["python", "node"]],
  [{ https_proxy: proxy, no_proxy: "test" }, "a.test", []],
  [{ https_proxy: proxy, no_proxy: "b.a.test" }, "a.test", ["go", "python", "node"]],
  // A suffix that ends within a label counts for gRPC core and grpc-js.
  [{ https_proxy: proxy, no_proxy: "a.test" }, "xa.test", ["go"]],
  [{ https_proxy: proxy, no_proxy: "10.0.0.0/8" }, "10.1.2.3", []],
  [{ https_proxy: proxy, no_proxy: "10.0.0.0/8" }, "11.1.2.3", ["go", "python", "node"]],
  [{ https_proxy: proxy, no_proxy: "a.test:7000" }, "a.test", ["python", "node"]],
  [{ https_proxy: proxy, no_proxy: "a.test:7001" }, "a.test", ["go", "python", "node"]],
] as const)("%j sends clients of %s through a proxy: %j", ([environment, host, stacks]) => {
  const decisions = proxyDecisions(host, 7000, environment);
  expect(decisions.map(({ stack }) => stack)).toEqual(stacks);
});

test("a stack with other cryptography below reads the variables of its library", () => {
  const stacks = ["go:fips", "node:bun", "node:deno"] as const;
  const decisions = (environment: Readonly<Record<string, string>>) =>
    proxyDecisions("a.test", 7000, environment, stacks).map(({ stack }) => stack);
  expect(decisions({ https_proxy: proxy })).toEqual(stacks);
  expect(decisions({ https_proxy: proxy, no_proxy: "a.test:7000" })).toEqual(stacks.slice(1));
  expect(decisions({ grpc_proxy: proxy })).toEqual(stacks.slice(1));
});

test("user and password of a proxy are not told", () => {
  expect(
    proxyDecisions("a.test", 1, { grpc_proxy: "http://user:secret@proxy.test:3128" })[0],
  ).toEqual({
    stack: "python",
    proxy: "http://proxy.test:3128",
    variable: "grpc_proxy",
  });
});

/** Of curl's and of net/http's for http://, where they differ from what the stacks read. */
const ofOthers = ["all_proxy", "ALL_PROXY", "HTTP_PROXY"];

test("the variables are those that a client of a stack reads, and those of other programs", () => {
  const read = Object.values(clientStacks).flatMap(({ proxy: { named, exceptions } }) => [
    ...named,
    ...exceptions,
  ]);
  expect([...proxyVariables].sort()).toEqual([...new Set([...read, ...ofOthers])].sort());
});
