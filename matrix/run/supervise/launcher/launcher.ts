// The launcher for machines without Go: the command line, messages and sentences of main.go, a tenth of a
// second slower. The launcher*.test.ts files hold both to the same tables. It differs in this:
//
// - It is no subreaper: a guard neither finds nor ends what leaves the program's process group; a sweep does.
// - What is left of the group is killed, but not named; the program's processor time is not told.
// - A program dies with a launcher that is itself killed only where there is setpriv of util-linux, and has the
//   limit mark only where there is prlimit of util-linux.
// - It does not tell which sockets listen: whoever asks is to read /proc/net/tcp itself.
// - A real-time signal passes for exit code 0, as Node has no name for it.

import { farEnds } from "./fallback/far-ends.ts";
import { guard } from "./fallback/guard.ts";
import { janitor } from "./fallback/janitor.ts";
import { misuse, parseOptions } from "./fallback/options.ts";
import { plugin } from "./fallback/plugin.ts";
import { sweep } from "./fallback/sweep.ts";

const main = (mode: string | undefined, words: readonly string[]): Promise<number> => {
  switch (mode) {
    case "guard": {
      const options = parseOptions(words);
      if (!options.argv?.length) misuse("launcher guard: expected -- and the program to run");
      return guard(options);
    }
    case "plugin": {
      const options = parseOptions(words);
      if (!options.socket || !options.token)
        misuse("launcher plugin: expected --socket and --token");
      if (!options.argv?.length) misuse("launcher plugin: expected the program to run after --");
      return plugin(options);
    }
    case "sweep":
      return sweep(words);
    case "janitor":
      return janitor(words);
    case "far-ends":
      return farEnds();
    default:
      return misuse(
        "launcher: expected guard, plugin, sweep, janitor or far-ends; see the head of main.go",
      );
  }
};

const [mode, ...words] = process.argv.slice(2);
process.exit(await main(mode, words));
