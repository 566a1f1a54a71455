import { expect, test } from "vitest";
import { tellingLine } from "./telling-line.ts";

test.for([
  ["of one line", ["a.go:1:2: undefined: b"], "a.go:1:2: undefined: b"],
  ["of Go", ["a.go:1:2: undefined: b", "too many errors"], "a.go:1:2: undefined: b"],
  [
    "of Maven",
    [
      "[ERROR]   location: class io.grpc.stub.ClientCalls",
      "[ERROR] -> [Help 1]",
      "[ERROR] ",
      "[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.",
      "[ERROR] Re-run Maven using the -X switch to enable full debug logging.",
      "[ERROR] For more information about the errors and possible solutions, please read the following articles:",
      "[ERROR] [Help 1] http://cwiki.apache.org/confluence/display/MAVEN/MojoFailureException",
      "",
    ],
    "[ERROR]   location: class io.grpc.stub.ClientCalls",
  ],
  ["of what says nothing", ["too many errors"], "too many errors"],
  ["of nothing", [], ""],
] as const)("%s", ([, lines, telling]) => {
  expect(tellingLine(lines)).toBe(telling);
});
