import { describe, expect, test } from "vitest";
import { control, found, gist, symptoms } from "../../tooling/test/symptoms.ts";

const symptomsOf = (...controls: readonly ReturnType<typeof control>[]) =>
  symptoms("control", {}, { mode: "none", controls });

describe("impostor-accepted", () => {
  test("the client trusts anybody", () => {
    const accepted = control("impostor-server", "accepted", "status OK");
    expect(gist(found("impostor-accepted", symptomsOf(accepted)))).toEqual({
      side: "client",
      decided: true,
      quotes: ["orchestrator: control impostor-server: status OK"],
    });
  });

  test.for([
    ["no control was made", []],
    ["the impostor was refused", [control("impostor-server", "refused")]],
    ["nobody can tell", [control("impostor-server", "inconclusive")]],
    ["another was accepted", [control("plaintext-client", "accepted")]],
  ] as const)("silent: %s", ([, controls]) => {
    expect(found("impostor-accepted", symptomsOf(...controls))).toBeUndefined();
  });
});

describe("one-way-not-mutual", () => {
  test("every client that was let in is quoted", () => {
    const bare = control("no-client-certificate", "accepted", "put was answered OK");
    const foreign = control("untrusted-client-certificate", "accepted", "get was answered OK");
    expect(gist(found("one-way-not-mutual", symptomsOf(bare, foreign)))).toEqual({
      side: "server",
      decided: true,
      quotes: [
        "orchestrator: control no-client-certificate: put was answered OK",
        "orchestrator: control untrusted-client-certificate: get was answered OK",
      ],
    });
  });

  test("one of the two is enough", () => {
    const of = symptomsOf(
      control("no-client-certificate", "refused"),
      control("untrusted-client-certificate", "accepted"),
    );
    expect(gist(found("one-way-not-mutual", of))?.quotes).toHaveLength(1);
  });

  test.for([
    [
      "both were refused",
      [
        control("no-client-certificate", "refused"),
        control("untrusted-client-certificate", "refused"),
      ],
    ],
    ["nobody can tell", [control("no-client-certificate", "inconclusive")]],
    ["another was accepted", [control("impostor-server", "accepted")]],
  ] as const)("silent: %s", ([, controls]) => {
    expect(found("one-way-not-mutual", symptomsOf(...controls))).toBeUndefined();
  });
});

describe("control-inconclusive", () => {
  test("is a candidate that names the next check", () => {
    const cause = found(
      "control-inconclusive",
      symptomsOf(control("impostor-server", "inconclusive", "the client never connected")),
    );
    expect(gist(cause)).toEqual({
      side: null,
      decided: false,
      quotes: ["orchestrator: control impostor-server: the client never connected"],
    });
    expect(cause?.nextCheck).toEqual(expect.any(String));
  });

  test("silent: every control came to a result", () => {
    const of = symptomsOf(
      control("impostor-server", "accepted"),
      control("plaintext-client", "refused"),
    );
    expect(found("control-inconclusive", of)).toBeUndefined();
  });
});

describe("label-not-honoured", () => {
  test("every difference is quoted", () => {
    const labelDifferences = [
      "server key type: asked for p256, observed p384 (by wire)",
      "another",
    ];
    const of = symptoms("control", {}, { mode: "none", labelDifferences });
    expect(gist(found("label-not-honoured", of))).toEqual({
      side: "harness",
      decided: true,
      quotes: labelDifferences.map((text) => `orchestrator: ${text}`),
    });
  });

  test("silent: the connection was what the cell asked for", () => {
    expect(found("label-not-honoured", symptomsOf())).toBeUndefined();
  });
});
