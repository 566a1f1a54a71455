import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

const crash: Fact = { fact: "program-ended", how: "crash" };
const broken: Fact = { fact: "program-ended", how: "broken" };

/** Last words of runtimes: of a program that did not come up, and of one that fell. */
export const runtimeEndRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "java",
      seen: "OpenJDK 17 hotspot share/utilities/vmError.cpp, libjli/java.c, launcher.properties",
    },
    [
      [
        /A fatal error has been detected by the Java Runtime Environment/,
        crash,
        "# A fatal error has been detected by the Java Runtime Environment:",
      ],
      [
        /Exception in thread "[^"\n]{1,120}" java\.lang\.StackOverflowError/,
        crash,
        'Exception in thread "main" java.lang.StackOverflowError',
      ],
      [
        /UnsupportedClassVersionError: \S{1,260} has been compiled by a more recent version|Could not find or load main class \S{1,260}|Error: (?:Unable to access|Invalid or corrupt) jarfile \S{1,260}|no main manifest attribute, in \S{1,260}|Could not create the Java Virtual Machine/,
        broken,
        "Error: Could not find or load main class com.kv.Server",
      ],
      [
        /Exception in thread "main" (?:java\.lang\.)?(?:NoClassDefFoundError|NoSuchMethodError|NoSuchFieldError|AbstractMethodError|IncompatibleClassChangeError|ExceptionInInitializerError|UnsatisfiedLinkError|ClassNotFoundException)\b/,
        broken,
        'Exception in thread "main" java.lang.NoClassDefFoundError: io/grpc/BindableService',
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "CPython 3.11; grpcio 1.62 and grpcio-tools' generated code; protobuf runtime_version.py, descriptor.py",
    },
    [
      [
        /^ModuleNotFoundError: No module named '[^'\n]{1,120}'|^ImportError: (?:cannot import name '[^'\n]{1,120}'|dlopen\(|DLL load failed|attempted relative import)/m,
        broken,
        "ModuleNotFoundError: No module named 'grpc'",
      ],
      [
        /The grpc package installed is at version \S{1,20},? but the generated code in \S{1,160} depends on|Descriptors cannot(?: not)? be created directly|Detected (?:incompatible|mismatched) Protobuf Gencode\/Runtime (?:major )?versions?/,
        broken,
        "TypeError: Descriptors cannot be created directly.",
      ],
      [
        /can't open file '[^'\n]{1,260}': \[Errno 2\] No such file or directory|^(?:SyntaxError|IndentationError): (?:invalid syntax|expected |unexpected |unterminated )/m,
        broken,
        "python: can't open file '/app/server.py': [Errno 2] No such file or directory",
      ],
      [
        /^Fatal Python error: (?:Segmentation fault|Aborted|Bus error|Floating point exception|[\w ]{3,60}: )/m,
        crash,
        "Fatal Python error: Segmentation fault",
      ],
    ],
  ),
  ...rowsFrom(
    { stack: "node", seen: "node 24 lib/internal/modules, src/node_errors.cc; npm 10; nodemon 3" },
    [
      [
        /\bERR_(?:MODULE_NOT_FOUND|REQUIRE_ESM|UNKNOWN_FILE_EXTENSION|DLOPEN_FAILED|PACKAGE_PATH_NOT_EXPORTED)\b|\bcode: 'MODULE_NOT_FOUND'|^Error: Cannot find module '[^'\n]{1,260}'|\.node: invalid ELF header|was compiled against a different Node\.js version|Cannot use import statement outside a module|Missing script: "[\w:.-]{1,60}"/m,
        broken,
        "Error [ERR_MODULE_NOT_FOUND]: Cannot find package '@grpc/grpc-js' imported from /app/server.mjs",
      ],
      [
        /\bdlopen\([^\n)]{1,260}\): tried: [^\n]{1,300}incompatible architecture/,
        broken,
        "dlopen(/app/x.node, 0x0001): tried: '/app/x.node' (mach-o file, but is an incompatible architecture (have 'x86_64', need 'arm64'))",
      ],
      [
        /triggerUncaughtException\(|^\[UnhandledPromiseRejection: |\[nodemon\] app crashed|\n\nNode\.js v\d{1,3}\.\d{1,3}\.\d{1,3}$/m,
        crash,
        "[nodemon] app crashed - waiting for file changes before starting...",
      ],
    ],
  ),
  ...rowsFrom(
    { stack: "go", seen: "go 1.26.8 runtime panic.go, map.go, signal_unix.go, stack.go" },
    [
      [
        // What a recovered panic says stands in a line with its program's own words before it.
        /^panic: (?:runtime error: |send on closed channel|close of (?:nil|closed) channel|assignment to entry in nil map|interface conversion: |sync: |proto: |reflect: |all goroutines|http: )[^\n]{0,200}|^(?:\[signal )?SIG(?:SEGV|BUS|ABRT|FPE|ILL): [a-z ]{5,60}(?:code=|$)/m,
        crash,
        "panic: runtime error: invalid memory address or nil pointer dereference",
      ],
      [
        /\b(?:plugin|provider)\.[\w.-]{1,80}: (?:panic|fatal error): [^\n]{1,200}/,
        crash,
        "2020-10-19T14:18:36.308Z [DEBUG] plugin.terraform-provider-kv_v0.7.2: panic: x",
      ],
      [
        /^fatal error: (?:concurrent map (?:writes|read and map write|iteration and map write)|all goroutines are asleep - deadlock!|stack overflow|fault|unexpected signal during runtime execution|bad \w{3,20}|sync: [a-z ]{5,60})/m,
        crash,
        "fatal error: concurrent map writes",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "Rust 1.80 library/std/src/panicking.rs, sys/unix/stack_overflow.rs; glibc malloc.c, stack_chk_fail.c; libstdc++; by reports",
    },
    [
      [
        /^thread '[^'\n]{1,80}' (?:\(\d{1,10}\) )?panicked at (?:[^\s':]{1,200}:\d{1,6}:\d{1,5}:?|'|[^\n']{1,60})|^thread '[^'\n]{1,80}' has overflowed its stack/m,
        crash,
        "thread 'main' panicked at src/main.rs:41:9:",
      ],
      [
        /\b(?:[Ss]egmentation fault|Aborted|Bus error|Illegal instruction|Floating point exception)(?:: \d{1,2})? ?\(core dumped\)|^(?:Segmentation fault|\[\d{1,3}\] {1,8}[+-]? {0,4}\d{1,10} segmentation fault)\b[^\n]{0,80}$|^(?:free\(\): invalid |double free or corruption|malloc\(\): |corrupted size vs\. prev_size|munmap_chunk\(\): )|\*\*\* stack smashing detected \*\*\*|^terminate called after throwing an instance of/m,
        crash,
        "Segmentation fault (core dumped)",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "dotnet",
      seen: ".NET 8 hostfxr, System.Private.CoreLib; ASP.NET Core Hosting.Diagnostics; by reports",
    },
    [
      [
        /You must install or update \.NET to run this application|It was not possible to find any compatible framework version|The application to execute does not exist: |The command could not be loaded, possibly because|Couldn't find a valid ICU package|Could not load file or assembly '[^'\n]{1,200}'|Unable to load (?:shared library|DLL) '[^'\n]{1,200}'|Error loading native library\. Not found in any of the possible locations/,
        broken,
        "You must install or update .NET to run this application.",
      ],
      [
        /^Unhandled exception\. System\.(?!Net\.|IO\.IOException: (?:Unable|Failed)|OutOfMemory|Security\.)[\w.]{3,80}(?:Exception)\b|^Stack overflow\.$|^Fatal error\. (?:System\.AccessViolationException|Internal CLR error)|^Process terminated\. |^\s{0,8}Application startup exception/m,
        crash,
        "Unhandled exception. System.NullReferenceException: Object reference not set to an instance of an object.",
      ],
    ],
  ),
  ...rowsFrom({ stack: "other", seen: "CRuby 3.2 error.c, load.c; Bundler 2.4; by reports" }, [
    [
      /\bcannot load such file -- \S{1,160} \(LoadError\)|[^\n]{3,200} \(LoadError\)$|^Could not find gem '[^'\n]{1,80}'|^bundler: failed to load command: /m,
      broken,
      "in `require': cannot load such file -- grpc (LoadError)",
    ],
    [
      /: \[BUG\] (?:Segmentation fault|Bus Error|[a-z ]{3,60})/i,
      crash,
      "/gems/grpc_c.so: [BUG] Segmentation fault at 0x0000000000000018",
    ],
  ]),
];
