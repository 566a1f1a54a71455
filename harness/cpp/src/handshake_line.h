#pragma once
#include <string>
#include <string_view>

namespace kv_harness {

// The one line of a plugin's standard output, as go-plugin writes and reads it (server.go,
// client.go).
struct HandshakeLine {
  std::string network;
  std::string address;
  // DER; empty without AutoMTLS.
  std::string certificate;

  bool operator==(const HandshakeLine&) const = default;
};

// Without its end of line.
std::string format(const HandshakeLine& line);

// `version` is the one of the application that the host speaks. Throws Invalid, in go-plugin's
// words, if a host has to refuse the line.
HandshakeLine parse_handshake_line(std::string_view text, int version);

}  // namespace kv_harness
