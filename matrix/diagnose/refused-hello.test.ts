import { describe, expect, test } from "vitest";
import type { Narrowed, TlsTrial } from "../domain/evidence.ts";
import { alert, begunTls, clientHello, tlsConnection } from "../tooling/test/evidence.ts";
import { wideTrial } from "../tooling/test/first-bytes.ts";
import { gist, symptoms } from "../tooling/test/symptoms.ts";
import { refusedHello } from "./refused-hello.ts";

const rule = refusedHello({
  code: "no-common-group",
  clause: "RFC 8446 section 4.2.7",
  narrowed: "groups",
  title: "supported_groups",
  values: ({ groups }) => groups,
  ordinary: ["x25519"],
  sentence: "No group in common.",
  remedy: "enable x25519",
});

const trial = (narrowed: Narrowed, result: TlsTrial["result"]): TlsTrial => ({
  narrowed,
  result,
  saw: `alert of ${narrowed}`,
});
const wide = wideTrial("accepted", "TLSv1.3, X25519");
const refused = trial("groups", "refused");

const found = (
  trials: readonly TlsTrial[],
  groups: readonly string[] = ["x448"],
  connections = [
    tlsConnection(begunTls({ clientHello: clientHello({ groups }) }), {
      firstClose: { by: "server", how: "fin" },
    }),
  ],
) => {
  const finding = rule.diagnose(symptoms("tls", { connections, trials }));
  return finding && { ...finding, code: rule.code };
};
const decided = (trials: readonly TlsTrial[]) => found(trials)?.decided;

test("a server that accepts all and refuses one list: both are quoted", () => {
  const finding = found([wide, trial("versions", "accepted"), refused]);
  expect(
    gist(finding && { doubt: null, remedy: null, nextCheck: null, clause: null, ...finding }),
  ).toEqual({
    side: "client",
    decided: true,
    quotes: [
      "wire: ClientHello supported_groups: x448",
      "wire: the server closed the connection without an alert",
      "orchestrator: offered everything, the same server chose TLSv1.3, X25519",
      "orchestrator: offered everything but only the client's supported_groups, it refused: alert of groups",
    ],
  });
});

test("an alert is quoted in the close's place", () => {
  const alerts = [alert("server", 40, "handshake_failure")];
  const finding = found(
    [wide, refused],
    ["x448"],
    [tlsConnection(begunTls({ alerts, clientHello: clientHello({ groups: ["x448"] }) }))],
  );
  expect(finding?.matched[1]).toEqual({
    by: "wire",
    text: "the server sent alert 40 handshake_failure",
  });
});

describe("decided", () => {
  test.for([
    ["nobody tried the versions", [wide, refused], false],
    [
      "the others are accepted",
      [wide, trial("versions", "accepted"), refused, trial("cipher-suites", "accepted")],
      true,
    ],
    ["a second list is refused", [wide, refused, trial("cipher-suites", "refused")], false],
    ["another trial came to nothing", [wide, refused, trial("versions", "inconclusive")], false],
  ] as const)("%s: %s", ([, trials, expected]) => {
    expect(decided(trials)).toBe(expected);
  });
});

describe("silent", () => {
  test.for([
    ["nothing was tried", []],
    ["only the full hello was tried", [wide]],
    ["the full hello was not tried", [refused, trial("versions", "accepted")]],
    ["the full hello is refused", [wideTrial("refused"), refused]],
    ["the full hello came to nothing", [wideTrial("inconclusive"), refused]],
    ["it answers no TLS at all", [wideTrial("no-tls"), refused]],
    ["this list is accepted", [wide, trial("groups", "accepted")]],
    ["this list came to nothing", [wide, trial("groups", "inconclusive")]],
    ["another list is refused", [wide, trial("versions", "refused")]],
  ] as const)("%s", ([, trials]) => {
    expect(found(trials)).toBeUndefined();
  });

  test("no ClientHello was read", () => {
    const connections = [tlsConnection(begunTls({ clientHello: null }))];
    expect(found([wide, refused], [], connections)).toBeUndefined();
  });
});

describe("the side that has to change", () => {
  test.for([
    [["x448"], "client"],
    [[], "client"],
    [["x448", "x25519"], "server"],
  ] as const)("offered %o: the %s", ([groups, side]) => {
    expect(found([wide, refused], groups)?.side).toBe(side);
  });
});
