/** Failures that were tried again, started again or written down again, and then went well; and those that were not. */
import { describe, expect, test } from "vitest";
import { explain } from "./explain.ts";
import { explanationText } from "./explanation-text.ts";

const explained = (...lines: readonly string[]) => explain([{ name: "-", text: lines.join("\n") }]);

const why = (...lines: readonly string[]) => explained(...lines).over?.why ?? null;

const again = "it was tried again, and that went well";
const restarted = "the program was started again, and came up";

const refused =
  'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 10.0.0.7:443: connect: connection refused"';
const untrusted = "certificate signed by unknown authority";

describe("lines that begin alike", () => {
  test.for(
    "ok okay success successful successfully succeeded complete completed completion done ready healthy up open connected reachable available joined established started serving listening passed finished restored online active answered synced registered accepted acknowledged acked delivered committed stored saved processed published uploaded flushed applied confirmed resumed 200 now_ready"
      .split(" ")
      .concat("exit 0"),
  )("the last one ends with %j", (word) => {
    expect(why(`upstream of carts: ${untrusted}`, `upstream of carts: ${word}`)).toBe(again);
  });

  test.for(["skipped", "dropped", "timed out", "giving up", "gave up", "given up"])(
    "the last one does not end well with %j",
    (words) => {
      expect(why(`upstream of carts: ${untrusted}`, `upstream of carts: done, ${words}`)).toBe(
        null,
      );
    },
  );

  test.for(["exhausted", "aborted", "aborting"])("nor with %j", (words) => {
    expect(why(`upstream of carts: ${untrusted}`, `upstream of carts: done, ${words}`)).toBe(null);
  });

  test("a flag that is false denies what it names alone", () => {
    const [before, after] = [`upstream of carts: ${untrusted}`, "upstream of carts: ok"];
    expect(why(before, `${after} cached=false`)).toBe(again);
    expect(why(before, `${after} ready=false`)).toBe(null);
  });

  test.for(["->", "=>", ":", "=", "...", "…"])("what was tried ends with %j", (mark) => {
    expect(why(`pull catalog ${mark} ${untrusted}`, `pull catalog ${mark} ok`)).toBe(again);
    expect(why(`pull catalog ${mark} ${untrusted}`, "pull catalog ok")).toBe(null);
  });

  test.for([
    ["18:00:02", "18:00:09"],
    ["18:02", "18:04"],
    ["#1", "#2"],
    ["1/9", "2/9"],
    ["after 3s", "after 6s"],
    ["after 30 ms", "after 60 ms"],
    ["after 1 second", "after 2 seconds"],
    ...[
      "attempt",
      "try",
      "retry",
      "delivery",
      "poll",
      "probe",
      "check",
      "request",
      "call",
      "run",
      "round",
    ].map((word) => [`${word} 1`, `${word} 2`] as const),
    ["iteration=1", "iteration=2"],
    ["iteration:1", "iteration:2"],
  ])("attempts differ in %j", ([first, second]) => {
    expect(why(`pull catalog ${first} -> ${untrusted}`, `pull catalog ${second} -> ok`)).toBe(
      again,
    );
  });

  test.for(["error", "err", "failed"])("what was tried ends before %j", (word) => {
    const failed = `consumer handler ${word} (after 3 ms): ${untrusted}`;
    for (const good of ["ok", "succeeded", "done"]) {
      expect(why(failed, `consumer handler ${good} 12ms`)).toBe(again);
      expect(why(failed, `consumer janitor ${good} 12ms`)).toBe(null);
    }
  });

  test("what was waited for is named before what it is", () => {
    const failed = `entrypoint: ledger not there yet: ${untrusted}`;
    expect(why(failed, "entrypoint: ledger is up, exec api")).toBe(again);
    expect(why(failed, "entrypoint: ledger now up, exec api")).toBe(again);
    expect(why(failed, "entrypoint: cache is up, exec api")).toBe(null);
  });

  test("things differ in other numbers", () => {
    expect(why(`pull shard-1 -> ${untrusted}`, "pull shard-2 -> ok")).toBe(null);
  });

  test("a number of its own is a part of what was tried", () => {
    expect(why(`pull #1 -> ${untrusted}`, "pull #2 -> ok")).toBe(again);
  });

  test("a component by its name alone is no attempt", () => {
    expect(why(`carts: ${untrusted}`, "carts: 12 rows", "carts: 13 rows")).toBe(null);
  });

  test("what goes well has its words first", () => {
    const failed = `upstream of carts: ${untrusted}`;
    expect(why(failed, "upstream of carts: now ready for you")).toBe(again);
    expect(why(failed, "upstream of carts: metrics server started")).toBe(null);
  });

  test("figures are of a loop where there are several", () => {
    const failed = `pull catalog #1 -> err ${untrusted}`;
    const [one, two] = ["pull catalog #2 -> 1811 rows", "pull catalog #3 -> 3 rows"];
    expect(why(failed, one)).toBe(null);
    expect(why(failed, one, two)).toBe(again);
    expect(why(one, two, failed)).toBe(null);
  });

  test.for(["order 8812", "batch 301", "job 55120"])(
    "the number of a thing tells it: %s",
    (thing) => {
      const failed = `[bill] 10:00:01 WARN ${thing}: ${untrusted} (attempt 1/4)`;
      expect(why(failed, `[bill] 10:00:09 INFO ${thing}: accepted (attempt 2/4)`)).toBe(again);
      expect(why(failed, `[bill] 10:00:09 INFO ${thing}: sending (attempt 2/4)`)).toBe(null);
      expect(why(failed, `[bill] 10:00:09 INFO ${thing}1: accepted (attempt 2/4)`)).toBe(null);
      expect(why(failed, `[pay] 10:00:09 INFO other: accepted (attempt 2/4)`)).toBe(null);
    },
  );

  test("a complaint, or a longer text, is no good end", () => {
    const failed = `upstream of carts: ${untrusted}`;
    expect(why(failed, "upstream of carts: WARN ok")).toBe(null);
    expect(why(failed, `upstream of carts: ok ${"and more ".repeat(5)}`)).toBe(null);
  });

  test("what fails again is not over", () => {
    const failed = `upstream of carts: ${untrusted}`;
    expect(why(failed, "upstream of carts: ok", failed)).toBe(null);
  });

  test("the line that ends it is shown", () => {
    const text = explanationText(
      explained(`upstream of carts: ${untrusted}`, "upstream of carts: ok"),
    );
    expect(text).toMatch(
      /^What failed here is over \(it was tried again, and that went well\), so [^\n]{10,200}\n {3}line 2: upstream of carts: ok\n/,
    );
  });
});

describe("announced attempts", () => {
  test.for([
    "will retry in 1 second",
    "re-try soon",
    "retrying",
    "re-trying",
    "(retry 1)",
    "attempt 1",
    "attempt=1",
    "attempt #1",
    "(attempt: 1)",
    "try 1",
    "retry (1)",
    "4 retries left",
    "4 attempts remaining",
    "4 tries left",
    "trying again",
    "next attempt in 4s",
    "next try in 4s",
  ])("%j, and what the command printed next is good", (words) => {
    expect(why(`curl: (7) ${untrusted}`, words, '{"status":"ok"}')).toBe(again);
    expect(why(`curl: (7) ${untrusted}`, words, '{"status":"off"}')).toBe(null);
    expect(why(`curl: (7) ${untrusted}`, '{"status":"ok"}')).toBe(null);
  });

  test("what a command printed stands in the line of its attempt", () => {
    expect(why(`attempt 2: ping, ${untrusted}`, "exit 0")).toBe(null);
    expect(why(`try 2: ping --tls -> exit 69 (${untrusted})`, "version -> exit 0")).toBe(null);
  });

  test("who should try again is somebody else", () => {
    expect(why(`curl: (7) ${untrusted}`, "please retry", '{"status":"ok"}')).toBe(null);
  });

  test("below titles of attempts", () => {
    const block = ["Attempt 1", "> deploy", "starting", untrusted, "at call.js", "Attempt 2"];
    expect(why(...block, "> deploy", "put and get: 41 ms", "deployed, all done")).toBe(again);
    expect(why(...block, "> deploy", "deployed, all done", untrusted)).toBe(null);
    expect(why(...block, "> deploy", "Error: deployed, not done", "done")).toBe(null);
    expect(why(...block, "> deploy", "giving up", "done")).toBe(null);
    for (const word of ["Retry", "- Retry"]) {
      const titled = block.map((line) => line.replace("Attempt", word));
      expect(why(...titled, "> deploy", "deployed, all done")).toBe(again);
    }
    expect(why(untrusted, "-", "-", ...block.slice(4), "deployed, all done")).toBe(null);
  });

  test("a program's log goes on with the same thing, or with another", () => {
    const failed = `10:00:00 INFO retrying scan-history: ${untrusted}`;
    expect(why(failed, "10:00:09 INFO scan-history uploaded, done")).toBe(again);
    expect(why(failed, "10:00:09 INFO scan-archive uploaded, done")).toBe(null);
    expect(why(failed, "10:00:09 INFO uploaded, done")).toBe(null);
  });

  test("by the name of what is tried", () => {
    const failed = (words: string) =>
      `10:00:00 WARN ${words}kv.api.fetch as it raised: ${untrusted}`;
    const fetched = "10:00:03 INFO worker kv.api.fetch returned 211 items";
    expect(why(failed("retrying "), fetched)).toBe(again);
    expect(why(failed("retry "), fetched)).toBe(again);
    expect(why(failed("stopped "), fetched)).toBe(null);
    expect(why(failed("retrying "), fetched.replace("fetch", "clean"))).toBe(null);
    expect(why(failed("retrying "), fetched.replace("211 items", "items"))).toBe(null);
    expect(why(failed("retrying "), fetched.replace("returned", "dropped"))).toBe(null);
  });

  test("what went well before says nothing", () => {
    const [failed, good] = ["curl: (7) certificate signed by unknown authority", "tick 1 ok"];
    expect(why(good, failed, "retrying", "tick 2 ok")).toBe(null);
    expect(why(failed, "retrying", "tick 2 ok")).toBe(again);
  });

  test("another component's attempts are its own", () => {
    const failed = `carts: retrying scan-history: ${untrusted}`;
    expect(why(failed, "carts: scan-history uploaded, done")).toBe(again);
    expect(why(failed, "users: scan-history uploaded, done")).toBe(null);
  });
});

describe("programs that are started again", () => {
  const log = (id: number, words: string) => `Nov 12 05:00:01 edge-3 kv-agent[${id}]: ${words}`;
  const noFile = "fatal: open /run/certs/tls.crt: no such file or directory";

  test("by the ids of their processes", () => {
    const failed = log(811, noFile);
    expect(why(failed, log(866, "serving on :7443"))).toBe(restarted);
    expect(why(failed, log(811, "serving on :7443"))).toBe(null);
    expect(why(failed, log(840, "starting"), log(866, noFile))).toBe(null);
    expect(why(failed, log(866, "serving on :7443"), log(866, noFile))).toBe(null);
    expect(why(failed, log(866, "serving"), log(866, "ERROR the store is full"))).toBe(null);
    expect(why(failed, log(866, "serving").replace("kv-agent", "cron"))).toBe(null);
  });

  test.for([
    "App [kv:0] exited with code [1]",
    "kv: exit code 1",
    "kv is restarting",
    "kv restarted",
    "INFO spawned: 'kv' with pid 41",
    "kv was terminated",
  ])("by who says so: %s", (end) => {
    const failed = `0|kv  | ${noFile}`;
    expect(why(failed, end, "0|kv  | ready on :7443")).toBe(restarted);
    expect(why(failed, end.replaceAll("kv", "cron"), "0|kv  | ready on :7443")).toBe(null);
    expect(why(failed, end, "1|cron | ready on :7443")).toBe(null);
    expect(why(failed, end, "0|kv  | ready on :7443", end)).toBe(null);
  });

  test("an end that was meant is none", () => {
    const lines = [`kv: ${noFile}`, "kv exited with code 1", "kv: serving on :7443"];
    expect(why(...lines)).toBe(restarted);
    expect(why(...lines, "PM2 | kv exited with code 1")).toBe(null);
    expect(why(...lines, "PM2 | kv exited with code 0")).toBe(restarted);
    expect(why(...lines, "PM2 | kv exited, status=0")).toBe(restarted);
  });

  test.for(["starting", "launching", "spawning"])(
    "by the words in which it is begun, %s",
    (verb) => {
      const start = `plugin: ${verb} plugin: path=/opt/kv`;
      const died = "plugin.kv: listen tcp 127.0.0.1:7400: bind: address already in use";
      const rest = ["plugin: version=1", "host: 3 keys"];
      expect(why(start, died, start, ...rest)).toBe(restarted);
      expect(why(start, died, start, ...rest.slice(1))).toBe(null);
      expect(why(start, died, start, died, ...rest)).toBe(null);
      expect(why(start, died, start, "carts: version=1", "host: 3 keys")).toBe(null);
      expect(why(start, died, start.replace("kv", "web"), ...rest)).toBe(null);
      expect(why(died, start, ...rest)).toBe(null);
      expect(why(start, died, start, ...rest, "plugin: WARN the store is full")).toBe(null);
      expect(why(start, died.replace("plugin", "carts"), start, ...rest)).toBe(null);
    },
  );

  test("by what it could not do without", () => {
    const failed = `kv: ${noFile}`;
    expect(why(failed, "kv: serving gRPC on [::]:7070")).toBe(restarted);
    expect(why(failed, "kv: listening on [::]:7070")).toBe(restarted);
    expect(why(failed, "kv: ready")).toBe(null);
    expect(why(failed, "kv: not serving")).toBe(null);
    expect(why(failed, "web: serving gRPC on [::]:7070")).toBe(null);
    expect(why(failed, "kv: serving gRPC on [::]:7070", failed)).toBe(null);
    expect(why(`kv: ${untrusted}`, "kv: serving gRPC on [::]:7070")).toBe(null);
    for (const port of ["metrics", "admin", "debug", "pprof", "health", "probe", "probes"]) {
      expect(why(failed, `kv: serving ${port} on [::]:7070`)).toBe(null);
    }
  });

  test("in a supervisor's list of one program", () => {
    const end =
      'Terminated  Exit Code: 1, Exit Message: "x509: certificate signed by unknown authority"';
    expect(why(end, "Restarting  in 15.2s", "Healthy  allocation is healthy")).toBe(restarted);
    expect(why(end, "Healthy  allocation is healthy")).toBe(null);
    expect(why(untrusted, "Restarting  in 15.2s", "Healthy  allocation is healthy")).toBe(null);
  });
});

describe("records of the same thing", () => {
  const failed = `level=info job=7731 step=deliver err="${untrusted}"`;

  test("without an error, and with what came of it", () => {
    expect(why(failed, "level=info job=7731 step=deliver took=31ms")).toBe(again);
    expect(why(failed, 'level=info job=7731 step=deliver msg="all done"')).toBe(again);
    expect(why(failed, "level=info job=7731 step=deliver")).toBe(null);
    expect(why(failed, 'level=info job=7731 step=deliver end="fail" took=31ms')).toBe(null);
    expect(why(failed, "level=info job=9002 step=deliver took=31ms")).toBe(null);
    expect(why(failed, "level=info job=7731 took=31ms n=1")).toBe(null);
    expect(why(failed, "level=error job=7731 step=deliver took=31ms")).toBe(null);
    expect(why("level=info job=7731 step=deliver took=31ms", failed)).toBe(null);
  });

  test("as JSON", () => {
    const json = { level: "WARN", check: "kv-grpc", target: "10.4.0.2:7443" };
    const record = (more: object) => JSON.stringify({ ...json, ...more });
    const error = record({ msg: "check failed", err: `tls: "x": ${untrusted}` });
    expect(why(error, record({ level: "INFO", msg: "check passed" }))).toBe(again);
    expect(why(error, record({ level: "INFO", msg: "passed", check: "web" }))).toBe(null);
  });

  test.for(["err", "error", "error_msg", "reason", "cause", "exception"])(
    "%s tells of a fault",
    (name) => {
      const error = failed.replace("err=", `${name}=`);
      expect(why(error, "level=info job=7731 step=deliver took=31ms")).toBe(again);
      expect(why(error, `level=info job=7731 step=deliver took=31ms ${name}="full"`)).toBe(null);
      // Quotation marks within, as another logger has escaped them.
      const within = error.replace(untrusted, `rpc: \\"down\\" by=proxy at=9: ${untrusted}`);
      expect(why(within, "level=info job=7731 step=deliver took=31ms")).toBe(again);
    },
  );

  test.for(["took", "dur", "duration_ms", "elapsed", "latency", "rows", "bytes", "count"])(
    "%s tells that it was done",
    (name) => {
      expect(why(`${failed} ${name}=7`, `level=info job=7731 step=deliver ${name}=31`)).toBe(again);
    },
  );

  test.for(
    "time timestamp @timestamp t @t ts lvl severity msg message event attempt attempts retry retries backoff delay caller line pid tid thread seq trace trace_id span span_id logger component module service app action output".split(
      " ",
    ),
  )("%s is another's for each record", (name) => {
    expect(
      why(`${failed} ${name}=a1`, `level=info job=7731 step=deliver took=31ms ${name}=b2`),
    ).toBe(again);
  });

  test("a line with fewer fields is none", () => {
    expect(why(`job=7731 err="${untrusted}"`, "job=7731 took=31ms")).toBe(null);
  });
});

describe("what all ends with", () => {
  const ended = "all that the log tells of went well in the end";

  test.for([
    "[INFO] BUILD SUCCESS",
    "BUILD SUCCESSFUL in 4s",
    "Finished: SUCCESS",
    "Apply complete! Resources: 1 added.",
    "Destroy complete! Resources: 1 destroyed.",
    "Job succeeded",
    "STATUS: deployed",
    "Status:              Succeeded",
    "All checks passed",
    "all tests passed",
    "all steps succeeded",
    "all jobs have passed",
    "all stages passed",
    "Pipeline deploy succeeded",
    "pipeline #12 has passed",
    "Workflow release has succeeded",
    "workflow succeeded",
  ])("%s", (words) => {
    expect(why(`deploy: ${untrusted}`, words)).toBe(ended);
    expect(why(`deploy: ${untrusted}`, words, "uploading logs")).toBe(ended);
    expect(why(words, `deploy: ${untrusted}`)).toBe(null);
    expect(why(`deploy: ${untrusted}`, words, "ERROR the store is full")).toBe(null);
    expect(why(`deploy: ${untrusted}`, words, ...Array.from({ length: 8 }, () => "-"))).toBe(null);
  });

  test("one program of several speaks for itself", () => {
    expect(why(`kv-1 | ${untrusted}`, "kv-1 | BUILD SUCCESS")).toBe(ended);
    expect(why(`kv-1 | ${untrusted}`, "web-1 | BUILD SUCCESS")).toBe(null);
    expect(why(`kv-1 | ${untrusted}`, "BUILD SUCCESS")).toBe(ended);
  });

  test("a line of something else", () => {
    expect(why(`deploy: ${untrusted}`, "cache saved")).toBe(null);
    expect(why(`deploy: ${untrusted}`, `${words} BUILD SUCCESS`)).toBe(null);
  });

  const words = "a line that tells much more than that ".repeat(8);
});

test.for(["condition met", "Check is now passing:", "state changed RESTARTING -> RUNNING,"])(
  "of the same thing: %s",
  (words) => {
    const failed = `pod/kv-0: ${untrusted}`;
    expect(why(failed, `${words} pod/kv-0`)).not.toBe(null);
    expect(why(failed, `${words} pod/web-0`)).toBe(null);
  },
);

describe("one peer or another", () => {
  test.for(
    "address host target cluster endpoint upstream peer pod instance node shard worker region workflow job check".split(
      " ",
    ),
  )("of another %s", (name) => {
    const [failed, good] = [`session to ${name}=a: ${untrusted}`, `session restored, ${name}=`];
    expect(why(failed, `${good}a`)).toBe("a later connection succeeded");
    expect(why(failed, `${good}b`)).toBe(null);
  });

  test("a channel of grpc-go's has the addresses that it dials", () => {
    const failed = `[Channel #1 SubChannel #2]grpc: addrConn.createTransport failed to connect to {Addr: "10.1.0.8:443", }. Err: ${untrusted}`;
    const ready = "[core] [Channel #5]Channel Connectivity change to READY";
    const picks = (address: string) =>
      `[Channel #5 SubChannel #6]Subchannel picks a new address "${address}" to connect`;
    expect(why(failed, picks("10.1.0.8:443"), ready)).toBe("a later connection succeeded");
    expect(why(failed, picks("10.1.0.77:443"), ready)).toBe(null);
    expect(why(failed, '[Channel #5] {"Addr": "10.1.0.77:443"}', ready)).toBe(null);
    expect(why(failed, '[Channel #5] {Addr: "10.1.0.77:443"}', ready)).toBe(null);
    expect(why(failed, picks("10.1.0.77:443"), picks("10.1.0.8:443"), ready)).not.toBe(null);
    expect(why(failed, ready)).toBe("a later connection succeeded");
  });

  test.for<readonly [string, string, string]>([
    ["port 50051", "port 50051", "port 50052"],
    ["port=50051", "50051 port", "50052 port"],
  ])("of %s", ([failed, same, other]) => {
    const line = `nc: connect to orders ${failed} (tcp) failed: Connection refused`;
    expect(why(line, `Connection to orders ${same} [tcp/*] succeeded!`)).not.toBe(null);
    expect(why(line, `Connection to orders ${other} [tcp/*] succeeded!`)).toBe(null);
  });

  test("a time is no name", () => {
    const at = "10.0.0.4 [12/Nov/2026:02:00:09 +0000]";
    expect(why(`${at} sync: ${untrusted}`, `${at} finished`)).toBe(null);
  });

  test("of a member by its id", () => {
    const failed = `prober: remote-peer-id fd422379fda50e48: ${refused}`;
    expect(why(failed, "peer became active, peer fd422379fda50e48")).not.toBe(null);
    expect(why(failed, "peer became active, peer 8e9e05c52164694d")).toBe(null);
    expect(
      why(failed.replace("fd422379fda50e48", "deadbeefdeadbeef"), "became active deadbeefdeadbeef"),
    ).toBe(null);
  });

  test.for([
    ["91bc3c39", "91bc3c39", true],
    ["91bc3c39", "4ad01c77", false],
    ["91bc", "91bc", false],
  ] as const)(
    "of a member by its short id: %s failed, %s is active",
    ([failed, active, isOver]) => {
      const local = '"local-member-id":"8e9e05c52164694d"';
      const found = why(
        `{"msg":"prober: ${refused}",${local},"remote-peer-id":"${failed}"}`,
        `{"msg":"became active",${local},"peer-id":"${active}"}`,
      );
      expect(found !== null).toBe(isOver);
    },
  );

  test("of a task by what stands in its brackets", () => {
    const failed = `Task orders.sync[1f2e]: ${untrusted}`;
    expect(why(failed, "Task orders.sync[1f2e] succeeded")).not.toBe(null);
    expect(why(failed, "Task orders.sync[77aa] succeeded")).toBe(null);
    expect(why(failed.replace("1f2e", "811"), "Task orders.sync[811] succeeded")).toBe(null);
  });

  test("that go by different names, whatever else is said alike", () => {
    const line = (server: string, words: string) =>
      `[WARNING]  (8) : Server ${server} is ${words}, check duration: 3ms. 1 active and 0 backup servers left.`;
    const down = line("kv/kv1", 'DOWN, info: "SSL handshake failure (certificate has expired)"');
    expect(why(down, line("kv/kv1", "UP"))).not.toBe(null);
    expect(why(down, line("kv/kv2", "UP"))).toBe(null);
    const reason = down.replace("DOWN, ", "DOWN, reason: Layer6 invalid response, ");
    expect(explained(reason, line("kv/kv2", "UP")).tells).toBe("cause");
  });
});

test("a request that a proxy writes down as answered", () => {
  const failed =
    '[error] 31#31: *4 connect() failed (111: Connection refused) while connecting to upstream, request: "POST /kv.KV/Get HTTP/2.0", upstream: "grpcs://10.9.0.2:7443"';
  const line = (request: string, end: string) =>
    `10.0.0.4 - - [12/Nov/2026:02:00:09 +0000] "${request} HTTP/2.0" ${end}`;
  const answered = "the same request was answered later";
  expect(why(failed, line("POST /kv.KV/Get", '200 44 "-"'))).toBe(answered);
  expect(why(failed, line("POST /kv.KV/Get", "200 - via_upstream"))).toBe(answered);
  expect(why(failed, line("POST /kv.KV/Get", '200 0 "-"'))).toBe(null);
  expect(why(failed, line("POST /kv.KV/Get", '502 44 "-"'))).toBe(null);
  expect(why(failed, line("POST /kv.KV/Put", '200 44 "-"'))).toBe(null);
});

test.for(["exit 0", "exited 0", "exit status: 0", "exit code 0"])(
  "a program that came up, or ended well: %s",
  (line) => {
    const late = "ERROR sync: context deadline exceeded";
    expect(explained(late, line).tells).toBe("over");
  },
);

test("Envoy's checks of a host", () => {
  const event = (kind: string, address: string, more: object) =>
    JSON.stringify({ event: kind, host: { address }, cluster: "ledger", ...more });
  const failed = event("health_check_failure", "10.2.0.5", {
    reason: "TLS error: CERTIFICATE_VERIFY_FAILED",
  });
  expect(why(failed, event("add_healthy", "10.2.0.5", { first_check: false }))).not.toBe(null);
  expect(why(failed, event("add_healthy", "10.2.0.6", { first_check: false }))).toBe(null);
});
