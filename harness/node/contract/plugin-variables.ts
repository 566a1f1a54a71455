/** What go-plugin's host says in its plugin's environment (constants.go, client.go). */
export const protocolVersionsName = "PLUGIN_PROTOCOL_VERSIONS";
export const socketDirectoryName = "PLUGIN_UNIX_SOCKET_DIR";
export const socketGroupName = "PLUGIN_UNIX_SOCKET_GROUP";
