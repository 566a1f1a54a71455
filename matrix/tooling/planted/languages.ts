import { goRows } from "../../../fixtures/behaviours/planted-harnesses/go.ts";
import { pythonRows } from "../../../fixtures/behaviours/planted-harnesses/python.ts";
import type { Row } from "../../../fixtures/behaviours/planted-harnesses/row.ts";

/** A harness of which changed copies are made. */
export type Language = Readonly<{
  /** As its folder under harness/, and its implementation. */
  name: string;
  rows: readonly Row[];
  /** What a copy has of the folder. */
  copied: readonly string[];
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

export const languages: readonly Language[] = [go, python];
