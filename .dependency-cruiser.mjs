// Imports go one way, along the flow of data. Each rule's comment says why, so that a violation teaches.
const pure =
  "^matrix/(domain|wire|behaviours|diagnose|report|explain|knowledge|expression|run/(axes|plan|evidence|verdict))/";

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
        path: "^matrix/(cli|bisect|conform|probe|queue|tap)/|^matrix/cli|^matrix/places|^matrix/run/(pki|route|supervise|proof|observe|inputs|results)/|^matrix/run/[^/]+$",
      },
    },
    {
      name: "behaviours-read-what-was-shown",
      comment: "What a pair does is judged from reports and frames, whoever the pair is.",
      severity: "error",
      from: { path: "^matrix/behaviours/", pathNot: "\\.test\\.ts$" },
      to: { path: "^matrix/", pathNot: "^matrix/(domain|wire|behaviours)/" },
    },
    {
      name: "reports-read-results-only",
      comment:
        "Every report can be made again from results.json; what a behaviour is called is not in it.",
      severity: "error",
      from: { path: "^matrix/report/", pathNot: "\\.test\\.ts$" },
      to: { path: "^matrix/", pathNot: "^matrix/(domain|behaviours|report)/" },
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
      name: "stages-do-not-know-who-puts-them-together",
      comment:
        "Probe, tap and explain put the stages together for one endpoint, conform for one implementation, as run-matrix.ts does for a plan; bisect compares runs of one cell, and queue carries plans and results between machines.",
      severity: "error",
      from: {
        path: "^matrix/[^/]+/",
        pathNot: "^matrix/(cli|bisect|conform|tooling|probe|queue|tap|explain)/|\\.test\\.ts$",
      },
      to: { path: "^matrix/(bisect|conform|probe|queue|tap|explain)/" },
    },
    {
      name: "conform-stands-alone",
      comment:
        "A program is held against the contract alone: there is no diagnosis, no plan and no verdict.",
      severity: "error",
      from: { path: "^matrix/conform/", pathNot: "\\.test\\.ts$" },
      to: { path: "^matrix/(diagnose|knowledge|explain|probe|tap|run/(plan|verdict|results))/" },
    },
    {
      name: "stages-do-not-know-the-whole",
      comment:
        "The files of run/ itself alone see every stage; the command line stands above them.",
      severity: "error",
      from: {
        path: "^matrix/[^/]+/",
        pathNot: "^matrix/(cli|tooling)/|^matrix/run/[^/]+$|\\.test\\.ts$",
      },
      to: { path: "^matrix/cli|^matrix/run/[^/]+$" },
    },
    {
      name: "evidence-before-diagnosis",
      comment: "What was seen does not depend on what it means.",
      severity: "error",
      from: { path: "^matrix/run/evidence/", pathNot: "\\.test\\.ts$" },
      to: { path: "^matrix/(diagnose|report|run/verdict)/" },
    },
    {
      name: "supervise-below-proof",
      comment: "Processes are started for the proof, which is above them.",
      severity: "error",
      from: { path: "^matrix/run/(supervise|observe|pki|route)/", pathNot: "\\.test\\.ts$" },
      to: { path: "^matrix/(diagnose|report|run/(proof|evidence|verdict|results))/" },
    },
    {
      name: "tooling-is-not-the-tool",
      comment: "What develops the tool is not a part of what is installed.",
      severity: "error",
      from: { path: "^matrix/", pathNot: "^matrix/tooling/|/under-test\\.ts$|\\.test\\.ts$" },
      to: { path: "^matrix/tooling/" },
    },
    {
      name: "nothing-imports-what-is-started",
      comment:
        "The command and the module that is imported put the rest together; nobody is above them.",
      severity: "error",
      from: { path: "^matrix/", pathNot: "\\.test\\.ts$" },
      to: { path: "^matrix/(index|packaged-cli)\\.ts$" },
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
      from: { pathNot: "\\.test\\.ts$|^matrix/tooling/e2e/" },
      to: { path: "\\.test\\.ts$|^matrix/tooling/e2e/" },
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
