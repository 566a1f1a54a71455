import type { Finding } from "../../domain/behaviour.ts";
import { clauses } from "../clauses.ts";
import { permitted, quote, violation } from "../findings.ts";
import { trailersOf, valueIn } from "../wire-view.ts";
import type { PluginBehaviour, PluginStart, ShownStart } from "./plugin-behaviour.ts";
import { toldCall } from "./told-call.ts";
import { orUnusable } from "./usable.ts";

/** A stream of 8 s, which is asked to end after its first responses. */
const responses = 160;
const eachMs = 50;
const afterMs = 300;

const stream = toldCall("ServerStream", {
  sizes: Array.from({ length: responses }, () => 10),
  eachMs,
});

const start: PluginStart = {
  name: "start",
  host: {},
  plugin: { listens: "as go-plugin does" },
  proof: ["put", "get-exact"],
  sequel: { calls: [[stream, { call: "shutdown", afterMs, continueOn: [] }]] },
};

/** go-plugin cuts the call off, waits for two seconds and kills the plugin. */
export const endInCall: PluginBehaviour = {
  name: "plugin-end-in-call",
  title: "the end of a plugin while a stream is under way",
  advice: "Let calls end before the host ends its plugin: what is under way is cut off.",
  area: "plugins",
  starts: [start],
  judge: (shown) => {
    const one = shown(start.name);
    const found = orUnusable(one);
    return found.length > 0 ? found : [...ofPlugin(one), ...ofCall(one)];
  },
};

const ofPlugin = ({ ended }: ShownStart): readonly Finding[] => {
  if (ended === null) {
    const sentence = "it runs on after Shutdown while a call is under way";
    return [violation("server", clauses.kill, sentence)];
  }
  const { code, signal, left } = ended;
  const names = left.map(({ pid, command }) => `${pid} ${command}`).join(", ");
  return [
    ...(signal === null
      ? []
      : [
          violation(
            "server",
            clauses.shutdown,
            "it crashes after Shutdown while a call is under way",
            quote("launcher", signal),
          ),
        ]),
    ...(code === null || code === 0
      ? []
      : [permitted("server", clauses.shutdown, `it ends with exit code ${code}`)]),
    ...(left.length === 0
      ? []
      : [
          violation("server", clauses.kill, "it leaves processes behind", quote("launcher", names)),
        ]),
  ];
};

const ofCall = ({ reports, wire }: ShownStart): readonly Finding[] => {
  const report = reports[0]?.calls[0];
  const got = report?.rpc?.messages.length ?? 0;
  if (!report || got === 0) {
    const said = quote("client", report ? `status ${report.status}` : "no report of the call");
    return [violation(null, clauses.shutdown, "the call has not begun before the end", said)];
  }
  if (report.status === "DEADLINE_EXCEEDED") {
    const sentence = "a call under way does not end with its plugin";
    return [violation("client", clauses.shutdown, sentence)];
  }
  if (report.status === "OK" && got < responses) {
    return [
      violation(
        "client",
        clauses.shutdown,
        "a call that was cut off ends in OK",
        quote("client", `${got} of ${responses} responses`),
      ),
    ];
  }
  // What becomes of a call that go-plugin cuts off.
  if (report.status === "UNAVAILABLE") return [];
  const carried = wire.streams?.find(
    ({ request }) => valueIn(request.blocks[0], ":path") === stream.path,
  );
  // Where the plugin sends no status, its host's library makes one.
  const by = carried && trailersOf(carried) === undefined ? "client" : "server";
  return [permitted(by, clauses.shutdown, `a call under way ends in ${report.status}`)];
};
