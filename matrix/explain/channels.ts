import { linesIn } from "./lines.ts";

/** A channel of grpc-go's by its number, and an address that it dials, on the same line. */
const numbered = /\[Channel #(\d{1,9})\b/;
const dialled = /(?:new address "|\bAddr: "|"Addr"\s?: ")([^"\\\n]{3,120})/;

/** For a line that names a channel, the addresses that this channel dials anywhere in the log; else nothing. */
export const channelAddresses = (text: string): ((line: string) => string) => {
  const addresses = new Map<string, string>();
  for (const { words } of text.includes("[Channel #") ? linesIn(text, 1000) : []) {
    const channel = numbered.exec(words)?.[1];
    const address = dialled.exec(words)?.[1];
    const known = addresses.get(channel ?? "") ?? "";
    if (channel && address && !known.includes(address)) {
      addresses.set(channel, `${known} ${address}`);
    }
  }
  return (line) => addresses.get(numbered.exec(line)?.[1] ?? "") ?? "";
};
