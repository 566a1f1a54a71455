import { fstatSync } from "node:fs";
import { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { start } from "./child.ts";
import { exitMessage, notStartedMessage, reporter, statusOf } from "./messages.ts";
import { misuse, type Options } from "./options.ts";

const controlDescriptor = 3;

/** As in bounded.go. */
const lastReportMs = 5000;

/** Runs a program with the launcher's own standard streams. */
export const guard = async (options: Options): Promise<number> => {
  if (!tiesToOrchestrator(controlDescriptor))
    misuse("launcher guard: descriptor 3 is no pipe or socket from an orchestrator");
  const control = new Socket({
    fd: controlDescriptor,
    readable: true,
    writable: true,
    allowHalfOpen: true,
  });
  control.on("error", () => {});
  const report = reporter(control);
  const child = await start(options, "inherit");
  if (child.kind === "not-started") {
    report(notStartedMessage(child));
    await finished(control);
    return 126;
  }
  report({ type: "started", pid: child.pid });
  control.on("end", child.end).on("close", child.end).resume();
  const ended = await child.ended;
  report(exitMessage(ended));
  await finished(control);
  return statusOf(ended);
};

const tiesToOrchestrator = (descriptor: number): boolean => {
  try {
    const info = fstatSync(descriptor);
    return info.isFIFO() || info.isSocket();
  } catch {
    return false;
  }
};

/** Settles when all has been sent, or cannot be in time. */
const finished = (control: Socket): Promise<void> =>
  Promise.race([
    new Promise<void>((resolve) => {
      control.end(() => resolve());
    }),
    delay(lastReportMs),
  ]);
