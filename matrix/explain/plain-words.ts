import { withoutOpeners } from "./openers.ts";

/** Where in its source a line was printed: "client.go:60]", "caller: embed/serve.go:187". */
const place =
  /(?:^\s{0,8}\d{1,8} )?(?:\b[\w@.-]{1,60}\/){0,6}\b[\w-]{1,60}\.(?:go|rs|java|cc|py|js|ts|cs):\d{1,6}\]?/g;

/** A part of a program that is named for an end of a connection, before what it says. */
const label =
  /^\s{0,8}(?:[\w-]{1,40}(?:\.|::)){0,4}(?:client|server)(?:(?:\.|::)[\w-]{1,40}){0,4}: /;

/** The machine and the program in front of a line of syslog, which say nothing of what it is about. */
const ofSyslog =
  /^[ \t]{0,8}([A-Z][a-z]{2} {1,2}\d{1,2} [\d:.]{8,15} )[\w.-]{1,64} [\w./-]{1,64}(?:\[\d{1,7}\])?: /gm;

/** What a line says, whether it is written for people, as key=value, or as JSON. */
export const plainWords = (line: string): string =>
  withoutOpeners(line.replace(ofSyslog, "$1"))
    .replace(place, "")
    .replace(/["{}]/g, "")
    .replace(label, "");
