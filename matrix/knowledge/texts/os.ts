import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom, textIn } from "./row.ts";

const dialled = (match: RegExpMatchArray): Fact | undefined => {
  const address = textIn(match);
  return address === null ? undefined : { fact: "dialled", address };
};

/**
 * Errors of the operating system as every stack prints them: the C library's sentence, the errno's
 * name, its number on Linux, macOS (54, 61, 60) and Windows (100xx).
 */
export const osRows: readonly Row[] = [
  ...rowsFrom({ stack: "os", seen: "errno(3), glibc 2.36 strerror; Windows WSAGetLastError" }, [
    [
      /connection refused(?: \((?:os error )?-?\d{2,5}\))?/i,
      { fact: "connection-refused" },
      "Connection refused (os error 111)",
    ],
    [
      /\b(?:WSA)?ECONNREFUSED\b/,
      { fact: "connection-refused" },
      "connect ECONNREFUSED 127.0.0.1:1",
    ],
    [
      /no connection could be made because the target machine actively refused it/i,
      { fact: "connection-refused" },
      "No connection could be made because the target machine actively refused it.",
    ],
    [
      /(?:target machine|remote (?:host|computer)) actively refused/,
      { fact: "connection-refused" },
      "the target machine actively refused it",
    ],
    [
      // .NET's own number of EAI_NONAME on Unix.
      /SocketException \(-131073\)/,
      { fact: "name-not-resolved", name: null },
      "SocketException (-131073): x",
    ],
    [
      /connection reset(?!\/closed)(?: by peer)?(?: \((?:os error )?-?\d{2,5}\))?/i,
      { fact: "reset" },
      "Connection reset by peer (os error 104)",
    ],
    [/\b(?:WSA)?ECONNRESET\b/, { fact: "reset" }, "read ECONNRESET"],
    [
      /an existing connection was forcibly closed by the remote host/i,
      { fact: "reset" },
      "wsarecv: An existing connection was forcibly closed by the remote host.",
    ],
    [
      /an established connection was aborted by the software in your host machine/i,
      { fact: "broken-pipe" },
      "An established connection was aborted by the software in your host machine.",
    ],
    [
      /software caused connection abort/i,
      { fact: "broken-pipe" },
      "Software caused connection abort",
    ],
    [/\bECONNABORTED\b/, { fact: "broken-pipe" }, "write ECONNABORTED"],
    [/broken pipe(?: \((?:os error )?\d{2,5}\))?/i, { fact: "broken-pipe" }, "write: broken pipe"],
    [/\bEPIPE\b/, { fact: "broken-pipe" }, "write EPIPE"],
    [
      /(?:network is unreachable|no route to host|host is unreachable|host is down)/i,
      { fact: "unreachable" },
      "connect: no route to host",
    ],
    [
      /\b(?:ENETUNREACH|EHOSTUNREACH|EHOSTDOWN|EADDRNOTAVAIL)\b/,
      { fact: "unreachable" },
      "connect EHOSTUNREACH 10.0.0.1:1",
    ],
    [
      /can(?:'t|not) assign requested address/i,
      { fact: "unreachable" },
      "connect: cannot assign requested address",
    ],
    [
      /connection timed out(?: \((?:os error )?\d{2,5}\))?/i,
      { fact: "timeout", of: "connect" },
      "connect: connection timed out",
    ],
    [/operation timed out/i, { fact: "timeout", of: "connect" }, "connect: operation timed out"],
    [/\bETIMEDOUT\b/, { fact: "timeout", of: "connect" }, "connect ETIMEDOUT 10.0.0.1:443"],
    [
      /a connection attempt failed because the connected party did not properly respond/i,
      { fact: "timeout", of: "connect" },
      "connectex: A connection attempt failed because the connected party did not properly respond",
    ],
    [
      /\blisten E[A-Z]{3,16}\b(?:: [a-z][^\n]{0,120})?/,
      { fact: "cannot-listen" },
      "listen EACCES: permission denied 0.0.0.0:443",
      "server",
    ],
    [/address already in use/i, { fact: "port-in-use" }, "bind: address already in use"],
    [/\bEADDRINUSE\b/, { fact: "port-in-use" }, "bind EADDRINUSE 0.0.0.0:50051"],
    [
      /only one usage of each socket address/i,
      { fact: "port-in-use" },
      "bind: Only one usage of each socket address (protocol/network address/port) is normally permitted.",
    ],
    [/permission denied/i, { fact: "permission-denied" }, "bind: permission denied"],
    [
      /network (?:is down|dropped connection on reset)|machine is not on the network|address family not supported by protocol/i,
      { fact: "unreachable" },
      "connect: network is down",
    ],
    [
      /(?<!\(')\bconnection aborted\b(?! by the local)/i,
      { fact: "reset" },
      "[Errno 103] Connection aborted",
    ],
    [
      /\bWSAE(?:NETDOWN|NETUNREACH|HOSTDOWN|HOSTUNREACH|ADDRNOTAVAIL)\b/,
      { fact: "unreachable" },
      "WSAEHOSTUNREACH",
    ],
    [/\bWSAETIMEDOUT\b/, { fact: "timeout", of: "connect" }, "WSAETIMEDOUT"],
    [/\bWSAE(?:NETRESET|CONNABORTED)\b/, { fact: "reset" }, "WSAECONNABORTED"],
    [/\bWSAEADDRINUSE\b/, { fact: "port-in-use" }, "WSAEADDRINUSE"],
    [/\bWSAEACCES\b/, { fact: "socket-forbidden" }, "WSAEACCES"],
    [/\b(?:EACCES|EPERM)\b/, { fact: "permission-denied" }, "open EACCES /run/kv"],
  ]),
  ...rowsFrom({ stack: "os", seen: "getaddrinfo(3), glibc 2.36 gai_strerror; macOS; Windows" }, [
    [
      /name or service not known/i,
      { fact: "name-not-resolved", name: null },
      "Name or service not known",
    ],
    [
      /nodename nor servname provided/i,
      { fact: "name-not-resolved", name: null },
      "nodename nor servname provided, or not known",
    ],
    [
      /temporary failure in name resolution/i,
      { fact: "name-not-resolved", name: null },
      "Temporary failure in name resolution",
    ],
    [
      /no address associated with hostname/i,
      { fact: "name-not-resolved", name: null },
      "No address associated with hostname",
    ],
    [/no such host is known/i, { fact: "name-not-resolved", name: null }, "No such host is known."],
  ]),
  ...rowsFrom({ stack: "os", seen: "unix(7), connect(2): net.OpError of go 1.26.8" }, [
    [
      /\b(?:dial|connect) (?:unix|unixgram|unixpacket|vsock) (?:\S{1,200} ){0,3}no such file or directory/,
      { fact: "connection-refused" },
      "dial unix /run/kv.sock: connect: no such file or directory",
    ],
    [
      /\bunix:[^\s"']{1,120}: (?:connect: )?No such file or directory/i,
      { fact: "connection-refused" },
      "unix:/run/kv.sock: connect: No such file or directory",
      "client",
    ],
    [
      /\b(?:dial|connect) (?:unix|unixgram|unixpacket|vsock) (?:\S{1,200} ){0,3}(?:permission denied|operation not permitted)/,
      { fact: "socket-not-permitted" },
      "dial unix /run/kv.sock: connect: permission denied",
    ],
    [
      /\b(?:dial|connect) (?:unix|unixgram|unixpacket|vsock) (?:\S{1,200} ){0,3}invalid argument/,
      { fact: "target-unusable", why: "no path of a socket" },
      "dial unix /run/kv.sock: connect: invalid argument",
    ],
    [
      /\blookup [^\s:]{1,253} on [^\s]{1,64}: operation was canceled/,
      { fact: "cancelled" },
      "lookup kv on 127.0.0.11:53: operation was canceled",
    ],
    [
      /\blookup [^\s:]{1,253}: operation was canceled/,
      { fact: "cancelled" },
      "lookup kv: operation was canceled",
    ],
    [
      /\bdial (?:tcp|udp)[46]? \S{1,253}: operation was canceled/,
      { fact: "cancelled" },
      "dial tcp 10.0.0.1:443: operation was canceled",
    ],
    [
      /\blisten (?:tcp|udp|unix)\S{0,10} \S{1,253} (?:bind|listen|socket): \S[^\n]{0,80}/,
      { fact: "cannot-listen" },
      "listen tcp :50051: bind: address already in use",
      "server",
    ],
    [
      /\b(?:dial|connect) (?:unix|unixgram|unixpacket|vsock) [^\s:]{0,200}(?::[^\s:]{1,80}){0,8}: (?:i\/o timeout|connect: connection timed out|timeout|context deadline exceeded)/,
      { fact: "timeout", of: "connect" },
      "dial unix /run/kv.sock: i/o timeout",
    ],
    [
      /\bdial (?:tcp|udp)[46]? \S{1,200}: (?:i\/o timeout|context deadline exceeded|connect: operation timed out)/,
      { fact: "timeout", of: "connect" },
      "dial tcp 10.0.0.1:443: i/o timeout",
    ],
  ]),
  ...rowsFrom({ stack: "os", seen: "execve(2), glibc 2.36 strerror" }, [
    [
      /(?:fork\/exec|exec:|execve|spawn) [^\n]{0,200}?(?:no such file or directory|executable file not found in \S{1,10}|ENOENT)/,
      { fact: "exec-failed", why: "missing" },
      "fork/exec ./plugin: no such file or directory",
    ],
    [
      /(?:fork\/exec|exec:|execve|spawn) [^\n]{0,200}?(?:permission denied|EACCES)/,
      { fact: "exec-failed", why: "permission" },
      "fork/exec ./plugin: permission denied",
    ],
    [
      /exec format error/i,
      { fact: "exec-failed", why: "format" },
      "fork/exec ./plugin: exec format error",
    ],
    [
      /is not a valid Win32 application/,
      { fact: "exec-failed", why: "format" },
      "plugin.exe is not a valid Win32 application.",
    ],
    [
      // Windows' ERROR_VIRUS_INFECTED and ERROR_ACCESS_DISABLED_BY_POLICY; macOS's kernel and its crash report.
      /because the file contains a virus or potentially unwanted software|is blocked by group policy|policy has blocked this file|\bSIGKILL \(Code Signature Invalid\)|Namespace CODESIGNING, Code \d{1,3}(?: Invalid Page)?|code signature (?:invalid|in (?:<[\dA-F-]{36}> )?\S{1,200} not valid)/,
      { fact: "exec-failed", why: "forbidden" },
      "Operation did not complete successfully because the file contains a virus or potentially unwanted software.",
    ],
    [
      /bad CPU type in executable/,
      { fact: "exec-failed", why: "format" },
      "fork/exec ./plugin: bad CPU type in executable",
    ],
    [
      /error while loading shared libraries(?:: [\w.+-]{1,120}(?:: cannot open shared object file)?)?|\b[\w.+-]{1,120}\.so[.\d]{0,20}: cannot open shared object file/,
      { fact: "exec-failed", why: "missing" },
      "./plugin: error while loading shared libraries: libssl.so.1.1: cannot open shared object file",
    ],
    [
      // musl's loader and macOS's.
      /Error loading shared library [\w.+-]{1,120}(?:: No such file or directory)?|\bLibrary not loaded: \S{1,300}/,
      { fact: "exec-failed", why: "missing" },
      "Error loading shared library libaio.so.1: No such file or directory (needed by /usr/lib/libclntsh.so.19.1)",
    ],
  ]),
  ...rowsFrom(
    {
      stack: "os",
      seen: "Linux mm/oom_kill.c; Kubernetes' reason of a container; Go, V8 and Rust's runtimes",
    },
    [
      [
        /Out of memory: Kill(?:ed)? process \d{1,10} \([^)\n]{1,40}\)|Memory cgroup out of memory: Kill(?:ed)? process \d{1,10}(?: \([^)\n]{1,40}\))?|oom-kill:constraint=\w{3,40}/,
        { fact: "out-of-memory" },
        "Out of memory: Killed process 3144 (kv-plugin)",
      ],
      [
        /\binvoked oom-killer: |\boom_reaper: reaped process \d{1,10}|\bkilled by the OOM killer\b|\bsystemd-oomd\[\d{1,10}\]: Killed \S{1,200} due to memory|\bOutOfMemoryError: Container killed due to memory usage|The node was low on resource: memory|\bTask was killed due to the node running low on memory|\bkilled due to memory pressure \(OOM\)|memorystatus: killing_\w{3,40} pid \d{1,10}/,
        { fact: "out-of-memory" },
        "kv invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=997",
      ],
      [
        // What a runtime says that finds no more memory, or has come to its own limit.
        /\bfatal error: (?:runtime: )?(?:out of memory|cannot allocate (?:heap )?memory)|\bFATAL ERROR: [^\n]{0,120}JavaScript heap out of memory|\bmemory allocation of \d{1,20} bytes failed|\bruntime: out of memory: cannot allocate \d{1,20}-byte block|\bruntime: failed to create new OS thread\b|\bFATAL ERROR: [^\n]{0,120}Allocation failed - process out of memory/,
        { fact: "out-of-memory" },
        "fatal error: runtime: out of memory",
      ],
      [
        /\bOOMKilled\b(?!["']?\s?[:=]\s?["']?false)|\bOOM Killed\b(?!: false)/,
        { fact: "out-of-memory" },
        "Reason: OOMKilled",
      ],
    ],
  ),
  ...rowsFrom({ stack: "os", seen: "net.OpError in go 1.26.8; grpc-core URIs; node 24 net.js" }, [
    [
      /\bdial (?:tcp[46]?|unix) ([^\s:][^\s"']{0,200}?):(?=\s)/,
      dialled,
      "dial tcp 10.0.0.1:443: x",
    ],
    [
      /\b(?:ipv4|ipv6):(?:%5B|\[)?([\da-f.:%]{2,60}\]?:\d{1,5})/i,
      dialled,
      "ipv4:127.0.0.1:50051: Failed to connect to remote host",
    ],
    [
      /(?<=\bconnect E[A-Z]{3,12} )([^\s,;'"]{3,80})/,
      dialled,
      "connect ESOMETHING 127.0.0.1:50051",
    ],
  ]),
];
