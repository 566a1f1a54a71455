import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { causeCards } from "../../cli/commands/cause-cards.ts";
import { knownTexts } from "../../cli/commands/known-texts.ts";
import { places } from "../../places.ts";
import { brokenPeers } from "../../report/broken-peers.ts";
import { causePages } from "../../report/cause-pages.ts";
import { type MatrixProcess, startMatrix } from "./matrix-process.ts";

const hasTshark = spawnSync("tshark", ["--version"]).error === undefined;

/** Without the section of measured texts, and the index's rows of them. */
const withoutSeen = (page: string): string =>
  page.replace(/^## Seen\n[\s\S]*?(?=^## )/m, "").replace(/^\| `.*\n/gm, "");

describe("broken peers", () => {
  let run: MatrixProcess;
  let exit: Awaited<MatrixProcess["exit"]>;

  beforeAll(async () => {
    run = startMatrix(["run", "--preset", "broken-peers"]);
    exit = await run.exit;
  }, 300_000);

  test("each is diagnosed with the cause and the side of its fault", () => {
    const { cells, counts } = run.results();
    const wrong = cells.filter(({ verdict }) => verdict !== "expected");
    expect(wrong.map(({ id, verdictReason }) => `${id}: ${verdictReason}`)).toEqual([]);
    expect(counts).toMatchObject({ cells: 522, notRun: 0, unsupported: 0 });
    expect(exit).toEqual({ code: 0, signal: null });
  });

  test("no cause is stated as decided that is not the expected one", () => {
    const { cells } = run.results();
    const decided = cells.filter(
      ({ verdict, diagnosis }) => verdict !== "expected" && diagnosis?.determinable,
    );
    expect(decided.map(({ id, diagnosis }) => `${id}: ${diagnosis?.causes[0]?.code}`)).toEqual([]);
  });

  test("docs/broken-peers.md is what this run gives", () => {
    const committed = readFileSync(join(places.root, "docs/broken-peers.md"), "utf8");
    expect(brokenPeers(run.results())).toBe(committed);
  });

  test("docs/causes is what this run gives, but for the clients' words, which are races", () => {
    for (const { file, markdown } of causePages(run.results(), causeCards(), knownTexts())) {
      const committed = readFileSync(join(places.root, "docs/causes", file), "utf8");
      expect(withoutSeen(markdown), file).toBe(withoutSeen(committed));
    }
  });

  test.skipIf(!hasTshark)("tshark decrypts the alert in a cell's capture (needs tshark)", () => {
    const cell = "python/go/mtls/p256/client-cert=expired";
    const capture = join(run.out, "latest", "cells", cell, "capture.pcapng");
    const fields = ["tls.alert_message.desc", "tls.alert_message.level"];
    const shown = execFileSync(
      "tshark",
      [
        "-r",
        capture,
        "-Y",
        "tls.alert_message",
        "-T",
        "fields",
        ...fields.flatMap((f) => ["-e", f]),
      ],
      { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
    );
    // certificate_expired, fatal (RFC 8446 section 6), which TLS 1.3 encrypts.
    expect(shown.trim()).toBe("45\t2");
  });

  test("a failing cell has its connection as a ladder", () => {
    const cell = "python/go/mtls/p256/client-cert=expired";
    const ladder = readFileSync(join(run.out, "latest", "cells", cell, "handshake.txt"), "utf8");
    expect(ladder).toMatch(/◀─+ Alert: 45 certificate_expired/);
    expect(ladder.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  test("nothing is left behind", () => {
    expect(run.survivors()).toEqual([]);
    expect(run.leftFiles()).toEqual([]);
  });
});
