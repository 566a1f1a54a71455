import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";
import { tlsAlerts } from "./tls-alerts.ts";

/** UTF-16 units before a packet in which its connection's ClientHello is looked for. */
const lookedBack = 8192;

/** Who sent a packet, by the ClientHello that was listed before it; null where none was. */
const senderOf = (match: RegExpMatchArray) => {
  const { 1: source = "", 2: destination = "", index = 0, input = "" } = match;
  const hello = input
    .slice(Math.max(0, index - lookedBack), index)
    .split("\n")
    .findLast((line) => line.includes("Client Hello"));
  if (hello === undefined) return null;
  const from = hello.indexOf(source);
  const to = hello.indexOf(destination);
  if (from < 0 || to < 0) return null;
  return from < to ? "client" : "server";
};

const alertFrom =
  (sender: ReturnType<typeof senderOf>) =>
  (match: RegExpMatchArray): Fact | undefined => {
    if (senderOf(match) !== sender) return undefined;
    const wanted = (match[3] ?? "").toLowerCase().replaceAll(" ", "_");
    const alert = tlsAlerts.find(({ name }) => name === wanted);
    return alert && { fact: "alert-received", alert: alert.name };
  };

const alert =
  /([\da-f.:]{3,45}) (?:→|->) ([\da-f.:]{3,45}) {1,40}(?:TLSv1(?:\.\d)?|SSLv3|SSL) \d{1,6} (?:[^\n]{1,80}, )?Alert \(Level: Fatal, Description: ([A-Z][\w ]{2,40})\)/;

const exampleOf = (source: string, destination: string): string =>
  `14 0.031 10.0.0.5 → 10.0.0.9 TLSv1.2 273 Client Hello\n19 0.040 ${source} → ${destination} TLSv1.2 73 Alert (Level: Fatal, Description: Unknown CA)`;

const seen = "tshark 4.0 packet-tls-utils.c, by its lists in reports";

/** The list of packets that tshark prints: whom an alert came to is told by who sent the ClientHello. */
export const packetListRows: readonly Row[] = [
  ...rowsFrom({ stack: "other", seen, role: "server" }, [
    [alert, alertFrom("client"), exampleOf("10.0.0.5", "10.0.0.9")],
  ]),
  ...rowsFrom({ stack: "other", seen, role: "client" }, [
    [alert, alertFrom("server"), exampleOf("10.0.0.9", "10.0.0.5")],
    [
      /Client Hello[^\n]{0,100}\n[^\n[]{0,100}\[RST(?:, ACK)?\]/,
      { fact: "closed-in-handshake" },
      "4 0.000 10.0.0.5 → 10.0.0.9 TLSv1 583 Client Hello\n5 0.011 10.0.0.9 → 10.0.0.5 TCP 54 443 → 50818 [RST, ACK] Seq=1",
    ],
  ]),
  ...rowsFrom({ stack: "other", seen }, [
    [
      alert,
      alertFrom(null),
      "19 0.040 10.0.0.5 → 10.0.0.9 TLSv1.2 73 Alert (Level: Fatal, Description: Unknown CA)",
    ],
  ]),
];
