import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { startJanitor } from "./janitor.ts";

/** A launcher that writes its words into the folder's file `words` when its input ends. */
const obedient = ["sh", "-c", 'cat; for last; do :; done; echo "$@" >"$last/words"', "launcher"];

test.for([
  { marks: {}, words: "janitor" },
  {
    marks: { limitMark: 2 ** 50, runMark: "0123abcd" },
    words: "janitor --limit-mark 1125899906842624 --run 0123abcd",
  },
  { marks: { limitMark: [5, 9] as const }, words: "janitor --limit-mark 5-9" },
])("a janitor is told: $words", async ({ marks, words }) => {
  const folder = temporaryFolder();
  const janitor = startJanitor(obedient, folder, marks);
  expect(existsSync(join(folder, "words"))).toBe(false);
  expect(await janitor.dismiss(20_000)).toBe("ended");
  expect(readFileSync(join(folder, "words"), "utf8")).toBe(`${words} ${folder}\n`);
});

test("a janitor that does not end in time is killed", async () => {
  const janitor = startJanitor(["sh", "-c", "exec sleep 3600"], temporaryFolder());
  expect(await janitor.dismiss(50)).toBe("overdue");
  // It would be overdue again if it still ran.
  expect(await janitor.dismiss(20_000)).toBe("ended");
});

test("a janitor that has stopped itself goes on", async () => {
  const folder = temporaryFolder();
  const stopped = join(folder, "stopped");
  const janitor = startJanitor(
    ["sh", "-c", `echo $$ > ${stopped}; kill -STOP $$; read line`],
    temporaryFolder(),
  );
  const state = () => {
    const pid = existsSync(stopped) ? readFileSync(stopped, "utf8").trim() : "";
    return pid === "" ? "" : readFileSync(`/proc/${pid}/stat`, "latin1").split(") ")[1]?.[0];
  };
  await vi.waitUntil(() => state() === "T", { timeout: 20_000 });
  expect(await janitor.dismiss(20_000)).toBe("ended");
});

test("a janitor that cannot be started has ended", async () => {
  const janitor = startJanitor(["/missing/launcher"], temporaryFolder());
  expect(await janitor.dismiss(20_000)).toBe("ended");
});
