import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

const memory: Fact = { fact: "out-of-memory" };

/** What a runtime says that finds no more memory, beside those of the operating system's rows. */
export const runtimeMemoryRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "java",
      seen: "OpenJDK 17 hotspot share/utilities/debug.cpp, java.nio.Bits; netty PlatformDependent.java",
    },
    [
      [
        /java\.lang\.OutOfMemoryError(?:: (?:Java heap space|GC overhead limit exceeded|Metaspace|Compressed class space|Direct buffer memory|Requested array size exceeds VM limit|Out of swap space|unable to create (?:new )?native thread|Cannot reserve \d{1,20} bytes of direct buffer memory)[^\n]{0,120})?(?![\w"'])/,
        memory,
        "java.lang.OutOfMemoryError: Java heap space",
      ],
      [
        /OutOfDirectMemoryError: failed to allocate \d{1,20} byte\(s\) of direct memory/,
        memory,
        "io.netty.util.internal.OutOfDirectMemoryError: failed to allocate 16777216 byte(s) of direct memory (used: 1, max: 2)",
      ],
      [
        /There is insufficient memory for the Java Runtime Environment to continue|os::commit_memory\([^\n)]{3,60}\) failed; error=|Could not reserve enough space for (?:\d{1,20}KB )?object heap/,
        memory,
        "There is insufficient memory for the Java Runtime Environment to continue.",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "CPython 3.11 Objects/exceptions.c; NumPy _exceptions.py; errno(3) ENOMEM; by reports",
    },
    [
      [
        /^MemoryError(?:$|: )|\b_ArrayMemoryError: Unable to allocate|\bMemoryError: Unable to allocate [\d.]{1,12} [KMGTP]iB/m,
        memory,
        "MemoryError: Unable to allocate 7.45 GiB for an array",
      ],
      [/\[Errno 12\] Cannot allocate memory/, memory, "OSError: [Errno 12] Cannot allocate memory"],
    ],
  ),
  ...rowsFrom({ stack: "node", seen: "node 24 lib/internal/errors.js, V8 src/heap/heap.cc" }, [
    [
      /\bERR_WORKER_OUT_OF_MEMORY\b|RangeError: Array buffer allocation failed/,
      memory,
      "Error [ERR_WORKER_OUT_OF_MEMORY]: Worker terminated due to reaching memory limit",
    ],
  ]),
  ...rowsFrom(
    {
      stack: "dotnet",
      seen: ".NET 8 System.Private.CoreLib, coreclr ceemain.cpp, gc.cpp; by reports",
    },
    [
      [
        /\bSystem\.OutOfMemoryException\b(?!["'])|^Out of memory\.$|GC heap initialization failed with error 0x[\dA-F]{8}/m,
        memory,
        "System.OutOfMemoryException: Exception of type 'System.OutOfMemoryException' was thrown.",
      ],
    ],
  ),
  ...rowsFrom({ stack: "other", seen: "CRuby 3.2 gc.c; by reports" }, [
    [
      /failed to allocate memory \(NoMemoryError\)/,
      memory,
      "failed to allocate memory (NoMemoryError)",
    ],
  ]),
];
