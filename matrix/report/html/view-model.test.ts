import { expect, test } from "vitest";
import { cannedRun } from "../../tooling/test/canned-run.ts";
import {
  cellResult,
  diagnosed,
  failedAt,
  runResult,
  schemeNotOffered,
} from "../../tooling/test/results.ts";
import type { CauseCard } from "../cause-card.ts";
import { viewOf } from "./view-model.ts";

const noFiles = () => null;

test("groups have what did not pass, what is unexpected first", () => {
  const { groups } = viewOf(cannedRun(), [], noFiles).overview;
  expect(groups.map(({ look, ids }) => [look, ids.length])).toEqual([
    ["unexpected", 1],
    ["unexpected", 1],
    ["unexpected", 1],
    ["not-run", 1],
    ["known", 2],
    ["unsupported", 1],
  ]);
});

test("a group says what to do, and what its cells have in common", () => {
  const known = diagnosed(schemeNotOffered);
  const failure = failedAt("tls", "put: expected OK, got UNAVAILABLE");
  const contrast = [{ cell: "go/go/tls/p384", with: "key p384", outcome: "passes" }] as const;
  const { groups } = viewOf(
    runResult([
      cellResult("go/go/tls/p521", failure, { ...known, contrast }),
      cellResult("go/python/tls/p521", failure, { ...known, contrast }),
      cellResult("python/go/tls/p521", failure, known),
      cellResult("go/go/tls/p256"),
    ]),
    [],
    noFiles,
  ).overview;
  expect(groups).toEqual([
    {
      look: "known",
      surprise: null,
      cause: "signature-scheme-not-offered",
      certainty: "certain",
      side: "client",
      behaviour: null,
      sentence: schemeNotOffered.sentence,
      matched: schemeNotOffered.matched,
      remedy: schemeNotOffered.remedy,
      nextCheck: null,
      pattern: "the 3 cells with server key p521, no others",
      contrasts: contrast,
      next: "handshake-matrix cell 'go/go/tls/p521'",
      ids: ["go/go/tls/p521", "go/python/tls/p521", "python/go/tls/p521"],
    },
  ]);
});

test("of all that is known, the page has what is known of the causes of this run", () => {
  const card = (code: CauseCard["code"]): CauseCard => ({
    code,
    phase: "tls",
    clause: "RFC 8446",
    summary: "A summary.",
    sides: ["client"],
    toBeSure: "A check.",
    fix: { any: "A change." },
  });
  const cards = [card("signature-scheme-not-offered"), card("unknown-ca")];
  expect(viewOf(cannedRun(), cards, noFiles).overview.causes.map(({ code }) => code)).toEqual([
    "signature-scheme-not-offered",
  ]);
});
