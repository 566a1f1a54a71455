/** What a help text, a manual page or the description of an interface says of errors; and lists of errors that happened. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";
import { inLegends } from "./legends.ts";

const tells = (...lines: readonly string[]) =>
  explain([{ name: "-", text: `${lines.join("\n")}\n` }]).tells;

const numbers = [
  "  0   all went well",
  "  3   connection refused: nothing listens there",
  "      at the address of --addr",
  "",
  "  4   certificate has expired or is not yet valid",
];
const names = [
  "  E101  connection refused: nothing listens there",
  "  E102  certificate has expired or is not yet valid",
];

test.for([
  "Exit codes:",
  "EXIT STATUS",
  "Exit status:",
  "## Return values",
  "**Error codes**",
  "Possible exit codes:",
  "The status codes",
  "Result code",
  "DIAGNOSTICS",
  "Fehlercodes:",
  "Rückgabewerte:",
  "Codes de retour",
  "Códigos de salida:",
])("below %j stand numbers and names", (title) => {
  expect(tells("Usage: kvctl [flags]", "", title, ...numbers)).toBe("mention");
  expect(tells(title, ...names)).toBe("mention");
});

test.for(["Errors:", "ERRORS", "# Error messages", "Error names:"])(
  "below %j stand names alone, as numbers count what happened",
  (title) => {
    expect(tells(title, ...names)).toBe("mention");
    expect(tells(title, "ECONNREFUSED: connection refused", "ETIMEDOUT: timed out")).toBe(
      "mention",
    );
    expect(tells(title, "`ERR_DIAL` - connection refused", "`ERR_TIME` - timed out")).toBe(
      "mention",
    );
    expect(tells(title, ...numbers)).toBe("cause");
    expect(tells(title, "10.0.0.7:443: connection refused", "10.0.0.8:443: refused")).toBe("cause");
  },
);

test.for([
  ["an entry each", "- 3: connection refused", "- 4: it timed out"],
  ["bold ones", "* **3** – connection refused", "* **4** – it timed out"],
  ["lines by themselves", "3: connection refused", "4: it timed out"],
  ["ranges", "[1-3] connection refused", "[4-9] it timed out"],
  ["negative ones", "-3 = connection refused", "-4 = it timed out"],
] as const)("of numbers as %s", ([, ...lines]) => {
  expect(tells("Exit codes:", ...lines)).toBe("mention");
});

test.for([
  ["Return codes: 1 = connection refused, 2 = handshake failure"],
  ["exit status (0=ok, 1=connection refused; 2=timed out)"],
  ["exit code 3: connection refused", "exit code 4: certificate has expired"],
  ["Error         Meaning", "connection refused   nothing listens", "", ""],
  ["Message  |  Cause  |  Fix", "connection refused | nothing listens | start it"],
  ["responses:", "  '503':", "    description: connection refused"],
  ['"responses": {', '  "503": {', '    "description": "connection refused"'],
  ["error_codes:", "  dial:", "    summary: connection refused"],
] as const)("and %j", (lines) => {
  expect(tells(...lines)).toBe("mention");
});

const headsOfErrors =
  "Error,Errors,Code,Codes,Message,Messages,Symptom,Symptoms,Error code,Error text,Error message";
const headsOfMeanings =
  "meaning,description,cause,causes,fix,remedy,solution,action,actions,explanation,what to do";

test.for([
  ...headsOfErrors.split(",").map((head) => `${head}     Meaning`),
  ...headsOfMeanings.split(",").map((head) => `Error     ${head}`),
  ...headsOfMeanings.split(",").map((head) => `Error|${head}`),
])("the heads %j stand above what errors mean", (heads) => {
  expect(tells(heads, "connection refused     nothing listens", "", "")).toBe("mention");
});

test.for(["Symptom", "Symptoms"])("%s are what may be printed", (head) => {
  const lines = [`${head}  Meaning`, "connection refused  nothing listens", "", "ready"];
  expect(inLegends(lines)).toEqual([true, true, false, false]);
});

test.for([
  "exit codes",
  "return code",
  "error values",
  "status codes",
  "exit status",
  "error value",
])("%s in one line are a list", (what) => {
  expect(tells(`${what}: 1 = connection refused, 2 = handshake failure`)).toBe("mention");
});

test.for(["exit code", "return code", "exit status", "exit value"])("%s by number", (what) => {
  expect(tells(`${what} 3: connection refused`, `${what} 4: certificate has expired`)).toBe(
    "mention",
  );
});

test.for(["responses", "x-error-codes", "error_codes", "errorcodes", "exit_codes", "exitcodes"])(
  "%s of a description",
  (name) => {
    for (const field of ["description", "summary", "detail"]) {
      expect(tells(`${name}:`, "  '503':", `    ${field}: connection refused`)).toBe("mention");
    }
  },
);

const advice = [
  "**x509: certificate signed by unknown authority** — add the CA to the client's trust store.",
  "",
  "**connection refused** — check that the server listens on the address that you dial.",
];

test.for([
  "## Troubleshooting",
  "**FAQ**",
  "Common errors:",
  "Common problems",
  "common issues",
  "# Common failures",
  "### Known issues",
  "Known problems:",
  "## Fehlersuche",
])("%s names errors, each with what to do", (heading) => {
  for (const mark of ["**", "`"]) {
    expect(tells(heading, "", ...advice.map((line) => line.replaceAll("**", mark)))).toBe(
      "mention",
    );
  }
});

const failed = "dial tcp 10.0.0.7:443: connect: connection refused";

test.for([
  ["the list has ended", "Exit codes:", ...numbers, "", failed],
  ["times are no numbers of it", "Exit codes:", `09:12:01 ${failed}`, `09:12:02 ${failed}`],
  ["a prompt comes first", "Exit codes:", ...numbers, "$ kvctl put", failed],
  ["it is no list", "Exit code:", failed],
  ["one number is a report", "exit code 3: connection refused"],
  ["of one program", "exit code 3: connection refused", "exit code 3: connection refused"],
  ["the table has ended", "Error   Meaning", "none    nothing", "", failed],
  ["one error is a report", "## Troubleshooting", "", `**${failed}** - since today`],
  ["there is no heading", ...advice, failed],
  ["it is no description", "responses:", "  '503':", `    error: ${failed}`],
  ["it is no answer", "results:", "  kv:", `    description: ${failed}`],
  ["the answers have ended", "responses:", "  '200':", "shop:", `  description: ${failed}`],
  ["the code is that of a run", `kvctl: ${failed}`, "Error codes: 3"],
] as const)("it happened: %s", ([, ...lines]) => {
  expect(tells(...lines)).toBe("cause");
});
