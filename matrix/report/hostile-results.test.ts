import { describe, expect, test } from "vitest";
import { causeCards } from "../cli/commands/cause-cards.ts";
import type { Diagnosis } from "../domain/cause.ts";
import type { RunResult } from "../domain/run-result.ts";
import { parseCellId } from "../run/axes/cell-id.ts";
import { cellEvidence, processEvidence } from "../tooling/test/evidence.ts";
import { hostileText } from "../tooling/test/hostile-text.ts";
import { junitFaults, parsedXml } from "../tooling/test/junit-rules.ts";
import { cellResult, failedAt, runResult, schemeNotOffered } from "../tooling/test/results.ts";
import { control, judgedStep } from "../tooling/test/symptoms.ts";
import { annotations } from "./annotations.ts";
import { brokenPeers } from "./broken-peers.ts";
import { causePages } from "./cause-pages.ts";
import { compatibility } from "./compatibility.ts";
import { ctrf } from "./ctrf.ts";
import { compareRuns } from "./diff/compare-runs.ts";
import { comparisonJson } from "./diff/comparison-json.ts";
import { comparisonMarkdown } from "./diff/comparison-markdown.ts";
import { comparisonText } from "./diff/comparison-text.ts";
import { jsonText } from "./format/json.ts";
import { plain } from "./grid.ts";
import { handshakePicture } from "./handshake-picture.ts";
import { incidentsPage } from "./incidents.ts";
import { jobSummary } from "./job-summary.ts";
import { junit } from "./junit/junit.ts";
import { resultsSchema } from "./results-schema.ts";
import { failureLines, summary } from "./summary.ts";

const diagnosis: Diagnosis = {
  determinable: true,
  causes: [
    {
      ...schemeNotOffered,
      sentence: hostileText,
      matched: [{ by: "client", text: hostileText, at: { source: hostileText, line: 1 } }],
      remedy: hostileText,
      clause: hostileText,
    },
  ],
  nextCheck: hostileText,
};

const bad = cellResult("go/python/tls/p256", failedAt("tls", hostileText), {
  verdict: "unexpected",
  verdictReason: hostileText,
  diagnosis,
  steps: [judgedStep(hostileText, hostileText)],
  controls: [{ ...control("impostor-server", "accepted", hostileText), subject: hostileText }],
  observed: { ...cellResult("go/go/none").observed, alpn: { value: hostileText, by: "client" } },
  contrast: [{ cell: "go/go/none", with: hostileText, outcome: "passes" }],
});

const named = { name: hostileText, version: hostileText };

/** A result with hostile text in every field that is free text. */
const hostile = (): RunResult =>
  runResult(
    [
      bad,
      { ...bad, ...parseCellId("go:stock/go/mtls/p256"), verdict: "expected" },
      cellResult("go/go/none", { kind: "unsupported", by: hostileText, reason: hostileText }),
      cellResult("go/python/none", {
        kind: "not-run",
        because: "harness-fault",
        reason: hostileText,
      }),
      cellResult("python/go/none", failedAt("rpc", `put: got UNAVAILABLE (${hostileText})`)),
    ],
    {
      preset: hostileText,
      orchestrator: {
        version: hostileText,
        node: hostileText,
        openssl: hostileText,
        launcher: "compiled",
      },
      implementations: [
        {
          id: "go",
          title: hostileText,
          program: `sha256:${"0".repeat(64)}`,
          stack: [named],
          runtime: named,
          tls: named,
        },
      ],
    },
  );

const incident = {
  id: 1,
  title: "title",
  symptom: "symptom",
  checked: "checked",
  matter: "matter",
  fix: "fix",
  failing: [{ cell: bad.id, shows: "shows", cause: "goaway", side: "server" }],
  passing: ["go/go/none"],
} as unknown as Parameters<typeof incidentsPage>[0][number];

/** Since a run in which all of it passed, with other versions. */
const changesTo = (result: RunResult) =>
  compareRuns(
    {
      ...result,
      implementations: result.implementations.map((one) => ({
        ...one,
        stack: [{ name: hostileText, version: "1" }],
        tls: { name: "other", version: hostileText },
      })),
      cells: result.cells.map((cell) => ({
        ...cell,
        outcome: { kind: "passed" },
        verdict: "expected",
        diagnosis: null,
      })),
    },
    result,
  );

const markdown = (result: RunResult): Readonly<Record<string, string>> => ({
  compatibility: compatibility(result),
  "broken peers": brokenPeers(result),
  incidents: incidentsPage([incident], result),
  causes: causePages(result, causeCards(), [])
    .map((page) => page.markdown)
    .join("\n"),
  changes: comparisonMarkdown(changesTo(result)),
  "job summary": jobSummary(result, changesTo(result)),
});

const evidence = cellEvidence({
  client: processEvidence({ stderr: hostileText }),
  handshakeLine: hostileText,
});

const screen = { columns: 100, paint: plain, resume: "handshake-matrix run --resume" };

const terminal = (result: RunResult): Readonly<Record<string, string>> => ({
  summary: summary(result, "folder", screen),
  "failure line": failureLines(bad, screen).join("\n"),
  "cell's ladder": handshakePicture(bad, evidence),
  changes: comparisonText(changesTo(result), plain),
});

const json = (result: RunResult) => ({
  "results.json": jsonText(result),
  "cell.json": jsonText({ ...bad, evidence }),
  "changes as JSON": jsonText(comparisonJson(changesTo(result))),
  CTRF: ctrf(result, changesTo(result)),
});

const forCi = (result: RunResult) => ({
  "JUnit XML": junit(result, changesTo(result)),
  annotations: annotations(result, changesTo(result)),
});

/** As it comes from a run, and as it comes from a file that somebody wrote. */
const ways = {
  run: hostile,
  file: () => resultsSchema.parse(JSON.parse(JSON.stringify(hostile()))),
} as const;

const each = (of: (result: RunResult) => Readonly<Record<string, string>>) =>
  Object.entries(ways).flatMap(([way, result]) =>
    Object.entries(of(result())).map(([name, text]) => [name, way, text] as const),
  );

const forbidden: Readonly<Record<string, RegExp>> = {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  "control characters": /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/,
  "marks of direction and line ends of Unicode": /[\u200e\u200f\u2028-\u202e\u2066-\u2069]/,
  "a private key": /BEGIN EC|MHcCAQEE|hostilehostile/,
  "a token": /abcdefghijklmnopqrstuvwxyz0123456789/,
  "a secret of TLS": /(?:cd){20}/,
};

const found = (text: string) =>
  Object.entries(forbidden).flatMap(([what, pattern]) => (pattern.test(text) ? [what] : []));

test.for([...each(markdown), ...each(terminal), ...each(json), ...each(forCi)])(
  "%s of a %s holds nothing that it must not",
  ([, , text]) => {
    expect(text).toMatch(/alert\(1\)|turned/);
    expect(found(text)).toEqual([]);
  },
);

/** Without code: in it a reader sees every character as it is. A span ends with as many backticks as it begins with. */
const withoutCode = (text: string): string =>
  text
    .replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, "")
    .replace(/(?<![\\`])(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "");

describe("markdown", () => {
  test.for(each(markdown))("%s of a %s has no HTML and no markup of the text's", ([, , text]) => {
    expect(text).not.toMatch(/<script|<img|<!--/i);
    const rest = withoutCode(text).replace(/<\/?sup>/g, "");
    // What this project's own sentences and links have is written before it gets here.
    expect(rest).not.toMatch(/(?<!\\)<[a-z/!?]/i);
    expect(rest).not.toMatch(/(?<!\\)\]\((?![a-z0-9.-]+\.md\))/i);
    expect(rest).not.toMatch(/(?<!\\)\*\*bold/);
    expect(rest).not.toMatch(/^# heading|^- list|^matrix: /m);
  });

  test.for(each(markdown))(
    "%s of a %s has as many cells in each row as in the head",
    ([, , text]) => {
      let columns = 0;
      const broken: string[] = [];
      for (const line of text.split("\n")) {
        if (!line.startsWith("|")) columns = 0;
        else {
          const cells = line.replace(/\\[\\|]/g, "").split("|").length;
          columns ||= cells;
          if (cells !== columns) broken.push(line);
        }
      }
      expect(broken).toEqual([]);
    },
  );
});

test.for(each(forCi).filter(([name]) => name === "JUnit XML"))(
  "%s of a %s is valid",
  ([, , text]) => {
    expect(junitFaults(parsedXml(text))).toEqual([]);
  },
);

test.for(each(forCi).filter(([name]) => name === "annotations"))(
  "%s of a %s are commands of the tool's own alone",
  ([, , text]) => {
    expect(
      text
        .trimEnd()
        .split("\n")
        .filter((line) => !line.startsWith("::error title=")),
    ).toEqual([]);
  },
);

test("a line of the text's own never begins a line of the summary", () => {
  expect(summary(hostile(), "folder", screen)).not.toMatch(/^(?:matrix: |# heading|- list)/m);
});

test.for([
  ["id", "../../etc/none"],
  ["id", "go/go/none\n"],
  ["client", "go'; rm -rf /"],
  ["route", "$(id)"],
] as const)("a cell's %s %j is refused", ([name, value]) => {
  const stored = JSON.parse(JSON.stringify(hostile()));
  stored.cells[0][name] = value;
  expect(resultsSchema.safeParse(stored).success).toBe(false);
});
