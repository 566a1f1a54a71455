import type { FactTable } from "../fact-row.ts";

/** What go-plugin's host or a plugin says before there is a connection, and how processes end. */
export const pluginFacts = {
  "exec-failed": [{ causes: ["command-not-runnable"], decides: true }],
  exited: [
    { with: { code: 0 }, depth: "end", causes: [] },
    { around: /plugin|provider|\bpid[=: ]\d/i, depth: "end", causes: ["exited-early: server"] },
    // A shell, a runner or `go run` says the same of the client itself.
    { depth: "wrapper", causes: [] },
  ],
  "program-ended": [
    {
      with: { how: "broken" },
      depth: "end",
      causes: ["exited-early: server", "command-not-runnable"],
    },
    {
      with: { how: "crash" },
      depth: "end",
      causes: ["exited-mid-call: server", "exited-early: server"],
    },
    {
      with: { how: "failed" },
      depth: "end",
      causes: ["exited-early: server", "exited-mid-call: server"],
    },
    {
      with: { how: "not-run" },
      depth: "end",
      causes: ["command-not-runnable", "exited-early: server"],
    },
    {
      with: { how: "killed" },
      depth: "end",
      causes: ["out-of-memory: server", "did-not-stop: server", "exited-mid-call: server"],
    },
    // It ends again and again.
    {
      depth: "end",
      causes: ["exited-early: server", "exited-mid-call: server", "out-of-memory: server"],
    },
  ],
  "plugin-line-unrecognized": [
    {
      with: { line: null },
      causes: [
        "exited-early: server",
        "handshake-line-missing: server",
        "handshake-line-polluted: server",
        "command-not-runnable",
      ],
    },
    { with: { line: /This binary is a plugin/ }, causes: ["cookie-mismatch"], decides: true },
    {
      with: { line: /panic|traceback|error|exception|no such file|not found|denied|usage/i },
      causes: ["exited-early: server", "handshake-line-polluted: server"],
    },
    // Field 1 is the version of go-plugin's own protocol, which is 1.
    {
      with: { line: /^(?!1\|)\d{1,3}\|(?:\d{1,3}\|)?(?:tcp|unix)\|/ },
      causes: ["protocol-version-mismatch"],
      decides: true,
    },
    { causes: ["handshake-line-polluted: server"], decides: true },
  ],
  "plugin-api-version": [{ causes: ["protocol-version-mismatch"], decides: true }],
  "plugin-core-version": [{ causes: ["protocol-version-mismatch"], decides: true }],
  "plugin-cookie-missing": [{ causes: ["cookie-mismatch"], decides: true }],
  "plugin-line-missing": [
    {
      causes: ["handshake-line-missing: server", "exited-early: server", "command-not-runnable"],
    },
  ],
  "plugin-protocol-unsupported": [{ causes: ["protocol-version-mismatch"], decides: true }],
  "plugin-exited-early": [{ causes: ["exited-early: server"], decides: true }],
  "plugin-exited-mid-call": [
    // Terraform says so of any plugin that does not answer, before it looks for a crash.
    {
      quote: /did not respond|failed to respond/,
      causes: ["exited-mid-call: server", "out-of-memory: server"],
    },
    { causes: ["exited-mid-call: server"], decides: true },
  ],
  "plugin-output-ended": [
    // Terraform's words for CANCELLED, which go-plugin's client answers when its plugin is gone, and Terraform when it is told to stop.
    {
      quote: /request was cancelled/,
      depth: "end",
      causes: ["exited-mid-call: server", "cancelled-by-caller: client"],
    },
    { depth: "end", causes: ["exited-mid-call: server", "exited-early: server"] },
  ],
  "plugin-did-not-stop": [
    // go-plugin says so of one that never got as far as its line, too.
    {
      around: /\(required by /,
      depth: "end",
      causes: ["exited-early: server", "command-not-runnable", "did-not-stop: server"],
    },
    { causes: ["did-not-stop: server"], decides: true },
  ],
  "plugin-ended-orderly": [],
  "plugin-certificate-unreadable": [
    { causes: ["certificate-not-exchanged: server"], decides: true },
  ],
  "plugin-tls-not-provided": [
    {
      depth: "end",
      causes: [
        "certificate-not-exchanged: server",
        "exited-early: server",
        "key-not-loadable: server",
      ],
    },
  ],
  "plugin-multiplexing-unsupported": [{ causes: ["protocol-version-mismatch"], decides: true }],
  "plugin-checksum-mismatch": [{ causes: ["command-not-runnable: client"], decides: true }],
  "plugin-misconfigured": [{ causes: ["cookie-mismatch"] }],
  "plugin-broker-failed": [{ depth: "end", causes: ["certificate-not-exchanged", "silent-peer"] }],
  "out-of-memory": [{ causes: ["out-of-memory: server"], decides: true }],
  "other-failure": [],
} as const satisfies Partial<FactTable>;
