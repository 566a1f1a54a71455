import { expect, test } from "vitest";
import { unreachable } from "../../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";

const code = "socket-not-permitted";
const dialled = (error: string) => symptoms("dial", { connections: [unreachable(error)] });

test.for(["connect EACCES /run/kv.sock", "connect EPERM /run/kv.sock"])("%s", (error) => {
  expect(gist(found(code, dialled(error)))).toEqual({
    side: null,
    decided: true,
    quotes: [`wire: ${error}`],
  });
});

test.for(["connect EACCES 10.0.0.7:443", "connect ENOENT /run/kv.sock"])("silent: %s", (error) => {
  expect(found(code, dialled(error))).toBeUndefined();
});
