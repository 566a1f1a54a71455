// The process that reports what a tap before a plugin records; see plugin-reporter.ts. It ends when it has
// written what came last: the plugin's end, or the tap's.
import { writeFileSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import type { PluginBegun, PluginNews } from "./plugin-news.ts";

enableCompileCache(join(import.meta.dirname, "..", "..", ".build", "compile-cache"));
try {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // A system that does not let us be polite.
}

const messages: PluginNews[] = [];
let take = (news: PluginNews): void => void messages.push(news);
const begins = Promise.withResolvers<PluginBegun | null>();
const gone = Promise.withResolvers<void>();
process.on("message", (message: PluginBegun | PluginNews) => {
  if ("folder" in message) begins.resolve(message);
  else take(message);
});
process.once("disconnect", () => {
  begins.resolve(null);
  gone.resolve();
});

const { reportPlugin } = await import("./plugin-report.ts");
const begun = await begins.promise;
if (begun) {
  process.on("uncaughtException", (error) => {
    writeFileSync(join(begun.folder, "fault.txt"), `${error.stack}\n`);
    process.exit(2);
  });
  const report = reportPlugin(begun, (text) => void process.stdout.write(text));
  take = report.take;
  for (const news of messages.splice(0)) take(news);
  await Promise.race([report.ended, gone.promise]);
  report.finish();
}
process.exit(0);
