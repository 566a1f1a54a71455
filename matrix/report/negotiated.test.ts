import { expect, test } from "vitest";
import type { ObservedProperties } from "../domain/evidence.ts";
import { nothingObserved } from "../run/evidence/observed-properties.ts";
import { cellResult, failedAt, runResult } from "../tooling/test/results.ts";
import { negotiated } from "./negotiated.ts";

const passed = { kind: "passed" } as const;

const agreed = (
  group: string,
  suite: string,
  version = "1.3",
): { observed: ObservedProperties } => {
  const by = "wire" as const;
  return {
    observed: {
      ...nothingObserved,
      tlsVersion: { value: version, by },
      cipherSuite: { value: suite, by },
      group: { value: group, by },
    },
  };
};

const aes = "TLS_AES_128_GCM_SHA256";

test("each pair has one entry, of a cell that passed and that nothing limited", () => {
  const page = negotiated(
    runResult([
      cellResult("go/go/none"),
      cellResult("go/go/tls/p256/group=x25519", passed, agreed("x25519", aes)),
      cellResult("go/go/tls/p256", passed, agreed("X25519MLKEM768", aes)),
      cellResult("go/node/tls/p521", failedAt("tls", "refused")),
      cellResult("go/node/tls/p256", passed, agreed("secp384r1", "TLS_ECDHE_RSA", "1.2")),
      cellResult("node/go/tls/p256", failedAt("tls", "refused")),
      cellResult("node/node/tls/p256"),
    ]),
  );
  expect(page.split("\n").filter((line) => line.startsWith("| `"))).toEqual([
    "| `go` | **`X25519MLKEM768`** AES_128_GCM_SHA256 | `secp384r1` ECDHE_RSA, TLS 1.2 |",
    "| `node` | ✗ | ? |",
  ]);
  expect(page).toContain("**1 of 3 pairs agree on a post-quantum key exchange**");
});
