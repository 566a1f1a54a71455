/** What lines of a log name: whether two of them are of the same peer, or of the same thing at all. */

import { isOfProgram } from "./program-fields.ts";

/** Of a server of names, which is asked on the way. */
const portOfNames = "53";

/** Not the numbers that every record has under these names. */
const ports =
  /(?:(?<!\w)(?!(?:level|severity|pid|code|status|line|attempts?|count|ipv[46]):)[a-z][\w-]{0,62}|\.\d{1,3}|\]):(\d{2,5})\b|\bport[ =](\d{2,5})\b|\b(\d{2,5}) port\b/gi;

/** Hosts by their names, each with its port, and by their addresses, which may be any name's. */
const hosts =
  /(?<![\w.-])(?!(?:level|severity|pid|code|status|line|attempts?|count|ipv[46]):)[a-z][\w-]{0,62}(?:\.[\w-]{1,62}){0,8}:\d{2,5}\b/gi;

const addresses = /(?<![\w.])(\d{1,3}(?:\.\d{1,3}){3}):\d{2,5}\b/g;

/** What is made of parts: a job, a method, a file, an endpoint. */
const subjects = /[a-z\d]\w{0,40}(?:[-/:.]\w{1,40}){1,12}/gi;

/** Of a member, a process or a request: a long one whatever its field is called, a shorter one behind its name. */
const identifiers = /(?<![\w-])[\da-f]{12,64}\b|\bid[:=]([\da-f]{6,11})\b/gi;

/** Whose log it is, which every line of it names. */
const own = /\blocal[-_][\w-]{0,20}id[:=] ?[\w-]{1,64}/gi;

/** One of its kind: "orders.sync[1f2e]". */
const instances = /\b[a-z][\w.]{1,60}\[[\w-]{2,40}\]/gi;

/** UTF-16 units of a name that two lines do not have in common by chance. */
const shortest = 6;

/** Times, what formats and libraries are called, and whose every record of a program says that it is. */
const ofFormats =
  /^\d{4}[-/]\d\d|^\d\d:\d\d|^\d\d\/[a-z]{3}\/|^(?:application|text|content|user|grpc|http|level|time|ts|caller|error)[-/:]|^(?:service|app|logger|ddsource):/;

const found = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([all, ...groups]) =>
    (groups.find((group) => group !== undefined) ?? all).toLowerCase(),
  );

/** Whether both name something, and nothing of it is the same. */
const differ = (a: readonly string[], b: readonly string[]): boolean =>
  a.length > 0 && b.length > 0 && !a.some((one) => b.includes(one));

const portsIn = (text: string): readonly string[] =>
  found(text, ports).filter((port) => port !== portOfNames);

/** Whether two lines name the same port, which is of one peer then, whatever either calls it. */
export const nameOnePort = (a: string, b: string): boolean => {
  const named = portsIn(a);
  return portsIn(b).some((port) => named.includes(port));
};

/** What loggers that write fields call a peer, or a part of its name. */
const field =
  /\b(address|host|target|cluster|endpoint|upstream|peer|pod|instance|node|shard|worker|region|workflow|job|check)\s?[:=]\s?([\w.-]{1,80})(?![\w.-]|:[a-z]|:\d{1,3}\.)/gi;

const fieldsIn = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...text.matchAll(field)].map(([, name = "", value = ""]) => [name.toLowerCase(), value]),
  );

/** Whether both have a field by the same name, with another value. */
const fieldsDiffer = (a: string, b: string): boolean => {
  const others = fieldsIn(b);
  return [...fieldsIn(a)].some(([name, value]) => others.has(name) && others.get(name) !== value);
};

/** Whether two lines may be of one peer, as far as both name one. */
export const mayBeOfOnePeer = (a: string, b: string): boolean =>
  !fieldsDiffer(a, b) &&
  !differ(portsIn(a), portsIn(b)) &&
  !differ(found(a, hosts), found(b, hosts)) &&
  !differ(found(a, addresses), found(b, addresses));

/** As a record of JSON has it, without its quotation marks. */
const isFieldOfProgram = (subject: string): boolean =>
  isOfProgram(/^(\w{1,40}):/.exec(subject)?.[1] ?? "");

const sockets = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}:\d{2,5}\b/g;

/** A logger's name has points alone, and is of all that its part of a program does. */
const subjectsIn = (said: string): readonly string[] => subjectsOf(said.replace(own, ""));

const subjectsOf = (text: string): readonly string[] => [
  ...[...found(text, subjects), ...found(text, hosts)].filter(
    (one) =>
      one.length >= shortest && /[-/:]/.test(one) && !ofFormats.test(one) && !isFieldOfProgram(one),
  ),
  ...found(text, sockets),
  ...found(text, identifiers).filter((one) => /\d/.test(one)),
  // A number there is a process, of which every line is.
  ...found(text, instances).filter((one) => /\[\d{0,10}[a-z]/.test(one)),
];

/** Words that two lines do not have in common by chance, if they follow each other in both. */
const longestByChance = 4;

const wordRuns = (text: string): readonly string[] => {
  const words = text.toLowerCase().match(/[a-z][\w'-]{0,40}/g) ?? [];
  return words
    .slice(longestByChance)
    .map((_, from) => words.slice(from, from + longestByChance + 1).join(" "));
};

/** Whether two lines name the same thing, or say what was done in the same words. */
export const nameTheSame = (a: string, b: string): boolean => {
  const [mine, others] = [subjectsIn(a), subjectsIn(b)];
  if (others.some((one) => mine.includes(one))) return true;
  const runs = new Set(differ(mine, others) ? [] : wordRuns(a));
  return wordRuns(b).some((one) => runs.has(one));
};
