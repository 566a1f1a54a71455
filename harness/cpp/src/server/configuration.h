#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace kv_harness {

// One address to serve. Files are paths of PEM files, empty where the mode has none.
struct Listener {
  std::string id;
  std::string mode;
  std::string network;
  std::string address;
  std::string certificate;
  std::string key;
  std::string client_ca;
  std::string key_type;
};

struct Configuration {
  bool end_on_stdin_eof = false;
  // Whether the one listener is go-plugin's, announced by its handshake line.
  bool is_plugin = false;
  std::vector<Listener> listeners;
};

// What a go-plugin host that knows nothing of KV_SERVER_CONFIG gets.
Configuration plain_plugin();

// Reads KV_SERVER_CONFIG. Throws Invalid, or Unsupported for what grpc++ has no way to do.
Configuration parse_configuration(std::string_view text);

}  // namespace kv_harness
