import { expect, test } from "vitest";
import { tellingLine } from "./telling-line.ts";

test.for<[name: string, stderr: string, told: string]>([
  ["nothing", "", ""],
  ["one line", "cannot read its configuration\n", "cannot read its configuration"],
  [
    "the last of several without a level",
    "starting\nno such file: plugin.hcl\n",
    "no such file: plugin.hcl",
  ],
  [
    "a panic of Go",
    "2026/11/29 starting\npanic: runtime error: index out of range [3] with length 3\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/main.go:9 +0x1d\nexit status 2\n",
    "panic: runtime error: index out of range [3] with length 3",
  ],
  [
    "the first of Go's panics, which the others came of",
    "panic: no database [recovered]\n\tpanic: no database\n\ngoroutine 7 [running]:\n",
    "panic: no database [recovered]",
  ],
  [
    "Go's runtime",
    "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\n",
    "fatal error: all goroutines are asleep - deadlock!",
  ],
  [
    "Go's runtime, before the last lines of its host",
    "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\nmain.main()\n2026-11-29T01:02:03.005Z [ERROR] plugin: exited\n",
    "fatal error: all goroutines are asleep - deadlock!",
  ],
  [
    "a traceback of Python",
    'Traceback (most recent call last):\n  File "plugin.py", line 3, in <module>\n    serve()\nValueError: no port\n',
    "ValueError: no port",
  ],
  [
    "a traceback with a note after it",
    "Traceback (most recent call last):\n  File \"plugin.py\", line 3\nKeyError: 'PORT'\nsys:1: ResourceWarning: unclosed socket\n",
    "KeyError: 'PORT'",
  ],
  [
    "the last of Python's chained tracebacks",
    'Traceback (most recent call last):\n  File "a.py"\nKeyError: \'a\'\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File "b.py"\ngrpc.RpcError: cannot bind\n',
    "grpc.RpcError: cannot bind",
  ],
  [
    "a traceback that was cut off",
    'Traceback (most recent call last):\n  File "a.py"\n',
    "Traceback (most recent call last):",
  ],
  [
    "Node",
    "/src/plugin.js:3\nthrow new TypeError('no certificate');\n^\n\nTypeError: no certificate\n    at Object.<anonymous> (/src/plugin.js:3:7)\n\nNode.js v24.1.0\n",
    "TypeError: no certificate",
  ],
  [
    "Node, with a code",
    "node:events:486\n      throw er;\n      ^\n\nError [ERR_X]: listen EADDRINUSE\n    at Server.setup\n  code: 'ERR_X'\n}\n\nNode.js v24.1.0\n",
    "Error [ERR_X]: listen EADDRINUSE",
  ],
  [
    "Java",
    'Exception in thread "main" java.lang.IllegalStateException: cannot start\n\tat Main.main(Main.java:5)\nCaused by: java.net.BindException: Address already in use\n\t... 3 more\n',
    "Caused by: java.net.BindException: Address already in use",
  ],
  [
    "Java, without what it came of",
    'Exception in thread "main" java.lang.IllegalStateException: cannot start\n\tat Main.main(Main.java:5)\n',
    'Exception in thread "main" java.lang.IllegalStateException: cannot start',
  ],
  [
    "Java, where another thread goes on",
    'Exception in thread "main" java.lang.IllegalStateException: cannot start\n\tat Main.main(Main.java:5)\nstopped\n',
    'Exception in thread "main" java.lang.IllegalStateException: cannot start',
  ],
  [
    ".NET, and what the shell says of it",
    "Unhandled exception. System.IO.IOException: in use\n   at Program.Main()\nAborted (core dumped)\n",
    "Unhandled exception. System.IO.IOException: in use",
  ],
  [
    "Dart",
    "Unhandled exception:\nSocketException: Failed to create server socket\n#0      _NativeSocket.bind (dart:io-patch/socket_patch.dart:1)\n",
    "SocketException: Failed to create server socket",
  ],
  [
    ".NET",
    "Unhandled exception. System.IO.IOException: in use\n   at Program.Main()\n",
    "Unhandled exception. System.IO.IOException: in use",
  ],
  [
    "Rust",
    "thread 'main' (4711) panicked at src/main.rs:9:5:\ncalled `Result::unwrap()` on an `Err` value: NotFound\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n",
    "called `Result::unwrap()` on an `Err` value: NotFound",
  ],
  [
    "Rust before 1.73",
    "thread 'main' panicked at 'no port', src/main.rs:9:5\nnote: run with `RUST_BACKTRACE=1`\n",
    "thread 'main' panicked at 'no port', src/main.rs:9:5",
  ],
  [
    "Rust before 1.73, whose program went on",
    "thread 'main' panicked at 'no port', src/main.rs:9:5\nserver stopped\n",
    "thread 'main' panicked at 'no port', src/main.rs:9:5",
  ],
  [
    "Rust's main that returns an error",
    "Error: tonic::transport::Error(Transport)\n",
    "Error: tonic::transport::Error(Transport)",
  ],
  [
    "C++",
    "terminate called after throwing an instance of 'std::runtime_error'\n  what():  no key\nAborted (core dumped)\n",
    "what():  no key",
  ],
  [
    "C++, without an exception",
    "terminate called without an active exception\nAborted (core dumped)\n",
    "terminate called without an active exception",
  ],
  [
    "AddressSanitizer",
    "==12==ERROR: AddressSanitizer: heap-use-after-free on address 0x1\nSUMMARY: AddressSanitizer: heap-use-after-free\n==12==ABORTING\n",
    "==12==ERROR: AddressSanitizer: heap-use-after-free on address 0x1",
  ],
  [
    "Node, and what npm says of it",
    "TypeError: no certificate\n    at Object.<anonymous> (/src/plugin.js:3:7)\nnpm notice\n",
    "TypeError: no certificate",
  ],
  [
    "rustc",
    "error[E0433]: failed to resolve: use of undeclared type `Kv`\nSome details are missing\n",
    "error[E0433]: failed to resolve: use of undeclared type `Kv`",
  ],
  [
    "a compiler of C",
    "plugin.c:1:10: fatal error: kv.h: No such file or directory\ncompilation terminated.\n",
    "plugin.c:1:10: fatal error: kv.h: No such file or directory",
  ],
  [
    "a log of hclog",
    "2026-11-29T01:02:03.004Z [ERROR] plugin: cannot listen\n2026-11-29T01:02:03.005Z [INFO]  plugin: bye\n",
    "2026-11-29T01:02:03.004Z [ERROR] plugin: cannot listen",
  ],
  [
    "a log in JSON",
    '{"@level":"error","@message":"cannot listen"}\n{"@level":"info","@message":"bye"}\n',
    '{"@level":"error","@message":"cannot listen"}',
  ],
  [
    "a log in logfmt",
    'level=error msg="cannot listen"\nlevel=info msg=bye\n',
    'level=error msg="cannot listen"',
  ],
  [
    "glog",
    "E1129 01:02:03.004 1 server.cc:9] cannot listen\nI1129 01:02:03.005 1 server.cc:9] bye\n",
    "E1129 01:02:03.004 1 server.cc:9] cannot listen",
  ],
  [
    "a shell, of a program that crashed",
    "Segmentation fault (core dumped)\nmake: Leaving directory '/src'\n",
    "Segmentation fault (core dumped)",
  ],
  ["the last of two errors", "ERROR: first\nERROR: second\ndone\n", "ERROR: second"],
  ["no error in a word", "0 errors found\nterror is no level\n", "terror is no level"],
  ["frames alone", "\tat a\n\tat b\n", "at b"],
])("tellingLine: %s", ([, stderr, told]) => {
  expect(tellingLine(stderr)).toBe(told);
});

test.for([
  "\tat Main.main(Main.java:5)",
  "goroutine 1 [running]:",
  "created by main.serve in goroutine 1",
  "exit status 2",
  "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
  "Node.js v24.1.0",
  "rax    0x0",
  "[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x1]",
  "^",
  "stack backtrace:",
  "... 3 more",
])("says nothing itself: %s", (aside) => {
  expect(tellingLine(`no port\n${aside}\n`)).toBe("no port");
});
