#pragma once
#include <optional>
#include <string>

namespace kv_harness {

// Where gRPC is to write TLS secrets so that they end up in SSLKEYLOGFILE; nothing if the
// environment does not name it.
std::optional<std::string> key_log();

}  // namespace kv_harness
