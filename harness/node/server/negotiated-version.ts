/**
 * Which version of the application's protocol a plugin speaks (go-plugin's server.go).
 *
 * @param asked - what its host says in PLUGIN_PROTOCOL_VERSIONS; undefined where it says nothing.
 * @returns the highest that the host asks for too, else the plugin's lowest.
 */
export function negotiatedVersion(own: readonly number[], asked: string | undefined): number {
  const spoken = (asked ?? "").split(",").filter((text) => text !== "");
  for (const text of spoken.filter((one) => !/^[+-]?\d+$/.test(one))) {
    process.stderr.write(`server sent invalid plugin version ${JSON.stringify(text)}\n`);
  }
  const common = own.filter((version) => spoken.map(Number).includes(version));
  return common.length > 0 ? Math.max(...common) : Math.min(...own);
}
