import { expect, test } from "vitest";
import type { Side } from "../domain/cause.ts";
import { explain } from "./explain.ts";
import { explanationText } from "./explanation-text.ts";

test.for<readonly [Side, string]>([
  ["client", "Fix on: client."],
  ["server", "Fix on: server."],
  ["between", "Fix on: what stands between them."],
  ["harness", "Fix on: harness."],
])("what is to be mended by the %s", ([side, said]) => {
  const explanation = explain([{ name: "-", text: "x509: certificate has expired" }]);
  const { diagnosis } = explanation;
  const causes = diagnosis.causes.map((cause) => ({ ...cause, side }));
  const text = explanationText({ ...explanation, diagnosis: { ...diagnosis, causes } });
  expect(text.split("\n")[0]).toMatch(said);
});

test("what stands between is quoted as a proxy", () => {
  const text = "no live upstreams while connecting to upstream";
  expect(explanationText(explain([{ name: "-", text }]))).toMatch(
    /^ {3}line 1: proxy: no live upstreams/m,
  );
});

test.for([
  ["truncated", "the file ends before its gzip data does"],
  ["damaged", "the gzip data is damaged there"],
] as const)("a log that is %s", ([ending, said]) => {
  const explanation = explain([{ name: "-", text: "x509: certificate has expired" }]);
  const sources = explanation.sources.map((source) => ({ ...source, ending }));
  expect(explanationText({ ...explanation, sources })).toMatch(
    `what comes after line 0: ${said}\n`,
  );
});
