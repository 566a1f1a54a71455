import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import { places } from "../../places.ts";
import type { PageCode } from "../../report/format/html.ts";
import { writeWhole } from "./write-whole.ts";

const sources = join(places.root, "matrix/report/html");

/**
 * The script and style of a checkout's page. The script is bundled when it is first asked for and kept under the digest of
 * what it is made of, so that a bundle is complete or absent.
 */
export const bundledPage = async (): Promise<PageCode> => {
  const style = await styleText();
  const folder = join(places.builds, "report");
  const file = join(folder, `${await fingerprint()}.js`);
  const kept = readKept(file);
  if (kept !== null) return { style, script: kept };
  const script = await bundled();
  mkdirSync(folder, { recursive: true });
  writeWhole(file, script);
  return { style, script };
};

const styles = join(sources, "ui/style");

const styleText = async (): Promise<string> => {
  // Print has the last word.
  const files = ["page.css", "overview.css", "grid.css", "cell.css", "handshake.css", "print.css"];
  const texts = await Promise.all(files.map((file) => readFile(join(styles, file), "utf8")));
  return texts.join("");
};

const readKept = (file: string): string | null => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
};

/** Of all that a bundle can be made of, and of the versions of what makes it. */
const fingerprint = async (): Promise<string> => {
  const hash = createHash("sha256").update(JSON.stringify(packageJson.dependencies));
  const folders = [
    "report/html",
    "report/html/ui",
    "report/ladder",
    "report/diff",
    "report",
    "domain",
  ];
  for (const folder of folders) {
    const names = await readdir(join(places.root, "matrix", folder));
    for (const name of names.filter((one) => /\.tsx?$/.test(one)).sort()) {
      hash.update(name).update(await readFile(join(places.root, "matrix", folder, name)));
    }
  }
  return hash.digest("hex").slice(0, 16);
};

const bundled = async (): Promise<string> => {
  const { rolldown } = await import("rolldown");
  const bundle = await rolldown({
    input: join(sources, "ui/main.tsx"),
    platform: "browser",
  });
  const { output } = await bundle.generate({ format: "iife", minify: true });
  await bundle.close();
  // Within a script element only its end is read as markup.
  return output[0].code.replaceAll("</script", "<\\/script");
};
