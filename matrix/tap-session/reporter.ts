// The process that reports what a tap before a plugin records; see plugin-reporter.ts. It ends when it has
// written what came last: the plugin's end, or the tap's.
import { writeFileSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { Eventual } from "../limits/eventual.ts";
import { lifelong } from "../limits/lifelong.ts";
import { ownersOnly } from "../results/write-whole.ts";
import type { PluginBegun, PluginNews } from "./plugin-news.ts";

enableCompileCache(join(import.meta.dirname, "..", "..", ".build", "compile-cache"));
// Node's own answer is to open a debugger's port.
process.on("SIGUSR1", () => {});
try {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // A system that does not let us be polite.
}

const messages: PluginNews[] = [];
let take = (news: PluginNews): void => void messages.push(news);
const begins = Eventual.open<PluginBegun | null>();
const gone = Eventual.open<void>();
process.on("message", (message: PluginBegun | PluginNews) => {
  if ("folder" in message) begins.settle(message);
  else take(message);
});
process.once("disconnect", () => {
  begins.settle(null);
  gone.settle();
});

const { reportPlugin } = await import("./plugin-report.ts");
// The tap's life is the limit of both waits: with it the channel between us ends.
const begun = await lifelong(begins.eventual);
if (begun) {
  process.on("uncaughtException", (error) => {
    writeFileSync(join(begun.folder, "fault.txt"), `${error.stack}\n`, { mode: ownersOnly });
    process.exit(2);
  });
  const report = reportPlugin(begun, (text) => void process.stdout.write(text));
  take = report.take;
  for (const news of messages.splice(0)) take(news);
  await lifelong(Eventual.first(report.ended, gone.eventual));
  report.finish();
}
process.exit(0);
