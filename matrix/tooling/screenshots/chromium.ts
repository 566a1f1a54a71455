import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** The system's browser; undefined where there is none. */
export const chromiumPath: string | undefined = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
].find((path) => existsSync(path));

/** @throws Error where there is no Chromium. */
export const startChromium = async (): Promise<Browser> => {
  if (chromiumPath === undefined) throw new Error("there is no Chromium on this machine");
  return chromium.launch({
    executablePath: chromiumPath,
    // A sandbox of Chromium's own is not to be had as root. Letters without coloured edges make small pictures.
    args: ["--no-sandbox", "--disable-lcd-text"],
  });
};
