import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A file system of so many KiB, gone when the test has ended; null where this user may not mount one. */
export const smallDisk = (kibibytes: number): string | null => {
  const folder = mkdtempSync(join(tmpdir(), "disk-"));
  const options = `size=${kibibytes}k`;
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", options, "none", folder]);
  onTestFinished(() => {
    // Lazily: what is being tested may hold a file open.
    if (status === 0) spawnSync("umount", ["-l", folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return status === 0 ? folder : null;
};
