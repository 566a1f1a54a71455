import { expect, test } from "vitest";
import { resumeCommand } from "./resume-command.ts";

const bare = {
  only: [],
  client: [],
  server: [],
  mode: [],
  key: [],
  harness: [],
  out: "matrix-results",
} as const;

test.for([
  [{}, "--resume"],
  [{ preset: "default" }, "--preset default --resume"],
  [{ project: "/r/own.yaml" }, "--project /r/own.yaml --resume"],
  [{ preset: "quick", out: "/tmp/x" }, "--preset quick --out /tmp/x --resume"],
  [{ only: ["go/*", "it's"] }, "--only 'go/*' --only 'it'\\''s' --resume"],
  [
    { client: ["go", "node"], server: ["go@1.66.3"], mode: ["tls"], key: ["p256", "p521"] },
    "--client go,node --server go@1.66.3 --mode tls --key p256,p521 --resume",
  ],
  [
    { shard: { index: 2, of: 4 }, durations: "last/results.json" },
    "--shard 2/4 --durations last/results.json --resume",
  ],
  [{ harness: ["my own", "b"] }, "--harness 'my own' --harness b --resume"],
] as const)("%o: %s", ([over, command]) => {
  expect(resumeCommand({ ...bare, ...over })).toBe(`handshake-matrix run ${command}`);
});
