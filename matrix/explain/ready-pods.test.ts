/** Probes of pods that failed until the pods were ready, and those that go on to fail. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";
import { readTextMatches } from "./read-text-matches.ts";
import { readyPodsIn } from "./ready-pods.ts";

const explained = (...lines: readonly string[]) =>
  explain([{ name: "-", text: `${lines.join("\n")}\n` }]);

const over = (...lines: readonly string[]) => explained(...lines).over?.why ?? null;

const isReady = "its pods became ready, so their probes are answered";

const failed = (words: string) =>
  `4m6s   Warning   Unhealthy   pod/store-7d5c9b8f6d-hq2vw   Readiness probe failed: ${words}`;
const notServing = failed('service unhealthy (responded with "NOT_SERVING")');
const title = "NAME   READY   STATUS   RESTARTS   AGE";
const row = (pod: string, ready: string, status = "Running") =>
  `${pod}   ${ready}     ${status}   0          4m13s`;
const own = "store-7d5c9b8f6d-hq2vw";

test.for([
  ["a list of pods", [title, row(own, "1/1"), row("store-7d5c9b8f6d-kmtr8", "1/1")]],
  ["a list with two containers each", [title, row(own, "2/2")]],
  ["a list of all namespaces", [title, `shop   ${row(own, "3/3")}`]],
  ["a list with another's pod", [title, row(own, "1/1"), row("mail-5f6c7d9c4b-9kq2d", "0/1")]],
  ["a deployment", ['deployment "store" successfully rolled out']],
  ["a deployment, by its kind", ["deployment.apps/store successfully rolled out"]],
  [
    "a stateful set",
    ["statefulset rolling update complete 3 pods at revision store-7d5c9b8f6d..."],
  ],
] as const)("over: %s", ([, lines]) => {
  expect(over(notServing, ...lines)).toBe(isReady);
});

test.for([
  'deployment "store" successfully rolled out',
  "deployment.apps/store successfully rolled out",
  "deployments.apps/store successfully rolled out",
  'statefulset "store" successfully rolled out',
  "statefulset.apps/store successfully rolled out",
  'stateful set "store" successfully rolled out',
  'daemon set "store" successfully rolled out',
  'daemonset "store" successfully rolled out',
  `pod/${own} condition met`,
  "deployment.apps/store condition met",
])("ends a probe's fault: %s", (line) => {
  const text = `${notServing}\n${line}\n`;
  expect(readyPodsIn(readTextMatches({ name: "-", text }))).toEqual([
    { fault: 1, line: 2, words: line },
  ]);
});

test.for([
  failed("x509: certificate has expired or is not yet valid"),
  failed("dial tcp 10.0.0.7:443: connect: connection refused").replace("Readiness", "Startup"),
  failed("rpc error: code = Unavailable desc = error reading from server: EOF"),
])("whatever a probe failed with: %s", (line) => {
  expect(over(line, title, row(own, "1/1"))).not.toBe(null);
});

test.for([
  ["it is not ready", [title, row(own, "0/1")]],
  ["one of its containers is not", [title, row(own, "1/2")]],
  ["it does not run", [title, row(own, "1/1", "Terminating")]],
  ["it became unready again", [title, row(own, "1/1"), title, row(own, "0/1")]],
  ["it has another name", ['deployment "mail" successfully rolled out', row(own, "0/1")]],
  ["it is not said", ["Waiting for deployment store rollout to finish: 1 of 3 updated"]],
] as const)("not over: %s", ([, lines]) => {
  expect(over(notServing, ...lines)).toBe(null);
});

test("what was said before a probe failed, and what is no probe's, is not ended", () => {
  expect(over(title, row(own, "1/1"), notServing)).toBe(null);
  const call = `shop: call to ${own}: x509: certificate has expired or is not yet valid`;
  expect(over(call, title, row(own, "2/2"))).toBe(null);
});

const description = (pod: string, ready: string, ...events: readonly string[]) => [
  `Name:             ${pod}`,
  "Conditions:",
  "  Type              Status",
  `  Ready             ${ready} `,
  "Events:",
  "  Type     Reason     Age                From     Message",
  ...events,
];
const inDescription =
  '  Warning  Unhealthy  4m (x2 over 4m5s)  kubelet  Readiness probe failed: timeout: failed to connect service "10.1.0.4:50051" within 1s: context deadline exceeded';

test("a pod that is described is as its conditions say, whatever its events tell", () => {
  expect(over(...description("kv-0", "True", inDescription))).toBe(isReady);
  expect(over(...description("kv-0", "False", inDescription))).toBe(null);
  const other = description("kv-1", "False", inDescription);
  expect(over(...description("kv-0", "True"), ...other)).toBe(null);
});

test("a probe that names no pod is of any that is listed", () => {
  const nobody = notServing.replace(/pod\/\S+/, "");
  expect(over(nobody, title, row("a-1", "1/1"), row("b-1", "2/2"))).toBe(isReady);
  expect(over(nobody, title, row("a-1", "2/2"), row("b-1", "0/1"))).toBe(null);
});

const refusedCall = "ERROR cart: dial tcp 10.244.2.17:50051: connect: connection refused";

test("a pod that was not ready and then is has come up", () => {
  const crashed = row(own, "0/1", "CrashLoopBackOff");
  expect(over(refusedCall, title, crashed, row(own, "1/1"))).toBe(
    "the program was started again, and came up",
  );
  expect(over(title, crashed, refusedCall, row(own, "2/2"))).not.toBe(null);
});

test.for([
  ["that is ready in the only list", [title, row(own, "1/1")]],
  ["that is ready in two lists", [row(own, "1/1"), row(own, "1/1")]],
  ["of another name that was not", [row("mail-5f6c7d9c4b-9kq2d", "0/1"), row(own, "1/1")]],
  ["that was ready in between", [row(own, "0/1"), row(own, "1/1"), row(own, "0/1")]],
  ["that is not any more", [row(own, "1/1"), row(own, "0/1", "Error")]],
] as const)("a pod %s says nothing of a call's failure", ([, rows]) => {
  expect(over(refusedCall, ...rows)).toBe(null);
});
