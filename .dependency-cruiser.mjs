// Imports go one way, along the flow of data. Each rule's comment says why, so that a violation teaches.
const pure = "^matrix/(domain|axes|plan|wire|evidence|diagnose|verdict|report|explain|knowledge)/";

/** @type {import('dependency-cruiser').IConfiguration} */
const configuration = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "A cycle has no direction in which to read it.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "domain-imports-nothing",
      comment: "The vocabulary stands by itself; every other folder speaks it.",
      severity: "error",
      from: { path: "^matrix/domain/", pathNot: "\\.test\\.ts$" },
      to: { pathNot: "^matrix/domain/" },
    },
    {
      name: "knowledge-is-data",
      comment: "What is known of causes and stacks depends on no evidence and on nobody who asks.",
      severity: "error",
      from: { path: "^matrix/knowledge/", pathNot: "\\.test\\.ts$" },
      to: { pathNot: "^matrix/(domain|knowledge)/" },
    },
    {
      name: "pure-stages-act-on-nothing",
      comment: "A pure stage computes from what it is given: no files, no network, no processes.",
      severity: "error",
      from: { path: pure, pathNot: "\\.test\\.ts$" },
      to: {
        dependencyTypes: ["core"],
        path: "^(node:)?(fs|fs/promises|net|tls|http|http2|https|child_process|dgram|worker_threads|os)$",
      },
    },
    {
      name: "pure-stages-import-no-acting-stage",
      comment: "Data comes into a pure stage as an argument; it never fetches it.",
      severity: "error",
      from: { path: pure, pathNot: "\\.test\\.ts$" },
      to: {
        path: "^matrix/(pki|route|supervise|proof|observe|inputs|results|terminal|commands|run)/|^matrix/(run-matrix|main|cli)",
      },
    },
    {
      name: "reports-read-results-only",
      comment: "Every report can be made again from results.json.",
      severity: "error",
      from: { path: "^matrix/report/", pathNot: "\\.test\\.ts$" },
      to: { path: "^matrix/", pathNot: "^matrix/(domain|report)/" },
    },
    {
      name: "diagnosis-reads-evidence-only",
      comment: "A cause follows from evidence, not from the plan or the names in it.",
      severity: "error",
      from: { path: "^matrix/diagnose/", pathNot: "\\.test\\.ts$" },
      to: { path: "^matrix/", pathNot: "^matrix/(domain|knowledge|expression|diagnose)/" },
    },
    {
      name: "explanations-read-texts-only",
      comment: "A log is all there is: no plan, no process, no connection.",
      severity: "error",
      from: { path: "^matrix/explain/", pathNot: "\\.test\\.ts$" },
      to: { path: "^matrix/", pathNot: "^matrix/(domain|knowledge|expression|diagnose|explain)/" },
    },
    {
      name: "stages-do-not-know-probe-and-tap",
      comment:
        "Probe, tap and explain put the stages together for one endpoint, as run-matrix.ts does for a plan.",
      severity: "error",
      from: {
        path: "^matrix/[^/]+/",
        pathNot: "^matrix/(commands|e2e|bench|probe|tap-session|explain|fuzz)/|\\.test\\.ts$",
      },
      to: { path: "^matrix/(probe|tap-session|explain)/" },
    },
    {
      name: "stages-do-not-know-the-whole",
      comment:
        "run-matrix.ts and run/ alone see every stage; commands and the command line stand above them.",
      severity: "error",
      from: {
        path: "^matrix/[^/]+/",
        pathNot: "^matrix/(run|commands|e2e|bench|soak)/|\\.test\\.ts$",
      },
      to: { path: "^matrix/(run-matrix|main)\\.ts$|^matrix/cli\\.js$|^matrix/(run|commands)/" },
    },
    {
      name: "evidence-before-diagnosis",
      comment: "What was seen does not depend on what it means.",
      severity: "error",
      from: { path: "^matrix/evidence/", pathNot: "\\.test\\.ts$" },
      to: { path: "^matrix/(diagnose|verdict|report)/" },
    },
    {
      name: "supervise-below-proof",
      comment: "Processes are started for the proof, which is above them.",
      severity: "error",
      from: { path: "^matrix/(supervise|observe|pki|route)/", pathNot: "\\.test\\.ts$" },
      to: { path: "^matrix/(proof|evidence|diagnose|verdict|report|results)/" },
    },
    {
      name: "implementations-stand-alone",
      comment: "A program under test shares no code with its judge.",
      severity: "error",
      from: { path: "^harness/" },
      to: { path: "^matrix/" },
    },
    {
      name: "no-production-code-imports-tests",
      comment: "Tests come and go with what they test.",
      severity: "error",
      from: { pathNot: "\\.test\\.ts$|^matrix/e2e/" },
      to: { path: "\\.test\\.ts$|^matrix/e2e/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".mjs", ".js", ".json"] },
  },
};

export default configuration;
