import { expect, test } from "vitest";
import { inConditions } from "./conditions.ts";
import { explain } from "./explain.ts";

const fault = "x509: certificate has expired or is not yet valid";
const status = `rpc error: code = Unavailable desc = connection error: desc = "transport: authentication handshake failed: ${fault}"`;

const heard = (text: string) => {
  const { tells, diagnosis } = explain([{ name: "-", text }]);
  return [tells, diagnosis.causes[0]?.decided];
};

test.for<readonly [string, string]>([
  ["an indented block", `If you see\n\n    ${status}\n\nrenew the certificate.`],
  ["a fence", `You may see this:\n\n\`\`\`\n${status}\n\`\`\`\n\nRenew it.`],
  ["a paragraph", `When you get the following error:\n${status}\n\nrenew it.`],
  ["a numbered point", `1. You might see this in the logs:\n\n   \`\`\`\n   ${status}\n   \`\`\``],
  ["a client's words", `If the client prints\n\n\t${status}\n\nits clock is wrong.`],
  ["a symptom", `**Symptom:**\n\n    ${status}\n\n**Cause:** an old certificate`],
])("%s of a document is a mention", ([, text]) => {
  expect(heard(text)).toEqual(["mention", false]);
});

test.for<readonly [string, string]>([
  ["what the writer saw", `When I run it against our server I get:\n\n    ${status}`],
  ["what comes below the block", `If you see\n\n    nothing\n\nread on.\n\n${status}`],
  ["a sentence that is closed", `If you see this, tell us.\n${status}`],
])("%s is none", ([, text]) => {
  expect(heard(text)).not.toContain("mention");
});

test("a fence that is never closed ends with the text, or after 200 lines", () => {
  const lines = ["If you see:", "```", ...Array.from({ length: 400 }, () => "x")];
  expect(inConditions(lines).filter(Boolean)).toHaveLength(200);
  expect(inConditions(["If you see:"])).toEqual([false]);
});

test.for([
  ["If you see:", "x"],
  ["Renew it. If you see:", "x"],
  ["- If you see:", "x"],
  ["1) You might see:", "x"],
  ["If you see:", "```", "x", "", "y", "```"],
  ["If you see:", "~~~", "x", "", "y", "~~~"],
  ["If you see:", "    x", "", "    y"],
  ["If you see:", "\tx", "", "\ty"],
])("what may be seen goes on to its end: %j", (lines) => {
  const [, ...block] = inConditions(lines);
  const isFenced = /^[`~]/.test(lines[1] ?? "");
  expect(isFenced ? block.slice(0, -1) : block).toEqual(
    lines.slice(isFenced ? 2 : 1).map(() => true),
  );
});

test.for(["I", "we", "my team", "our team", "it shows me", "it tells us"])(
  "what the writer saw is no condition: %s",
  (writer) => {
    expect(inConditions([`If you ask, ${writer} get:`, "x"])).toEqual([false, false]);
  },
);
