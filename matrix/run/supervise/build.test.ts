import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { BuildEnded, BuildFailed } from "../../domain/build-fault.ts";
import type { BuildStep } from "../../domain/implementation.ts";
import { listeningSocket } from "../../tooling/test/listening-socket.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { type BuildOptions, ensureBuilt } from "./build.ts";
import { besideBuild } from "./build-record.ts";
import { fallbackLauncher } from "./launcher-build.ts";

let folder: string;
let build: string;
let progress: string[];

beforeEach(() => {
  folder = temporaryFolder();
  build = join(folder, "out", "deep");
  progress = [];
  mkdirSync(join(folder, "src", "inner"), { recursive: true });
  writeFileSync(join(folder, "src", "inner", "a.txt"), "one");
});

/** As argv: a shell starts in a twentieth of the time that Node takes. */
const shell = (script: string, ...argv: readonly string[]) => ["sh", "-ec", script, "sh", ...argv];

/** A step that leaves its name in ran.txt each time it is run. */
const step = (name: string, over: Partial<BuildStep> = {}): BuildStep => ({
  title: name,
  argv: shell(`printf '${name} ' >> ran.txt`),
  inputs: [join(folder, "src")],
  environment: {},
  ...over,
});

const ensuredWith = async (
  options: Partial<BuildOptions>,
  ...steps: readonly BuildStep[]
): Promise<boolean> => {
  const whole = { name: "go", steps, folder, build, written: ["cache"] };
  const launcher = fallbackLauncher.argv;
  const told = (text: string) => void progress.push(text);
  return (await ensureBuilt(whole, { launcher, progress: told, ...options })).ran;
};

const ensured = (...steps: readonly BuildStep[]) => ensuredWith({}, ...steps);

/** A step that makes files in the build folder. */
const making = (files: Record<string, string>, over: Partial<BuildStep> = {}): BuildStep =>
  step("make", {
    argv: shell(
      `printf 'make ' >> ran.txt
       while test $# -gt 0; do
         mkdir -p "$(dirname "$1")"
         printf %s "$2" > "$1"
         shift 2
       done`,
      ...Object.entries(files).flatMap(([name, text]) => [join(build, name), text]),
    ),
    ...over,
  });

const program = (name: string, ...argv: readonly string[]): BuildStep =>
  step(name, {
    argv: [
      process.execPath,
      join(import.meta.dirname, "../../../fixtures/programs", name),
      ...argv,
    ],
  });

const ran = () => {
  const file = join(folder, "ran.txt");
  return existsSync(file) ? readFileSync(file, "utf8").trim() : "";
};

test("a step runs once, and is told before and after", async () => {
  expect(await ensured(step("a"))).toBe(true);
  expect(progress).toEqual([
    "building go: a",
    expect.stringMatching(/^built go: a \(\d+\.\d s\)$/),
  ]);
  progress = [];
  expect(await ensured(step("a"))).toBe(false);
  expect(progress).toEqual([]);
  expect(ran()).toBe("a");
});

describe("a step runs again", () => {
  const file = (name: string) => join(folder, "src", "inner", name);
  test.for<readonly [string, () => Partial<BuildStep> | undefined]>([
    ["after content changed", () => void appendFileSync(file("a.txt"), "x")],
    ["after a file came", () => void writeFileSync(file("b.txt"), "")],
    ["after a file went", () => void rmSync(file("a.txt"))],
    ["after a file was renamed", () => void renameSync(file("a.txt"), file("c.txt"))],
    ["after its environment changed", () => ({ environment: { A: "1" } })],
    ["after an input was added", () => ({ inputs: [join(folder, "src"), import.meta.filename] })],
  ])("%s", async ([, change]) => {
    await ensured(step("a"));
    expect(await ensured(step("a", change() ?? {}))).toBe(true);
    expect(ran()).toBe("a a");
  });
});

describe("an input that is no file costs the build one sentence, at once", () => {
  const input = (...parts: readonly string[]) => join(folder, "src", ...parts);
  const refused = async (message: string) => {
    await expect(ensured(step("a"))).rejects.toThrow(new BuildFailed(`go: ${message}`, message));
    expect(ran()).toBe("");
  };

  test.for<readonly [string, (path: string) => unknown, string]>([
    ["a pipe", (path) => execFileSync("mkfifo", [path]), "pipe"],
    [
      "a link to a pipe",
      (path) => {
        execFileSync("mkfifo", [join(folder, "elsewhere")]);
        symlinkSync(join(folder, "elsewhere"), path);
      },
      "pipe",
    ],
    ["a link to a device without an end", (path) => symlinkSync("/dev/zero", path), "device"],
    ["a socket", listeningSocket, "socket"],
  ])("%s", async ([, make, odd]) => {
    const path = input("inner", "odd");
    await make(path);
    await refused(`its input ${path} is a ${odd}; name files and folders of files`);
    await expect(ensured(step("a", { inputs: [path] }))).rejects.toThrow(BuildFailed);
  });

  test("links in a circle", async () => {
    symlinkSync("odd", input("odd"));
    await refused(
      `its inputs: symbolic links lead in a circle at ${input("odd")} (ELOOP of stat): remove one of them`,
    );
  });

  test("a file that claims to be endless", async () => {
    truncateSync(input("inner", "a.txt"), 2 ** 42);
    await refused(`${input()} holds more than 8 GiB`);
  });
});

test("an input is read once, by however many links it is reached", async () => {
  for (let at = 0; at < 40; at++) {
    mkdirSync(join(folder, "src", `${at}`));
    for (const name of ["a", "b"]) symlinkSync(`../${at + 1}`, join(folder, "src", `${at}`, name));
  }
  symlinkSync("..", join(folder, "src", "inner", "up"));
  expect(await ensured(step("a"))).toBe(true);
  expect(await ensured(step("a"))).toBe(false);
});

test("what a link to a folder leads to is an input", async () => {
  mkdirSync(join(folder, "linked"));
  writeFileSync(join(folder, "linked", "a.txt"), "one");
  symlinkSync("../linked", join(folder, "src", "linked"));
  await ensured(step("a"));
  writeFileSync(join(folder, "linked", "a.txt"), "two");
  expect(await ensured(step("a"))).toBe(true);
});

describe("a step does not run again", () => {
  test.for<readonly [string, () => void]>([
    [
      "after a time stamp changed only",
      () => utimesSync(join(folder, "src", "inner", "a.txt"), 1, 1),
    ],
    [
      "after a build left its own folders among the sources",
      () => {
        for (const name of ["node_modules", "__pycache__", ".mypy_cache"]) {
          mkdirSync(join(folder, "src", name));
          writeFileSync(join(folder, "src", name, "x"), "x");
        }
      },
    ],
    ["after something else in the folder changed", () => writeFileSync(join(folder, "other"), "x")],
  ])("%s", async ([, change]) => {
    await ensured(step("a"));
    change();
    expect(await ensured(step("a"))).toBe(false);
    expect(ran()).toBe("a");
  });
});

describe("steps", () => {
  const other = () => {
    const path = join(folder, "other.txt");
    if (!existsSync(path)) writeFileSync(path, "other");
    return { inputs: [path] };
  };

  test("run in order, and the first that runs makes every later one run", async () => {
    await ensured(step("a"), step("b", other()));
    appendFileSync(join(folder, "src", "inner", "a.txt"), "x");
    await ensured(step("a"), step("b", other()));
    expect(ran()).toBe("a b a b");
  });

  test("a later one that changed leaves the earlier alone", async () => {
    await ensured(step("a"), step("b", other()));
    appendFileSync(join(folder, "other.txt"), "x");
    await ensured(step("a"), step("b", other()));
    expect(ran()).toBe("a b b");
  });

  test("one that had to run and failed runs again, though its inputs never changed", async () => {
    const flag = join(folder, "broken");
    const b = step("b", {
      ...other(),
      argv: shell("! test -e \"$1\" && printf 'b ' >> ran.txt", flag),
    });
    await ensured(step("a"), b);
    appendFileSync(join(folder, "src", "inner", "a.txt"), "x");
    writeFileSync(flag, "");
    await expect(ensured(step("a"), b)).rejects.toThrow(BuildFailed);
    rmSync(flag);
    await ensured(step("a"), b);
    expect(ran()).toBe("a b a a b");
  });
});

describe("a step that fails", () => {
  const failing = (script: string) => step("compile", { argv: [process.execPath, "-e", script] });

  test("says its command and its last words of both streams", async () => {
    const script = `console.log("told"); console.error("wrong"); process.exitCode = 3`;
    await expect(ensured(failing(script))).rejects.toThrow(
      new BuildFailed(
        `go: compile failed: ${process.execPath} -e ${script}\ntold\nwrong`,
        "compile: wrong",
        `cd ${folder} && ${process.execPath} -e '${script}'`,
      ),
    );
  });

  test("says no more than its last fifteen lines", async () => {
    const script = `for (let i = 1; i <= 40; i++) console.error("line " + i); process.exitCode = 1`;
    const message = await ensured(failing(script)).catch((error: Error) => error.message);
    expect(String(message).split("\n").slice(1)).toEqual(
      Array.from({ length: 15 }, (_, at) => `line ${at + 26}`),
    );
  });

  test("of a command that does not exist, says so", async () => {
    const absent = step("compile", { argv: ["no-such-compiler", "-o", "x"] });
    await expect(ensured(absent)).rejects.toThrow(
      new BuildFailed(
        "go: compile failed: no-such-compiler -o x\nno-such-compiler: no such program on PATH",
        "compile: no-such-compiler: no such program on PATH",
        `cd ${folder} && no-such-compiler -o x`,
      ),
    );
  });

  test("is tried again the next time", async () => {
    const flag = join(folder, "ready");
    const script = `process.exit(require("node:fs").existsSync(${JSON.stringify(flag)}) ? 0 : 1)`;
    await expect(ensured(failing(script))).rejects.toThrow(BuildFailed);
    writeFileSync(flag, "");
    expect(await ensured(failing(script))).toBe(true);
    expect(await ensured(failing(script))).toBe(false);
  });
});

test("a step gets its own environment, and nothing that would influence a library", async () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv("GODEBUG", "x509sha1=1");
  vi.stubEnv("KEPT_FOR_BUILDS", "yes");
  const script = `require("node:fs").writeFileSync("seen.json", JSON.stringify([process.env.GODEBUG ?? null, process.env.KEPT_FOR_BUILDS, process.env.OWN]))`;
  await ensured(step("a", { argv: [process.execPath, "-e", script], environment: { OWN: "1" } }));
  expect(JSON.parse(readFileSync(join(folder, "seen.json"), "utf8"))).toEqual([null, "yes", "1"]);
});

test("a step has no input to wait for", async () => {
  const script = `process.stdin.on("end", () => {}).resume()`;
  expect(await ensured(step("a", { argv: [process.execPath, "-e", script] }))).toBe(true);
});

describe("an artefact that is no longer what was built is named, and everything is built again", () => {
  const steps = () => [
    making({ server: "one", "lib/a": "a", "cache/x": "x" }),
    step("b", { inputs: [import.meta.filename] }),
  ];
  const at = (name: string) => join(build, name);
  test.for<readonly [string, () => void, string]>([
    ["other content", () => writeFileSync(at("server"), "two"), "server was changed"],
    [
      "other content with the time stamp of the old",
      () => {
        const { atime, mtime } = statSync(at("server"));
        writeFileSync(at("server"), "two");
        utimesSync(at("server"), atime, mtime);
      },
      "server was changed",
    ],
    ["gone", () => rmSync(at("lib/a")), "lib/a is missing"],
    ["gone with its folder", () => rmSync(at("lib"), { recursive: true }), "lib is missing"],
    ["another file beside it", () => writeFileSync(at("lib/b"), ""), "lib/b was added"],
    ["may be executed", () => chmodSync(at("server"), 0o755), "server was changed"],
    [
      "a link to another program",
      () => {
        rmSync(at("server"));
        symlinkSync(import.meta.filename, at("server"));
      },
      `server was replaced by a link to ${import.meta.filename}`,
    ],
    [
      "a link to the same content",
      () => {
        renameSync(at("server"), join(folder, "moved"));
        symlinkSync(join(folder, "moved"), at("server"));
      },
      "server was replaced by a link to ",
    ],
    [
      "the whole folder is a link",
      () => {
        renameSync(build, join(folder, "moved"));
        symlinkSync(join(folder, "moved"), build);
      },
      " was replaced by a link to ",
    ],
  ])("%s", async ([, change, what]) => {
    await ensured(...steps());
    change();
    progress = [];
    expect(await ensured(...steps())).toBe(true);
    expect(progress[0]).toMatch(/^rebuilding go: .* since it was built$/);
    expect(progress[0]).toContain(what);
    expect(ran()).toBe("make b make b");
    expect(readFileSync(at("server"), "utf8")).toBe("one");
    expect(lstatSync(build).isDirectory()).toBe(true);
    expect(await ensured(...steps())).toBe(false);
  });
});

describe("what was built stays", () => {
  test.for<readonly [string, (path: string) => void]>([
    ["after its time stamp changed", (path) => utimesSync(path, 1, 1)],
    [
      "after it was copied, as a cache of a CI service does",
      (path) => {
        renameSync(path, `${path}.old`);
        copyFileSync(`${path}.old`, path);
        rmSync(`${path}.old`);
      },
    ],
    [
      "after a program wrote where its manifest says that it does",
      (path) => {
        mkdirSync(join(build, "lib", "cache"), { recursive: true });
        writeFileSync(join(build, "lib", "cache", "y"), path);
      },
    ],
  ])("%s", async ([, change]) => {
    const steps = [making({ server: "one", "lib/a": "a" })];
    await ensured(...steps);
    change(join(build, "server"));
    progress = [];
    expect(await ensured(...steps)).toBe(false);
    expect(progress).toEqual([]);
    expect(ran()).toBe("make");
  });
});

describe("nothing of another build is left", () => {
  test("where there is no record", async () => {
    mkdirSync(build, { recursive: true });
    writeFileSync(join(build, "server"), "of somebody else");
    await ensured(step("a"));
    expect(readdirSync(build)).toEqual([]);
  });

  test("where there are no steps", async () => {
    mkdirSync(build, { recursive: true });
    writeFileSync(join(build, "server"), "of somebody else");
    expect(await ensured()).toBe(false);
    expect(readdirSync(build)).toEqual([]);
    writeFileSync(join(build, "server"), "of somebody else");
    expect(await ensured()).toBe(false);
    expect(readdirSync(build)).toEqual([]);
  });

  test("where a step that made something is there no more", async () => {
    await ensured(step("a"), making({ server: "one" }));
    expect(readdirSync(build)).toEqual(["server"]);
    await ensured(step("a"));
    expect(readdirSync(build)).toEqual([]);
    expect(ran()).toBe("a make");
  });

  test("where a later step alone is run again", async () => {
    const other = join(folder, "other.txt");
    writeFileSync(other, "1");
    const first = making({ library: "one" });
    const second = (name: string) => making({ [name]: "two" }, { inputs: [other] });
    await ensured(first, second("old"));
    await ensured(first, second("new"));
    expect(readdirSync(build).sort()).toEqual(["library", "new"]);
    expect(ran()).toBe("make make make");
  });

  test("where a later step had changed what an earlier one made, all of them run", async () => {
    const other = join(folder, "other.txt");
    writeFileSync(other, "1");
    const steps = [making({ server: "one" }), making({ server: "two!" }, { inputs: [other] })];
    await ensured(...steps);
    writeFileSync(other, "2");
    await ensured(...steps);
    expect(ran()).toBe("make make make make");
    expect(readFileSync(join(build, "server"), "utf8")).toBe("two!");
  });

  test("where the manifest has moved to another folder", async () => {
    await ensured(making({ server: "one" }));
    const moved = temporaryFolder();
    const whole = { name: "go", steps: [making({ server: "one" })], build, written: [] };
    const options = { launcher: fallbackLauncher.argv, progress: () => {} };
    expect((await ensureBuilt({ ...whole, folder: moved }, options)).ran).toBe(true);
  });

  test("where a build of other inputs was begun and failed, though the inputs are the old ones again", async () => {
    const input = join(folder, "src", "inner", "a.txt");
    const outside = join(folder, "product");
    const script = `const fs = require("node:fs");
      const text = fs.readFileSync(${JSON.stringify(input)}, "utf8");
      fs.writeFileSync(${JSON.stringify(outside)}, text);
      process.exitCode = text === "two" ? 1 : 0;`;
    const copying = step("copy", { argv: [process.execPath, "-e", script] });
    await ensured(copying);
    writeFileSync(input, "two");
    await expect(ensured(copying)).rejects.toThrow(BuildFailed);
    writeFileSync(input, "one");
    expect(await ensured(copying)).toBe(true);
    expect(readFileSync(outside, "utf8")).toBe("one");
  });

  test("where the record cannot be read", async () => {
    await ensured(making({ server: "one" }));
    writeFileSync(besideBuild(build, "records"), '{"fingerprints":[');
    expect(await ensured(making({ server: "one" }))).toBe(true);
    expect(ran()).toBe("make make");
  });
});

describe("builds that misbehave", () => {
  const byMark = () => {
    const mark = `BUILD_TEST=${randomBytes(12).toString("hex")}`;
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv("BUILD_TEST", mark.slice("BUILD_TEST=".length));
    return () =>
      readdirSync("/proc").filter((pid) => {
        try {
          const own = pid === String(process.pid);
          return !own && readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(mark);
        } catch {
          return false;
        }
      });
  };

  test("a process that it leaves ends with it", async () => {
    const running = byMark();
    expect(await ensured(program("builds/leaves-a-process.ts", build))).toBe(true);
    expect(running()).toEqual([]);
  });

  test("one that does not end is ended", async () => {
    const running = byMark();
    await expect(
      ensuredWith({ stepLimitMs: 600 }, program("builds/never-ends.ts")),
    ).rejects.toThrow(/\nit did not end within 0.01 min$/);
    expect(running()).toEqual([]);
  });

  test("one that prints a GiB is ended, and its last words kept within a bound", async () => {
    const error = await ensured(program("floods.ts", "stdout")).catch((one: Error) => one);
    expect(error).toBeInstanceOf(BuildFailed);
    expect(String(error)).toMatch(/\nit printed more than 64 MiB$/);
    expect(String(error).length).toBeLessThan(20_000);
  });

  test("one that is killed is built again whole", async () => {
    const half = `require("node:fs").writeFileSync(${JSON.stringify(`${build}/half`)}, ""); process.kill(process.pid, "SIGKILL")`;
    const killed = step("a", { argv: [process.execPath, "-e", half] });
    await expect(ensured(killed)).rejects.toThrow(/\nit ended with (SIGKILL|exit code 137)$/);
    await ensured(making({ server: "one" }));
    expect(readdirSync(build)).toEqual(["server"]);
  });

  test("terminal escapes that it prints go nowhere", async () => {
    const script = `console.error("\\u001b]0;title\\u0007\\u001b[2Jwrong"); process.exitCode = 1`;
    const failing = step("a", { argv: [process.execPath, "-e", script] });
    const error = await ensured(failing).catch((one: BuildFailed) => one);
    expect(error).toMatchObject({ short: "a: wrong", message: expect.stringMatching(/\nwrong$/) });
  });
});

describe("temporary files of a build", () => {
  /** Says where they lie and which were there before, and leaves one. */
  const leaving = (more: string) =>
    step("a", {
      argv: [
        process.execPath,
        "-e",
        `const fs = require("node:fs");
         const folder = require("node:os").tmpdir();
         fs.appendFileSync("ran.txt", JSON.stringify([folder, fs.readdirSync(folder)]));
         fs.writeFileSync(folder + "/go-build1", "");
         ${more}`,
      ],
    });
  const own = () => besideBuild(build, "temporary");

  test.for([
    ["that succeeds", "", true],
    ["that fails", "process.exit(1)", BuildFailed],
    ["that kills itself", 'process.kill(process.pid, "SIGKILL")', BuildFailed],
  ] as const)("go with one %s", async ([, more, end]) => {
    const how = await ensured(leaving(more)).catch((error: Error) => error.constructor);
    expect(how).toBe(end);
    expect(ran()).toBe(JSON.stringify([own(), []]));
    expect(existsSync(own())).toBe(false);
  });

  test("go with one that is ended", async () => {
    const ending = new AbortController();
    const building = ensuredWith(
      { signal: ending.signal },
      leaving('fs.writeFileSync("waits", ""); setInterval(() => {}, 1000)'),
    );
    await vi.waitUntil(() => existsSync(join(folder, "waits")), { timeout: 20_000 });
    ending.abort();
    await expect(building).rejects.toThrow(BuildEnded);
    expect(existsSync(own())).toBe(false);
  });

  test("that a killed run has left go with the next build", async () => {
    mkdirSync(join(own(), "go-build0"), { recursive: true });
    await ensured(leaving(""));
    expect(ran()).toBe(JSON.stringify([own(), []]));
    expect(existsSync(own())).toBe(false);
  });
});

describe("the end of a run", () => {
  test("is heard while what was built is looked at", async () => {
    await ensured(making({ server: "one" }));
    utimesSync(join(build, "server"), 1, 1);
    const signal = AbortSignal.abort();
    await expect(ensuredWith({ signal }, making({ server: "one" }))).rejects.toThrow(
      new BuildEnded("ended before go was built; nothing was run"),
    );
  });

  test("ends a build at once, and what was half built is no build", async () => {
    const ready = join(folder, "ready");
    const steps = [program("builds/half-then-waits.ts", build, ready)];
    const ending = new AbortController();
    const building = ensuredWith({ signal: ending.signal }, ...steps);
    await vi.waitUntil(() => existsSync(`${ready}.waiting`), { timeout: 20_000 });
    ending.abort();
    await expect(building).rejects.toThrow(
      new BuildEnded("ended while go was built (builds/half-then-waits.ts); nothing was run"),
    );
    expect(readdirSync(build)).toEqual(["half"]);
    writeFileSync(ready, "");
    expect(await ensured(...steps)).toBe(true);
    expect(readdirSync(build).sort()).toEqual(["client.mjs", "half", "server.mjs"]);
  });

  test("begins none", async () => {
    const signal = AbortSignal.abort();
    await expect(ensuredWith({ signal }, step("a"))).rejects.toThrow(BuildEnded);
    expect(ran()).toBe("");
  });
});

test("of two at once, one builds and the other uses what it built", async () => {
  const both = await Promise.all([
    ensured(making({ server: "one" })),
    ensured(making({ server: "one" })),
  ]);
  expect(both.sort()).toEqual([false, true]);
  expect(ran()).toBe("make");
  expect(progress).toContain(`waiting for process ${process.pid} to build go`);
});

test("a step that takes long is shown while it runs, in place of a line", async () => {
  const events: string[] = [];
  const running = (text: string) => {
    events.push(`begun ${text}`);
    return () => void events.push("ended");
  };
  await ensuredWith({ running }, step("a"));
  expect(events).toEqual(["begun building go: a", "ended"]);
  expect(progress).toEqual([expect.stringMatching(/^built go: a/)]);
});
