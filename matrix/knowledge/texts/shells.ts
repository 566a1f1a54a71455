import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";
import { crashWords, shellWords } from "./shell-words.ts";

const notRun: Fact = { fact: "program-ended", how: "not-run" };

const escaped = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}/]/g, "\\$&");

const anyOf = (texts: readonly string[]): string =>
  [...texts]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join("|");

/** A shell's own opening; lines of a script have a number. */
const opening =
  "(?:^|[\\s/|-])(?:ba|z|da|a|k|c|tc)?sh: (?:line |[Zz]eile |ligne |[^\\s:]{1,12} )?(?:\\d{1,5}: )?";

/** Shells, loaders and Windows, of a program that cannot be started. */
export const shellRows: readonly Row[] = [
  ...rowsFrom(
    { stack: "os", seen: "bash 5.2, dash 0.5.12, zsh 5.9, busybox ash, env of coreutils 9.1" },
    [
      [
        new RegExp(
          `${opening}\\.{0,2}/[^\\s:]{1,120}: (?:cannot execute: required file not found|cannot execute binary file|not found|Permission denied|No such file or directory|${anyOf([...shellWords.denied, ...shellWords.missing])})`,
          "m",
        ),
        notRun,
        "bash: ./kv: Permission denied",
      ],
      [
        new RegExp(`${opening}[\\w.@+-]{1,80}: (?:command )?not found$`, "m"),
        notRun,
        "bash: kv: command not found",
      ],
      [
        /(?:^|\s)zsh: (?:command not found: [\w.@+-]{1,80}|(?:permission denied|no such file or directory): \S{1,260})/m,
        notRun,
        "zsh: command not found: kv",
      ],
      [
        /(?:^|[\s/])env: ['\u2018][\w.+-]{1,80}['\u2019]: (?:No such file or directory|Permission denied)|: bad interpreter: (?:No such file or directory|Permission denied)/m,
        notRun,
        "/usr/bin/env: 'python3': No such file or directory",
      ],
      [
        new RegExp(`(?:^|[\\s:])(?:${anyOf(crashWords)}) ?\\([^)\\n]{4,60}\\)$`, "m"),
        { fact: "program-ended", how: "crash" },
        "Speicherzugriffsfehler (Speicherabzug geschrieben)",
      ],
      [
        /(?:fork\/exec|execve)[^\n]{1,200}: text file busy/,
        { fact: "exec-failed", why: "permission" },
        "fork/exec /app/kv: text file busy",
      ],
    ],
  ),
  ...rowsFrom(
    { stack: "os", seen: "ld.so of glibc 2.36 and musl 1.2; macOS dyld; qemu-user; by reports" },
    [
      [
        /\bversion [`'](?:GLIBC|GLIBCXX|CXXABI|GCC|OPENSSL|LIBSSH2?)_[\d.A-Za-z_]{1,12}' not found(?: \(required by)?|\b(?:relocation|symbol lookup) error: [^\s:]{1,120}: |Error relocating [^\s:]{1,120}: [\w@.]{1,80}: (?:symbol not found|initial-exec TLS)|\bdyld(?:\[\d{1,10}\])?: (?:Symbol not found|Library not loaded|missing symbol)|\bqemu-\w{3,12}: Could not open '/,
        { fact: "exec-failed", why: "missing" },
        "./kv: symbol lookup error: ./kv: undefined symbol: SSL_get1_peer_certificate",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "os",
      seen: "Windows cmd.exe and PowerShell 5.1 and 7; CreateProcess by java.lang.ProcessImpl and Python's subprocess; by reports",
    },
    [
      [
        /is not recognized as (?:an internal or external command|(?:the name of )?a (?:name of a )?cmdlet)/,
        notRun,
        "'kv' is not recognized as an internal or external command,",
      ],
      [
        /is not compatible with the version of Windows you're running|is not a valid application for this OS platform|\[WinError 193\]|\berror=193\b/,
        { fact: "exec-failed", why: "format" },
        "This version of kv.exe is not compatible with the version of Windows you're running.",
      ],
      [
        /The code execution cannot proceed because \S{1,120}\.dll was not found/,
        { fact: "exec-failed", why: "missing" },
        "The code execution cannot proceed because VCRUNTIME140.dll was not found.",
      ],
      [
        /(?:Cannot run program "[^"\n]{1,260}"(?: \(in directory "[^"\n]{1,260}"\))?: |CreateProcess )error=2\b|\[WinError 2\]/,
        { fact: "exec-failed", why: "missing" },
        'Cannot run program "kv": error=2, No such file or directory',
      ],
      [
        /(?:Cannot run program "[^"\n]{1,260}"(?: \(in directory "[^"\n]{1,260}"\))?: |CreateProcess )error=(?:5|13)\b|fork\/exec \S{1,260}: Access is denied/,
        { fact: "exec-failed", why: "permission" },
        'Cannot run program "kv": error=13, Permission denied',
      ],
    ],
  ),
];
