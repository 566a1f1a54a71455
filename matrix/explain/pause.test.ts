import { expect, test } from "vitest";
import { explain } from "./explain.ts";
import { pauseIn } from "./pause.ts";

const summary = "10:30:00 summary errors=0 reconnects=0";
const broken = "10:00:00 call failed: read: connection reset by peer";

test("a pause counts up to the last fault", () => {
  const text = `${broken}\n${summary}`;
  expect(pauseIn(text)?.seconds).toBe(1800);
  expect(pauseIn(text, 10)).toBe(undefined);
  expect(pauseIn(text, text.indexOf(summary))?.seconds).toBe(1800);
});

test("what failed so before has not waited for a pause", () => {
  const again = broken.replace("10:00", "10:40");
  expect(pauseIn(`${broken}\n${again}`)).toBe(undefined);
  expect(pauseIn(`10:00:00 put failed: no such key\n${again}`)?.seconds).toBe(2400);
});

test("silence behind a fault has lost no connection", () => {
  const codes = (...lines: readonly string[]) =>
    explain([{ name: "-", text: lines.join("\n") }]).diagnosis.causes.map(({ code }) => code);
  const later = broken.replace("10:00", "10:40");
  expect(codes(broken, summary)[0]).not.toBe("idle-drop");
  expect(codes("10:00:00 ready", later)[0]).toBe("idle-drop");
  // Words that are broken over lines stand anywhere.
  expect(codes("10:00:00 ready", later.replace("reset by", "reset\n  by"))[0]).toBe("idle-drop");
});

test.for([
  "call failed: Received HTTP status code 502",
  'call failed: unexpected content-type "text/html"',
])("what carried an answer was not dropped: %s", (words) => {
  expect(pauseIn(`09:00:00 ready\n${broken.replace(/call failed.*/, words)}`)).toBe(undefined);
});

test("a certificate's times are of no line", () => {
  const text = '09:00:00 call begun\n    "not before" : "2025-08-01 00:00:00",\n';
  expect(pauseIn(`${text}09:00:01 call failed: read: connection reset by peer`)).toBe(undefined);
});
