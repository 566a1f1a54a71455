import type { Particular } from "../particular.ts";

/** Programs that do not start, and plugins. */
export const programParticulars: readonly Particular[] = [
  {
    code: "command-not-runnable",
    quote: /architecture: \S{1,30} \(current architecture: (\w{1,20})\)/,
    sentence: "The program is built for another processor than this machine's.",
    remedy: "take the build for $1, or build it so (GOARCH=$1; a container image for $1)",
  },
  {
    code: "command-not-runnable",
    quote:
      /(?:(?:error while loading shared libraries:|Error loading shared library|Library not loaded:) |(?=[\w.+-]{1,120}: cannot open shared object file))([\w.+@/-]{1,300})/,
    sentence: "The program needs a shared library that is not there.",
    remedy:
      "install the package that has $1 (`ldd <program>` lists all that are missing; `otool -L` on macOS; a program for glibc does not run on Alpine's musl), or name its folder in LD_LIBRARY_PATH",
  },
  {
    code: "command-not-runnable",
    quote: /checksums did not match/,
    sentence:
      "The program's file is not the one whose SHA-256 was registered, so its host does not start it.",
    remedy:
      "register the SHA-256 of the file that is there (`sha256sum <plugin>`; Vault: `vault plugin register -sha256=… -version=…`, then `vault plugin reload`), or put the registered file back",
  },
  {
    code: "command-not-runnable",
    quote: /checksums (?:previously )?recorded in/,
    sentence:
      "The provider's package has none of the checksums in the lock file, so it is not started.",
    remedy:
      "`terraform providers lock -platform=linux_amd64 -platform=darwin_arm64` for all platforms in use, then `terraform init`",
  },
  {
    code: "command-not-runnable",
    quote: /does not have a package\s{1,8}available for your current\s{1,8}platform, (\w{3,30})/,
    sentence: "No build of the provider for this platform has been published.",
    remedy:
      "take a release of the provider that has one for $1 (hashicorp/template has none: templatefile() and cloudinit take its place), or run Terraform's build for a platform that it has",
  },
  {
    code: "protocol-version-mismatch",
    quote: /compatible with Terraform/,
    sentence: "This release of the provider is made for another major version of Terraform.",
    remedy: "set the version constraint that the message names, or take another Terraform",
  },
  {
    code: "protocol-version-mismatch",
    quote: /version 4 and lower/,
    sentence: "The plugin is made for a Packer before 1.7.",
    remedy:
      "install the plugin's release of today (`packer plugins install`), or keep to Packer 1.6",
  },
  {
    code: "exited-mid-call",
    quote: /Reattachment process not found|plugin is shut down/,
    sentence: "The process of the plugin that the host wants to go on with is gone.",
    remedy:
      "read the plugin's own log for why it ended, and let the host start it anew: restart it, and where it keeps the old process in its state remove that (Nomad before 0.10: drain the client, then delete state.db in its data_dir)",
  },
  {
    code: "command-not-runnable",
    quote: /GLIBC_([\d.]{1,8})' not found/,
    sentence:
      "The program, or a module that it loads, is built for a newer glibc than this machine has.",
    remedy:
      "run it on a distribution with glibc $1 or newer (`ldd --version`), or take a build for an older one: linked statically (CGO_ENABLED=0), or of Python an older wheel",
  },
  {
    code: "out-of-memory",
    quote: /^FATAL ERROR: /,
    sentence: "The heap of the Node process came to its limit, and the process ended.",
    remedy:
      "NODE_OPTIONS=--max-old-space-size=<MiB>, below the limit of the container, or let it hold less at once",
  },
  {
    code: "out-of-memory",
    quote: /^fatal error: |memory allocation of/,
    sentence: "The program found no more memory, and ended.",
    remedy:
      "give the machine, container or job more memory, or let fewer of these processes run at once (Terraform: `-parallelism=2`)",
  },
  {
    code: "command-not-runnable",
    quote: /virus/,
    sentence: "The virus scanner of this machine does not let the program start.",
    remedy:
      "exclude the folder of the plugins from the scanner, once the file's checksum is known to be right",
  },
  {
    code: "command-not-runnable",
    quote: /policy/,
    sentence: "A policy of this machine does not let the program start.",
    remedy: "let the policy (AppLocker, WDAC) allow the program's file or its publisher",
  },
  {
    code: "command-not-runnable",
    quote: /code ?sign/i,
    sentence: "macOS ended the program because its code signature is not valid.",
    remedy:
      "sign it anew (`codesign --force --sign - <program>`), or copy it to a new file in place of writing over the old one; `xattr -d com.apple.quarantine <program>` for a download",
  },
  {
    code: "handshake-line-polluted",
    around: /failed to fingerprint plugin/,
    sentence:
      "What was started out of the folder of plugins prints something else than a plugin's first line: it may be no plugin.",
    remedy:
      "move what is no plugin out of the folder of plugins; a plugin itself writes its logs to standard error",
  },
];
