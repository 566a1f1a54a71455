import { expect, test } from "vitest";
import type { ServerHello, TlsFacts } from "../domain/wire-facts.ts";
import { begunTls, finishedTls, serverHello } from "../tooling/test/evidence.ts";
import { unofferedChoice } from "./server-choice.ts";

const choosing = (over: Partial<ServerHello>, more: Partial<TlsFacts> = {}) =>
  finishedTls({ serverHello: serverHello(over), ...more });
const retrying = (group: string) => ({ helloRetryRequest: { group } });

test.for([
  ["a group", choosing({ group: "x448" }), "group x448"],
  ["a group without a key share", choosing({ group: "secp256r1" }), "group secp256r1"],
  ["a suite", choosing({ cipherSuite: "TLS_X" }), "cipher suite TLS_X"],
  ["a version", choosing({ version: "1.1" }), "version 1.1"],
  ["a group asked for and chosen", choosing({ group: "x448" }, retrying("x448")), "group x448"],
  ["a group asked for", begunTls(retrying("x448")), "group x448"],
] as const)("not offered: %s", ([, tls, choice]) => {
  expect(unofferedChoice(tls)).toBe(choice);
});

test.for([
  ["all of it", finishedTls()],
  ["a key share after it was asked for", choosing({ group: "secp256r1" }, retrying("secp256r1"))],
  ["a group before TLS 1.3", choosing({ version: "1.2", group: "secp256r1" })],
  ["a resumption without a group", choosing({ group: null })],
  ["nothing yet", begunTls()],
  ["a hello that was not seen", finishedTls({ clientHello: null })],
] as const)("offered: %s", ([, tls]) => {
  expect(unofferedChoice(tls)).toBeNull();
});
