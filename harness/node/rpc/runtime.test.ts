import { expect, test } from "vitest";
import { runtimeOf } from "./runtime.ts";

const node = { node: "26.3.0", openssl: "3.5.8" };

test.for([
  [node, "Node.js 26.3.0", "OpenSSL 3.5.8"],
  [{ ...node, bun: "1.4.5", boringssl: "fe703e9faa3bfd22" }, "Bun 1.4.5", "BoringSSL fe703e9faa3b"],
  [{ ...node, bun: "1.4.5" }, "Bun 1.4.5", "BoringSSL bundled with Bun 1.4.5"],
  [{ ...node, deno: "2.9.6" }, "Deno 2.9.6", "rustls bundled with Deno 2.9.6"],
] as const)("%o is %s with %s", ([versions, runtime, library]) => {
  const { name, version, tls } = runtimeOf(versions);
  expect([`${name} ${version}`, `${tls.name} ${tls.version}`]).toEqual([runtime, library]);
});

test("Deno alone tells no secrets and limits no groups", () => {
  const of = (versions: NodeJS.Dict<string>) => {
    const { tellsSecrets, limitsGroups } = runtimeOf(versions);
    return [tellsSecrets, limitsGroups];
  };
  expect([node, { ...node, bun: "1.4.5" }, { ...node, deno: "2.9.6" }].map(of)).toEqual([
    [true, true],
    [true, true],
    [false, false],
  ]);
});
