// What somebody does who brings a language of their own, in a folder of their own.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { projectSchema } from "../../run/inputs/project.ts";
import { temporaryFolder } from "../test/temporary-folder.ts";
import { startMatrix } from "./matrix-process.ts";
import {
  madeUpId,
  nodeBuild,
  nodePrograms,
  ownImplementation,
  unbuiltAfterwards,
} from "./own-implementation.ts";

const ended = async (...argv: readonly string[]) => {
  const run = startMatrix(argv);
  const { code } = await run.exit;
  return { code, stdout: run.stdout(), stderr: run.stderr() };
};

const readYaml = (file: string): unknown => parse(readFileSync(file, "utf8"));

describe("init", () => {
  test("writes a project's file that adds nothing, and no second one", async () => {
    const file = join(temporaryFolder(), "handshake-matrix.yaml");
    expect((await ended("init", "--project", file)).code).toBe(0);
    const nothing = { implementations: [], presets: [], expectations: [] };
    expect(projectSchema.parse(readYaml(file))).toEqual(nothing);
    expect(await ended("init", "--project", file)).toEqual({
      code: 2,
      stdout: "",
      stderr: `matrix: ${file} is there already, and stays as it is\n`,
    });
  });
});

describe("new", () => {
  test("makes an implementation that breaks no clause, and that the project names", async () => {
    const place = temporaryFolder();
    const language = madeUpId();
    const [folder, project] = [join(place, "mine"), join(place, "handshake-matrix.yaml")];
    unbuiltAfterwards({ id: language, folder });
    const made = await ended("new", language, "--folder", folder, "--project", project);
    expect([made.code, made.stderr]).toEqual([0, ""]);
    expect(projectSchema.parse(readYaml(project))).toEqual({
      implementations: ["mine"],
      presets: [],
      expectations: ["mine/expectations.yaml"],
    });
    const conform = await ended("conform", folder, "--json");
    const { counts } = JSON.parse(conform.stdout);
    expect([conform.code, counts.broken]).toEqual([0, 0]);
    expect(counts.met).toBeGreaterThan(25);
    const cells = await ended(
      "run",
      "--project",
      project,
      "--only",
      `${language}/${language}/none`,
    );
    expect([cells.code, cells.stdout.includes("unsupported")]).toEqual([0, true]);
    const again = await ended("new", language, "--folder", folder, "--project", project);
    expect(again).toEqual({
      code: 2,
      stdout: "",
      stderr: `matrix: ${folder} is there already, and stays as it is\n`,
    });
  });

  test.for(["go", "java"])("of the name %s, which is taken, is one sentence", async (name) => {
    const { code, stderr } = await ended("new", name, "--folder", join(temporaryFolder(), "x"));
    expect([code, stderr]).toEqual([
      2,
      `matrix: ${name} comes with the tool; give yours another name, as my-${name}\n`,
    ]);
  });

  test("says what to add to a project's file that is there", async () => {
    const place = temporaryFolder();
    const project = join(place, "handshake-matrix.yaml");
    writeFileSync(project, "implementations: []\n");
    const made = await ended("new", "zig", "--folder", join(place, "zig"), "--project", project);
    expect(made.stdout).toContain(`add to ${project}:\n  implementations: ["zig"]\n`);
    expect(readFileSync(project, "utf8")).toBe("implementations: []\n");
  });

  test.for(["Zig", "../zig", "1c"])("of the name %s is one sentence", async (name) => {
    const { code, stderr } = await ended("new", name, "--folder", join(temporaryFolder(), "x"));
    expect([code, stderr]).toEqual([
      2,
      `matrix: "${name}" is no name of an implementation; expected lower-case letters, digits and hyphens, as zig\n`,
    ]);
  });
});

describe("conform", () => {
  test("of a server with a fault ends with exit code 1, and quotes what came", async () => {
    const { folder } = ownImplementation("fault", () => ({
      ...nodePrograms,
      build: nodeBuild("server", 'process.env.BASIC_PLUGIN = "hello";'),
    }));
    const { code, stdout } = await ended("conform", folder, "--server");
    expect(code).toBe(1);
    const lines = stdout.split("\n").filter((line) => line.startsWith("✗"));
    expect(lines).toEqual([
      expect.stringMatching(
        /^✗ Server +cookie +sent: a start without BASIC_PLUGIN; came: it printed \{"listeners":/,
      ),
    ]);
  });

  test("that is interrupted says how much is left, and leaves no process", async () => {
    const { folder } = ownImplementation("fine", () => ({ ...nodePrograms, build: nodeBuild() }));
    const run = startMatrix(["conform", folder]);
    run.child.stdout?.once("data", () => run.child.kill("SIGINT"));
    const { code } = await run.exit;
    expect(code).toBe(1);
    expect(run.stdout()).toMatch(/ met, 0 broken.*; interrupted, [1-9]\d* not checked\n$/);
    expect([run.survivors(), run.leftFiles()]).toEqual([[], []]);
  });

  test.for([
    [
      "a folder without a manifest",
      () => ["conform", temporaryFolder()],
      / has no implementation\.yaml\n$/,
    ],
    [
      "an implementation whose build fails",
      () => {
        const build = [{ title: "compile", argv: ["false"], inputs: ["implementation.yaml"] }];
        const { folder } = ownImplementation("unbuilt", () => ({ ...nodePrograms, build }));
        return ["conform", folder];
      },
      /matrix: own-[0-9a-f]+: its build failed: /,
    ],
  ] as const)("of %s ends with exit code 2", async ([, argv, sentence]) => {
    const { code, stdout, stderr } = await ended(...argv());
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(sentence);
  });
});
