import { expect, test } from "vitest";
import { cellEvidence, failedReport, processEvidence } from "../tooling/test/evidence.ts";
import { clientTexts } from "./rule.ts";

const printed = "x509: certificate signed by unknown authority";
const client = (shared: boolean, stderr = printed) => processEvidence({ shared, stderr });

test.for([
  ["a client's report", failedReport("UNAVAILABLE", "reported"), client(false), ["reported"]],
  ["what a client that reports nothing printed for its cell alone", null, client(false), [printed]],
  ["nothing of a client that other cells had too", null, client(true), []],
  ["nothing of a client that printed nothing", null, client(false, ""), []],
  ["nothing where there was no client", null, null, []],
] as const)("texts are %s", ([, report, process, texts]) => {
  expect(clientTexts(cellEvidence({ report, client: process }))).toEqual(texts);
});
