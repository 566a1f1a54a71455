import type { CauseKnowledge } from "../cause-knowledge.ts";

export const socketNotPermitted: CauseKnowledge = {
  summary: "The socket that was dialled is there, and this user may not connect to it.",
  sides: ["client", "server"],
  toBeSure:
    "`ls -l <path>` and `id`: connecting needs the right to write to the socket, and the right to search every folder above it; where both are given, `ausearch -m avc -ts recent` (SELinux) or `journalctl -k | grep apparmor`.",
  clause: "unix(7); connect(2), EACCES",
  check: {
    at: "program",
    look: "the mode and the owner of the socket and of the folders above it, the user of the client, and the log of SELinux or AppArmor",
  },
  fix: {
    any: "give the client's group the right to write to the socket (umask 007 before the server binds it, or chmod afterwards), or run both as one user; in containers mount the folder with one user id on both sides",
    go: 'syscall.Umask(0o007) before net.Listen("unix", path)',
  },
};
