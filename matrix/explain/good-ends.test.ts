/** What ended as it was wanted to, in whatever words. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const tells = (...lines: readonly string[]) =>
  explain([{ name: "-", text: `${lines.join("\n")}\n` }]).tells;

const untrusted = "x509: certificate signed by unknown authority";
const refused = "dial tcp 10.0.0.7:443: connect: connection refused";

test.for([
  "erfolgreich",
  "abgeschlossen",
  "réussi",
  "réussie",
  "exitoso",
  "con éxito",
  "riuscita",
  "成功",
  "完了",
  "успешно",
])("an attempt that ends with %s", (word) => {
  expect(tells(`Abgleich mit carts: ${untrusted}`, `Abgleich mit carts: ${word}`)).toBe("over");
});

test.for([
  "nicht erfolgreich",
  "ohne Ergebnis abgeschlossen",
  "pas réussi",
  "sin éxito",
  "未完了",
  "не успешно",
])("an attempt that ends with %s", (words) => {
  expect(tells(`Abgleich mit carts: ${untrusted}`, `Abgleich mit carts: ${words}`)).toBe("cause");
});

test.for(["(ok, as wanted)", "(as expected)", "(passed, as intended)"])(
  "a check whose failure is wanted: %s",
  (end) => {
    const line = `probe: no certificate ... remote error: tls: certificate required`;
    expect(tells(`${line} ${end}`)).toBe("nothing");
    expect(tells(`${line} (not ${end.slice(1)}`)).toBe("cause");
    expect(tells(`${line} ${end}`, `ERROR ${refused}`)).toBe("cause");
  },
);

test.for(["— as expected. 14/14 ok", "- as wanted", "– as intended."])(
  "a check that says behind a dash that its failure is wanted: %s",
  (end) => {
    const line = "no certificate: the server said tls: client didn't provide a certificate";
    expect(tells(`${line} ${end}`)).toBe("nothing");
    expect(tells(`${line} ${end.replace("as", "not as")}`)).not.toBe("nothing");
  },
);

test.for(["verdict PASS", "steady again; verdict: PASSED", "verdict=PASS"])(
  "an experiment that breaks something, and ends with %s",
  (end) => {
    expect(tells("inject: kill kv-0", `observed: ${refused}`, end)).toBe("over");
    expect(tells("inject: kill kv-0", end, `observed: ${refused}`)).not.toBe("over");
    expect(tells("inject: kill kv-0", `observed: ${refused}`, end.replace("PASS", "FAIL"))).toBe(
      "cause",
    );
  },
);

test.for([
  "[RESOLVED] KvDown",
  "Resolved: KvDown (eu)",
  "✅ [RESOLVED] KvDown",
  "[RESOLVED:2] KvDown",
  "** RECOVERY: KvDown **",
  "[Recovered] KvDown on kv-3",
  ":white_check_mark: *Resolved* - KvDown",
  "Resolved – KvDown",
  "Closed: #4411 KvDown",
])("an alert that is over: %s", (title) => {
  const summary = `Summary: transport: authentication handshake failed: ${untrusted}`;
  expect(tells(title, summary)).toBe("mention");
  expect(tells(title, "Firing since: 09:14", summary)).toBe("mention");
  expect(tells(title.replace(/resolved|recover\w*|closed/i, "FIRING"), summary)).toBe("cause");
  expect(tells(title, "all well", "", summary)).toBe("cause");
  expect(tells(title, "[FIRING] KvDown", summary)).toBe("cause");
});

test.for([
  "Incident 4411 - CLOSED 2026-10-02",
  "INC-4411: Resolved",
  "# Postmortem 12 (Closed)",
  "Outage #12: RESOLVED",
  "Problem 4411 | Resolved 2026-10-02",
  "Ticket 4411: CLOSED",
])("a report of what is over: %s", (title) => {
  const what = `What happened: for 11 minutes hosts printed ${untrusted}`;
  expect(tells(title, what)).toBe("mention");
  expect(tells(title.replace(/resolved|closed/i, "OPEN"), what)).toBe("cause");
  expect(tells("INC-4411: Closed connections", what)).toBe("cause");
});

test.for(["Status: resolved", "State: closed", "Alert status: Recovered"])(
  "an alert that says so in a field: %s",
  (field) => {
    const summary = `Summary: transport: authentication handshake failed: ${untrusted}`;
    expect(tells("KvDown", field, summary)).toBe("mention");
    expect(tells("KvDown", field.replace(/\w+$/, "firing"), summary)).toBe("cause");
  },
);

test.for([
  ['"status":"resolved"', '"status":"firing"'],
  ['"event_type": "incident.resolved"', '"event_type": "incident.triggered"'],
  ['"NewStateValue":"OK"', '"NewStateValue":"ALARM"'],
  ['"state":"closed"', '"state":"open"'],
] as const)("an alert that is sent on: %s", ([resolved, firing]) => {
  const of = (state: string, title = `x509: ${untrusted}`) =>
    `{"receiver":"kv",${state},"annotations":{"summary":"refused (${title})"}}`;
  expect(tells(of(resolved))).toBe("mention");
  expect(tells(of(resolved).replaceAll(",", ",\n  "))).toBe("mention");
  expect(tells(of(firing))).toBe("cause");
  expect(tells(of(resolved), of(firing))).toBe("cause");
});

test("of several alerts one still fires", () => {
  const line = `{"status":"firing","alerts":[{"status":"resolved"},{"status":"firing","summary":"x509: ${untrusted}"}]}`;
  expect(tells(line)).toBe("cause");
});

test.for([
  "2026-04-01T09:00:00Z INFO Resolved: kv.prod to 10.0.0.7",
  "Resolved kv.prod to 10.0.0.7",
  "Closed connection 4 to carts",
])("a log that goes on with what failed: %s", (line) => {
  expect(tells(line, `2026-04-01T09:00:01Z ERROR x509: ${untrusted}`)).toBe("cause");
});

test("what somebody says that a text was", () => {
  const words = `rpc error: code = Unavailable desc = ${untrusted}`;
  expect(tells(`ann: it is in the wiki. the text was ${words}`)).toBe("mention");
  expect(tells(`ann: ${words}`)).toBe("cause");
});
