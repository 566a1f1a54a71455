import { expect, test } from "vitest";
import { saidVersions, versionIn } from "./said-versions.ts";

const printed = `/builds/go-1.2/provider: go1.26.8
\tpath\tgithub.com/hashicorp/go-plugin/examples/grpc/plugin-go-grpc
\tmod\thandshakematrix/fixtures\t(devel)\t
\tdep\tgithub.com/hashicorp/go-plugin-sdk\tv0.25.0\th1:x
\tdep\tgithub.com/hashicorp/go-plugin\tv1.6.2\th1:zdGAEd0V1lCaU0u+MxWQhtSDQmahpkwOun8U8EiRVog=
\tdep\texample.org/google.golang.org/grpc/otelgrpc\tv0.67.0\th1:x
\tdep\tgoogle.golang.org/genproto\tv0.0.0-20231106174013-bbf56f31fb17\th1:x
`;

test.for([
  ["go", "1.26.8"],
  ["hashicorp/go-plugin", "1.6.2"],
  ["google.golang.org/genproto", "0.0.0-20231106174013-bbf56f31fb17"],
  ["google.golang.org/grpc", null],
  ["hashicorp/go-plugin-sdk", "0.25.0"],
  ["example.org/google.golang.org/grpc", null],
] as const)("behind %s stands %s", ([before, version]) => {
  expect(versionIn(printed.split("\n"), before)).toBe(version);
});

const names = { stack: { plugin: "plugin v" }, runtime: { Go: "go" }, tls: { "crypto/tls": "go" } };
const saying = (text: string) => ({ command: ["printf", "%s", text], ...names });
const { signal } = new AbortController();

test("a program that says its versions is described by them", async () => {
  expect(await saidVersions(saying("plugin v2.0\ngo1.26.8"), signal)).toEqual({
    kind: "described",
    description: {
      stack: [{ name: "plugin", version: "2.0" }],
      runtime: { name: "Go", version: "1.26.8" },
      tls: { name: "crypto/tls", version: "1.26.8" },
      keyLog: false,
    },
  });
});

test.for([
  [saying("plugin v2.0"), "`printf %s plugin v2.0` prints no version behind go"],
  [{ command: ["absent-program"], ...names }, "`absent-program` is not installed"],
  [{ command: ["false"], ...names }, "`false` ended with exit code 1"],
] as const)("what %j does not say is told", async ([says, reason]) => {
  expect(await saidVersions(says, signal)).toEqual({ kind: "silent", reason });
});
