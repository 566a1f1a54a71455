import type { ProbeReport } from "../domain/probe-report.ts";
import type { ProbeOptions } from "./question-of.ts";

/** What to type after a probe; null where it is healthy. */
export const nextCommand = (
  { target, diagnosis, rungs }: ProbeReport,
  options: ProbeOptions,
): string | null => {
  const [cause] = diagnosis?.causes ?? [];
  if (!cause) return null;
  const command = (words: string) => `matrix probe ${target} ${words}`.trim();
  const { serverName, ca } = options;
  const kept = [
    ...(ca === undefined ? [] : [`--ca ${ca}`]),
    ...(serverName === undefined ? [] : [`--server-name ${serverName}`]),
  ].join(" ");
  const names = factOf(rungs, "tls", "names");
  switch (cause.code) {
    case "tls-client-to-plaintext-port":
      return command("--plaintext");
    case "plaintext-client-to-tls-port":
      return command("--ca <the server's authority>.pem");
    case "unknown-ca":
    case "incomplete-chain":
      return `openssl s_client -showcerts -alpn h2 -connect ${target} </dev/null`;
    case "hostname-mismatch":
      return names === null
        ? null
        : command(
            `${ca === undefined ? "" : `--ca ${ca} `}--server-name ${names.split(/[, ]/)[0]}`,
          );
    case "client-certificate-missing":
      return command(`${kept} --cert <client>.crt --key <client>.key`);
    case "alpn-not-negotiated":
    case "alpn-mismatch":
      return `openssl s_client -alpn h2 -connect ${target} </dev/null | grep ALPN`;
    case "peer-speaks-http1":
    case "http-status-from-intermediary":
      return `curl -v${factOf(rungs, "tls", "chosen") === null ? ` http://${target}/` : `k https://${target}/`}`;
    case "name-not-resolved":
      return `getent ahosts ${target.replace(/:\d+$/, "")}`;
    case "connection-refused":
      return `ss -ltnp | grep ':${target.split(":").at(-1)} '   (on the server)`;
    default:
      return command(cause.decided ? kept : `${kept} --timeout 10000 --json`);
  }
};

const factOf = (rungs: ProbeReport["rungs"], rung: string, name: string): string | null =>
  rungs.find((one) => one.name === rung)?.facts.find((fact) => fact.name === name)?.value ?? null;
