import { spawn } from "node:child_process";

/**
 * A shell that outlives the tap by a moment: at the end of its standard input it kills the plugin's process
 * group and removes the relay's socket, whatever ended the tap. Node has no signal for a parent's death, and
 * macOS has none at all.
 */
const script = `
while read -r what value; do
  case $what in
    group) group=$value ;;
    file) file=$value ;;
    dismissed) exit 0 ;;
  esac
done
[ -z "$group" ] || kill -s KILL -- "-$group"
[ -z "$file" ] || rm -f -- "$file"
`;

export const watchHostExit = () => {
  const shell = spawn("/bin/sh", ["-c", script], {
    stdio: ["pipe", "ignore", "ignore"],
    cwd: "/",
    env: { PATH: "/usr/bin:/bin" },
    detached: true,
  });
  shell.on("error", () => {});
  shell.stdin.on("error", () => {});
  const tell = (line: string) => shell.stdin.write(`${line}\n`);
  return {
    group: (pid: number) => void tell(`group ${pid}`),
    file: (path: string) => void tell(`file ${path}`),
    /** The plugin has ended: its number may be somebody else's soon. */
    dismiss: () => void shell.stdin.end("dismissed\n"),
  };
};
