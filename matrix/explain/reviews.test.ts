import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const tells = (...lines: readonly string[]) =>
  explain([{ name: "-", text: `${lines.join("\n")}\n` }]).tells;

const impact = "**Impact.** Calls failed with `x509: certificate has expired` until 10:09 UTC.";
const resolution = "**Resolution.** The certificate was renewed at 10:08 UTC.";

test.for([
  "# Postmortem: kv outage on 2026-03-02",
  "## Post-mortem",
  "**Incident report** 2026-03-02",
  "Root cause analysis of the outage",
])("a review tells of what is over: %s", (title) => {
  expect(tells(title, "", impact, resolution)).toBe("mention");
});

test.for([
  "## Resolution",
  "**Resolved at** 10:09 UTC",
  "Resolved: 10:09 UTC",
  "### Remediation",
  "Action items:",
  "- Action item: alert before a certificate expires",
  "## Corrective actions",
  "**Corrective action:** the renewal is watched",
  "## Follow-ups",
  "Followup: alert before a certificate expires",
  "## Lessons learned",
])("what was done about it closes it: %s", (heading) => {
  expect(tells("# Postmortem", "", impact, heading)).toBe("mention");
});

test.for([
  "How was this tested?",
  "## How has it been tested",
  "Tested: by hand",
  "## Test plan",
  "**Testing done:** unit tests",
  "Closes #12",
])("so does how a change was tried: %s", (heading) => {
  expect(tells("What does this PR do?", "", impact, heading)).toBe("mention");
});

test("so does the description of a change", () => {
  const before = "Before: `Error: 14 UNAVAILABLE: No connection established`.";
  expect(tells("### What does this PR do?", before, "### How was it tested?")).toBe("mention");
  expect(tells("### What does this PR do?", before)).not.toBe("mention");
});

test("what is not closed, or stands before the title, is none", () => {
  expect(tells("# Postmortem", "", impact)).toBe("cause");
  expect(tells("# The outage", "", impact, resolution)).toBe("cause");
  expect(tells(impact, "# Postmortem", resolution)).toBe("cause");
});
