// The process that reports what a tap before a plugin records; see plugin-reporter.ts. It ends when it has
// written what came last: the plugin's end, or the tap's.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Eventual } from "../limits/eventual.ts";
import { lifelong } from "../limits/lifelong.ts";
import { ownersOnly } from "../run/results/write-whole.ts";
import { type PluginBegun, type PluginNews, writeNow, written } from "./plugin-news.ts";

// Node's own answer is to open a debugger's port.
process.on("SIGUSR1", () => {});
type Message = PluginNews | typeof writeNow;

const messages: Message[] = [];
let take = (message: Message): void => void messages.push(message);
const begins = Eventual.open<PluginBegun | null>();
const gone = Eventual.open<void>();
process.on("message", (message: PluginBegun | Message) => {
  if (typeof message === "object" && "folder" in message) begins.settle(message);
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
  take = (message) => {
    if (message !== writeNow) return report.take(message);
    report.write();
    process.send?.(written, undefined, undefined, () => {});
  };
  for (const message of messages.splice(0)) take(message);
  gone.eventual.notify(report.hostExited);
  await lifelong(report.ended);
  report.finish();
}
process.exit(0);
