import { expect, test } from "vitest";
import { depthFor } from "./depth-for.ts";

const control = (result: "refused" | "accepted" | "inconclusive") =>
  ({ name: "impostor-server", result, subject: "client go tls", saw: "", elapsedMs: 1 }) as const;

test.for([
  ["failing", true, ["refused"], "handshake"],
  ["failing", true, [], "handshake"],
  ["failing", false, [], "everything"],
  ["failing", true, ["refused", "accepted"], "everything"],
  ["failing", true, ["inconclusive"], "everything"],
  ["all", true, ["refused"], "everything"],
] as const)(
  "recorded: %s, proven: %s, controls %o: the connections are read to %s",
  ([recorded, proven, results, depth]) => {
    expect(depthFor({ recorded }, proven, results.map(control))).toBe(depth);
  },
);
