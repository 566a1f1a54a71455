import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { eventually, startMatrix } from "./matrix-process.ts";
import {
  buildProgram,
  nodeBuild,
  nodePrograms,
  ownImplementation,
  unbuiltAfterwards,
} from "./own-implementation.ts";

const listed = ["1.0.0", "1.0.1", "1.1.0", "1.1.1", "1.2.0", "1.2.1", "2.0.0-rc1"];

const library = "@grpc/grpc-js";

/** The client says that its library has this version; a server ends early from 1.2 on. */
const pretending = (version: string) => `
  const { write } = process.stdout;
  process.stdout.write = function (text, ...rest) {
    const said = String(text).replace(/("@grpc\\/grpc-js","version":)"[^"]*"/, '$1"${version}"');
    return write.call(this, said, ...rest);
  };
  if (process.argv[1].endsWith("server.mjs") && "{version}" >= "1.2") process.exit(3);
`;

/** One with versions, of which 1.1.1 does not build. */
const versioned = (says = "{version}") => {
  const own = ownImplementation("versioned", () => ({
    ...nodePrograms,
    build: nodeBuild(),
    versions: {
      library,
      list: { form: "npm", argv: ["{node}", "-p", JSON.stringify(JSON.stringify(listed))] },
      build: [
        {
          title: "check",
          argv: ["{node}", "-e", 'if ("{version}" === "1.1.1") throw "no 1.1.1"'],
          inputs: [buildProgram("node-programs.ts")],
        },
        ...nodeBuild("both", pretending(says)),
      ],
    },
  }));
  for (const version of listed) unbuiltAfterwards({ ...own, id: `${own.id}@${version}` });
  return own;
};

test("the version with which a cell begins to fail is found, past one that does not build", async () => {
  const own = versioned();
  const range = ["--versions", `${own.id}=1.0..1.2`, "--harness", own.folder];
  const run = startMatrix(["bisect", `node/${own.id}/none`, ...range]);
  expect({ code: (await run.exit).code, stderr: run.stderr() }).toEqual({ code: 0, stderr: "" });
  const lines = run
    .stdout()
    .split("\n")
    .map((line) => line.replace(/ \([\d.]+ s\)$/, ""));
  expect(lines.slice(0, 2)).toEqual([
    `${library} 1.0.0: passed`,
    `${library} 1.2.1: exited-early, cause on the server side`,
  ]);
  expect(run.stdout()).toContain(`${library} 1.1.1: left out, its build failed: check: `);
  expect(run.stdout()).toContain(
    `\nthe outcome changes between ${library} 1.1.0 and 1.2.0\n  not known of 1.1.1 between them: `,
  );
  expect(run.stdout()).toContain(`-- cell 'node/${own.id}@1.2.0/none'\n`);
  expect(run.leftFiles()).toEqual([]);
});

test("equal ends are told, in JSON alone too", async () => {
  const own = versioned();
  const range = ["--versions", `${own.id}=1.0..1.0`, "--harness", own.folder, "--json"];
  const run = startMatrix(["bisect", `node/${own.id}/none`, ...range]);
  expect((await run.exit).code).toBe(1);
  expect(JSON.parse(run.stdout())).toMatchObject({
    library,
    versions: ["1.0.0", "1.0.1"],
    found: { kind: "alike", oldest: { version: "1.0.0" }, newest: { version: "1.0.1" } },
    tried: [{ version: "1.0.0" }, { version: "1.0.1" }],
  });
  expect(run.stderr()).toContain(`matrix: ${library} 1.0.0: passed`);
});

test("a build with another version than was asked for is not run", async () => {
  const own = versioned("1.2.1");
  const run = startMatrix(["cell", `node/${own.id}@1.0.0/none`, "--harness", own.folder]);
  expect((await run.exit).code).toBe(1);
  expect(run.stdout()).toContain(`its build has ${library} 1.2.1 where 1.0.0 was asked for`);
});

test("Ctrl-C leaves nothing that runs", async () => {
  const own = ownImplementation("waiting", ({ folder }) => ({
    ...nodePrograms,
    build: nodeBuild(),
    versions: {
      library,
      list: { form: "npm", argv: ["{node}", "-p", "'[\"1.0.0\"]'"] },
      build: [
        {
          title: "half of {version}",
          argv: [
            ...["{node}", buildProgram("half-then-waits.ts"), "{build}"],
            join(folder, "ready{version}"),
          ],
          inputs: [buildProgram("half-then-waits.ts")],
        },
      ],
    },
  }));
  unbuiltAfterwards({ ...own, id: `${own.id}@1.0.0` });
  const range = ["--versions", `${own.id}=..`, "--harness", own.folder];
  const run = startMatrix(["bisect", `node/${own.id}/none`, ...range]);
  const begun = join(own.folder, "ready1.0.0.waiting");
  expect(await eventually(() => existsSync(begun), 30_000)).toBe(true);
  run.child.kill("SIGINT");
  expect((await run.exit).code).toBe(1);
  expect(run.survivors()).toEqual([]);
  expect(run.leftFiles()).toEqual([]);
});

/** One whose programs say themselves on which Node they run, and which lists no versions of it. */
const versionedRuntime = () => {
  const own = ownImplementation("runtime", () => ({
    ...nodePrograms,
    build: nodeBuild(),
    versions: {
      library,
      list: { form: "npm", argv: ["{node}", "-p", "'[]'"] },
      build: nodeBuild("both", "/* {version} */"),
      others: { node: { library: "Node.js", build: nodeBuild("both", "/* {version} */") } },
    },
  }));
  const version = process.versions.node;
  for (const one of [version, "1.2.3"]) unbuiltAfterwards({ ...own, id: `${own.id}@node${one}` });
  return { ...own, version };
};

test("a version of a runtime is held to what the program says", async () => {
  const own = versionedRuntime();
  const range = `${own.id}@node=1.2.3..${own.version}`;
  const run = startMatrix([
    ...["bisect", `node/${own.id}/none`, "--versions", range, "--harness", own.folder],
  ]);
  await run.exit;
  expect(run.stdout()).toContain(
    `Node.js 1.2.3: left out, its build has Node.js ${own.version} where 1.2.3 was asked for`,
  );
  expect(run.stdout()).toContain(`Node.js ${own.version} alone runs of those that were tried`);
});

test("of what lists no versions both ends have to be named", async () => {
  const own = versionedRuntime();
  const range = ["--versions", `${own.id}@node=1.2..`, "--harness", own.folder];
  const run = startMatrix(["bisect", `node/${own.id}/none`, ...range]);
  expect((await run.exit).code).toBe(2);
  expect(run.stderr()).toContain(
    "the versions of Node.js cannot be listed; name the oldest and the newest in full",
  );
});
