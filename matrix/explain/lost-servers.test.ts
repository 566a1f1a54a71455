/** Calls that were lost to the end of their server, and the refusals that follow. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const told = (...lines: readonly string[]) => {
  const { tells, diagnosis } = explain([{ name: "-", text: `${lines.join("\n")}\n` }]);
  return `${tells}: ${diagnosis.causes
    .slice(0, 2)
    .map(({ code, decided }) => `${code}${decided ? "!" : ""}`)
    .join(" ")}`;
};

const lost = "09:00:01 list: 14 UNAVAILABLE: read ECONNRESET";
const refused =
  "09:00:03 list: 14 UNAVAILABLE: No connection established. Last error: connect ECONNREFUSED 10.0.0.7:50051";

test.for([
  lost,
  "09:00:01 list: rpc error: code = Unavailable desc = error reading from server: EOF",
  "09:00:01 list: rpc error: code = Unavailable desc = error reading from server: read tcp 10.0.0.2:41000->10.0.0.7:50051: read: connection reset by peer",
  "09:00:01 list: write: broken pipe",
])("who lost a call and is then refused had a server: %s", (line) => {
  expect(told(line, refused)).toBe("cause: exited-mid-call connection-refused");
});

test.for([
  ["there was no call yet", lost.replace("read", "handshake: read"), refused],
  [
    "the connection had not come up",
    "09:00:01 list: rpc error: code = Unavailable desc = error reading server preface: read tcp 10.0.0.2:41000->10.0.0.7:50051: read: connection reset by peer",
    refused,
  ],
  ...["dial", "dialing", "dialled", "dialed"].map(
    (word) =>
      [`it could not be ${word}`, `09:00:01 list: ${word} kv: read ECONNRESET`, refused] as const,
  ),
  ["it was refused before", refused.replace("03", "00"), lost],
  ["it is another peer", `${lost} 10.0.0.9:50051`, refused],
  ["it is another client", `pay   | ${lost}`, `shop  | ${refused}`],
  ["somebody tells of it", "maybe it was a read ECONNRESET", refused],
] as const)("not the same server's end: %s", ([, ...lines]) => {
  expect(told(...lines)).toMatch(/ connection-refused!/);
});

test("a server that came back is over", () => {
  expect(told(lost, refused, "09:00:09 list: reconnected to 10.0.0.7:50051")).toMatch(/^over/);
  const crash = "store-1 exited with code 139";
  expect(told(`shop-1  | ${lost}`, crash, "shop-1  | reconnected to store")).toMatch(/^over/);
});

const decided = "cause: exited-mid-call!";
const open = "cause: exited-mid-call connection-refused";
const json = (message: string) => JSON.stringify({ level: 50, name: "shop", err: { message } });

const ends: readonly string[] = [
  "store-0 exited with code 3",
  "container store-0 exited with code 137",
  "store.service: Main process exited, code=exited, status=3/NOTIMPLEMENTED",
  "store.service: Main process exited, code=killed, status=9/KILL",
  "store.service: Main process exited, code=dumped, status=6/ABRT",
  "store.service: Failed with result 'oom-kill'.",
  "2026-04-01 09:00:02,100 INFO exited: store (exit status 1; not expected)",
  "2026-04-01 09:00:02,100 INFO exited: store (terminated by SIGKILL; not expected)",
  "store.1 | exited with code 1",
  "PM2 | App [store:0] exited with code [1] via signal [SIGINT]",
  "2026-04-01T09:00:02Z container die 4f7b62bc26 (exitCode=139, image=store, name=store-1)",
  "Back-off restarting failed container store in pod store-0_default",
  "store-0   0/1     CrashLoopBackOff   3 (12s ago)   4m",
  "Name:             store-0\n    Last State:     Terminated\n      Reason:       Error\n      Exit Code:    137",
];

test.for(ends)("the end that was told of in between decides: %s", (end) => {
  expect(told(`shop  | ${lost}`, end, `shop  | ${refused}`)).toBe(decided);
  expect(told(json(lost), end, json(refused))).toBe(decided);
  expect(told(lost, end, refused)).toBe(open);
});

test.for([
  "shop-1 exited with code 3",
  "store-0 exited with code 143",
  "store.service: Main process exited, code=killed, status=15/TERM",
  "2026-04-01 09:00:02,100 INFO exited: store (exit status 0; expected)",
  "2026-04-01 09:00:02,100 INFO exited: store (terminated by SIGTERM; expected)",
])("an end of the client, or one that was asked for, does not: %s", (end) => {
  expect(told(json(lost), end, json(refused))).toBe(open);
});

test("nor does one that came after the refusal", () => {
  expect(told(json(refused), "store-0 exited with code 3")).toBe("cause: connection-refused!");
});
