import { join } from "node:path";
import { goRows } from "../../../fixtures/behaviours/planted-harnesses/go.ts";
import { javaRows } from "../../../fixtures/behaviours/planted-harnesses/java.ts";
import { pythonRows } from "../../../fixtures/behaviours/planted-harnesses/python.ts";
import type { Row } from "../../../fixtures/behaviours/planted-harnesses/row.ts";
import { rustRows } from "../../../fixtures/behaviours/planted-harnesses/rust.ts";
import { plain } from "./plain.ts";

/** A harness of which changed copies are made. */
export type Language = Readonly<{
  /** As its folder under harness/, and its implementation. */
  name: string;
  rows: readonly Row[];
  /** What a copy has of the folder. */
  copied: readonly string[];
  /** What of that is copied for a row: the plain copy has all of it. */
  each: "everything" | "what it changes";
  /** How many cells run at once: on two processors so many programs start at once within the time that they have. */
  jobs: number;
  /** What all copies have in common. */
  build: readonly Step[];
  /** How a copy is built and started. */
  programs(copy: string): Programs;
}>;

type Step = Readonly<{
  title: string;
  argv: readonly string[];
  inputs: readonly string[];
  environment?: Readonly<Record<string, string>>;
}>;

type Programs = Readonly<{
  build?: readonly Step[];
  server: readonly string[];
  client: readonly string[];
}>;

const go: Language = {
  name: "go",
  rows: goRows,
  copied: ["go.mod", "go.sum", "cmd", "internal", "gen"],
  each: "everything",
  jobs: 8,
  build: [],
  programs: (copy) => ({
    build: [
      {
        title: "server and client",
        // Without the paths of files what no edit touches is compiled once for all copies.
        argv: ["go", "build", "-C", `{folder}/${copy}`, "-trimpath", "-buildvcs=false"].concat(
          ...["-o", "{build}/", "./cmd/server", "./cmd/client"],
        ),
        inputs: [copy],
        environment: { GOTOOLCHAIN: "local", GOFLAGS: "-mod=readonly", GOWORK: "off" },
      },
    ],
    server: ["{build}/server"],
    client: ["{build}/client"],
  }),
};

const pycache = ["-X", "pycache_prefix={build}/bytecode"];
const interpreter = ["{build}/venv/bin/python", "-I", "-B", ...pycache];

const python: Language = {
  name: "python",
  rows: pythonRows,
  copied: ["build.py", "requirements.txt", "server.py", "client.py", "kv_harness"],
  each: "everything",
  jobs: 8,
  build: [
    {
      title: "virtual environment",
      argv: ["python3", "{folder}/plain/build.py", "{build}"],
      inputs: ["plain/build.py", "plain/requirements.txt"],
    },
    {
      title: "bytecode",
      argv: ["python3", "{folder}/plain/build.py", "{build}", "--bytecode"],
      inputs: ["plain"],
    },
    {
      title: "bytecode of all copies",
      argv: [...interpreter.slice(0, 2), ...pycache, "-m", "compileall", "-q", "{folder}"],
      inputs: ["."],
    },
  ],
  programs: (copy) => ({
    server: [...interpreter, `{folder}/${copy}/server.py`],
    client: [...interpreter, `{folder}/${copy}/client.py`],
  }),
};

const rust: Language = {
  name: "rust",
  rows: rustRows,
  copied: ["Cargo.toml", "Cargo.lock", "build.rs", "src"],
  each: "what it changes",
  jobs: 8,
  build: (["server", "client"] as const).map((end) => ({
    title: `the ${end} of each copy`,
    argv: ["{node}", join(import.meta.dirname, "rust-copies.ts"), end, "{folder}", "{build}"],
    inputs: ["."],
    // What the harness itself is built of is compiled once for both.
    environment: { CARGO_BUILD_BUILD_DIR: "{build}/../.cargo-target" },
  })),
  programs: (copy) => ({
    server: [`{build}/${withViolationIn("server", copy)}/server`],
    client: [`{build}/${withViolationIn("client", copy)}/client`],
  }),
};

/** What an end runs of a copy: only one of the two differs from the plain one. */
const withViolationIn = (end: "server" | "client", copy: string): string =>
  copy.startsWith(`${end}-`) ? copy : plain;

const archive = "{build}/kv-harness.jar";

const java: Language = {
  name: "java",
  rows: javaRows,
  copied: ["pom.xml", "jvm.options", "src/main"],
  each: "what it changes",
  jobs: 3,
  build: [
    {
      title: "server and client",
      argv: [
        "mvn",
        "--batch-mode",
        "--quiet",
        "--file={folder}/plain/pom.xml",
        "-DskipTests",
      ].concat(...["-Dwork={build}/../.maven-work-planted", "-Dprograms={build}", "package"]),
      inputs: ["plain"],
    },
    {
      title: "classes of each copy",
      argv: [
        "java",
        join(import.meta.dirname, "CompileCopies.java"),
        "{folder}",
        archive,
        "{build}",
      ],
      inputs: ["."],
    },
  ],
  programs: (copy) => {
    const jvm = [
      ...["java", "@{folder}/plain/jvm.options"],
      // The classes of a copy come before those that they stand for.
      `--class-path=${copy === plain ? archive : `{build}/${copy}:${archive}`}`,
    ];
    return {
      server: [...jvm, "handshakematrix.harness.server.Main"],
      client: [...jvm, "handshakematrix.harness.client.Main"],
    };
  },
};

export const languages: readonly Language[] = [go, python, rust, java];
