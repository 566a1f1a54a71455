/** What loggers put before a line: times, levels and labels. */
import { expect, test } from "vitest";
import { withoutOpeners } from "./openers.ts";

test.for([
  "2026-04-01T09:00:01.5Z INFO ",
  "[2026/04/01 09:00:01] [error] ",
  "Apr  1 09:00:01 ",
  "09:00:01.5 ",
  "I0401 09:00:01.5 ",
  "E (12345) esp-tls: ",
  "W (09:00:01.250) kv_client: ",
  "time=2026-04-01T09:00:01Z level=error ",
  "kv-1  | WARN ",
  "[ALERT]    (77) : ",
  "[NOTICE]   (77) : ",
  "[WARNING] 090/090001 (77) : ",
  "[DIAG] (77) : ",
  "[EMERG] (77) : ",
  "[CRIT] (77) : ",
  "[store] 2026-04-01 09:00:01 ",
])("%s", (opening) => {
  expect(withoutOpeners(`${opening}the port is taken`)).toBe("the port is taken");
});

test.for(["E (12345) the port", "[ALERT] the port", "the port: taken"])("none in %s", (line) => {
  expect(withoutOpeners(line)).toBe(line);
});
