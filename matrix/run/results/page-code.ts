import { readFile } from "node:fs/promises";
import { places } from "../../places.ts";
import type { PageCode } from "../../report/format/html.ts";

/** The page's own script and style: as the package has them, or bundled of a checkout's sources. */
export const pageCode = async (): Promise<PageCode> => {
  const { page } = places;
  if (page === null) return (await import("./page-bundle.ts")).bundledPage();
  const [script, style] = await Promise.all([
    readFile(page.script, "utf8"),
    readFile(page.style, "utf8"),
  ]);
  return { script, style };
};
