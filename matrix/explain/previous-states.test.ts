/** Containers that were started again, as Kubernetes describes them. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const tells = (text: string) => explain([{ name: "-", text }]).tells;

const described = `Name:   ledger-0
Status: Running
Containers:
  ledger:
    Ready:          True
    State:          Running
      Started:      Tue, 03 Mar 2026 11:20:44 +0000
    Last State:     Terminated
      Reason:       OOMKilled
      Exit Code:    137
    Restart Count:  1
    Limits:
      memory:  256Mi
  proxy:
    State:          Running
    Ready:          True
    Restart Count:  0
Events: <none>
`;

const asYaml = `status:
  containerStatuses:
  - image: ledger:4.2
    lastState:
      terminated:
        exitCode: 1
        message: 'fatal: open /run/certs/tls.crt: no such file or directory'
        reason: Error
    name: ledger
    ready: true
    restartCount: 1
    state:
      running:
        startedAt: "2026-03-03T11:20:44Z"
  - lastState: {}
    name: proxy
    ready: true
    restartCount: 0
`;

const asJson = JSON.stringify(
  {
    containerStatuses: [
      {
        lastState: { terminated: { exitCode: 137, reason: "OOMKilled" } },
        name: "ledger",
        ready: true,
        restartCount: 1,
        state: { running: { startedAt: "2026-03-03T11:20:44Z" } },
      },
      { name: "proxy", ready: true, restartCount: 0 },
    ],
  },
  null,
  2,
);

test.for([
  ["describe", described],
  ["YAML", asYaml],
  ["JSON", asJson],
] as const)("what a container was before it came back once is over: %s", ([, text]) => {
  expect(tells(text)).toBe("over");
});

test.for([
  ["it is not ready", described.replace("Ready:          True", "Ready:          False")],
  ["it keeps ending", described.replace("Count:  1", "Count:  14")],
  ["it does not run", described.replace("State:          Running", "State:          Waiting")],
  ["it is what it is now", described.replace("Last State", "State")],
  ["YAML, not ready", asYaml.replace("ready: true", "ready: false")],
  ["YAML, it ends", asYaml.replace("restartCount: 1", "restartCount: 6")],
  ["YAML, another runs", asYaml.replace("      running:\n", "      waiting:\n")],
  ["JSON, not ready", asJson.replace('"ready": true', '"ready": false')],
  ["JSON, it ends", asJson.replace('"restartCount": 1', '"restartCount": 9')],
  ["JSON, it waits", asJson.replace('"running"', '"waiting"')],
] as const)("not over: %s", ([, text]) => {
  expect(tells(text)).toBe("cause");
});

test("what is said of the same container elsewhere is not of what it was before", () => {
  expect(
    tells(`${described}Warning  Failed  dial tcp 10.0.0.7:443: connect: connection refused\n`),
  ).toBe("cause");
});
