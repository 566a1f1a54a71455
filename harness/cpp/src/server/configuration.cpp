#include "server/configuration.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "identity.h"
#include "refusal.h"

namespace kv_harness {
namespace {

using nlohmann::json;

// What else the contract has is a knob that this server does not turn.
void check_fields(const json& listener) {
  constexpr std::array known{"id",  "mode",     "network", "address",    "certificate",
                             "key", "clientCa", "keyType", "tlsVersion", "group"};
  for (const auto& [name, value] : listener.items())
    if (std::ranges::find(known, name) == known.end())
      throw Unsupported(name + ": not turned by this server");
  if (!listener.contains("address") && listener.value("network", "") == "unix")
    throw Unsupported("unix without an address: this server listens where it is told");
}

void check_limits(const json& listener) {
  if (listener.contains("tlsVersion"))
    throw Unsupported("tlsVersion: grpc++ has no API that limits the TLS version");
  // gRPC gives OpenSSL this group alone (ssl_transport_security.cc), so that a limit to it is none.
  if (const std::string group = listener.value("group", "secp256r1"); group != "secp256r1")
    throw Unsupported("group: gRPC on OpenSSL has secp256r1 alone, not " + group);
}

Listener listener_of(const json& given) {
  check_fields(given);
  Listener read{
      given.at("id"), given.at("mode"), given.at("network"), given.at("address"), {}, {}, {}, {}};
  if (read.network != "tcp" && read.network != "unix")
    throw Unsupported("network " + read.network + ": this server listens on tcp and unix");
  if (read.network == "unix" && !read.address.starts_with('/'))
    throw Invalid("address " + read.address + ": expected an absolute path");
  check_limits(given);
  constexpr std::array modes{"none", "tls", "mtls", "auto-mtls"};
  if (std::ranges::find(modes, read.mode) == modes.end())
    throw Unsupported("mode " + read.mode + ": not known to this server");
  if (read.mode == "none") return read;
  given.at("key").get_to(read.key);
  if (read.mode == "auto-mtls") {
    check_key_type(given.at("keyType").get_to(read.key_type));
    return read;
  }
  given.at("certificate").get_to(read.certificate);
  if (read.mode == "mtls") given.at("clientCa").get_to(read.client_ca);
  return read;
}

}  // namespace

Configuration plain_plugin() {
  return {.end_on_stdin_eof = false,
          .is_plugin = true,
          .listeners = {{"plugin", "auto-mtls", "tcp", "127.0.0.1:0", {}, {}, {}, {}}}};
}

Configuration parse_configuration(std::string_view text) try {
  const json given = json::parse(text);
  Configuration read;
  read.end_on_stdin_eof = given.value("endOnStdinEof", false);
  for (const json& listener : given.at("listeners"))
    read.listeners.push_back(listener_of(listener));
  read.is_plugin = std::ranges::any_of(
      read.listeners, [](const Listener& listener) { return listener.mode == "auto-mtls"; });
  if (read.listeners.empty() || (read.is_plugin && read.listeners.size() > 1))
    throw Invalid("expected one auto-mtls listener, or one or more of the other modes");
  return read;
} catch (const json::exception& error) {
  throw Invalid(std::string("KV_SERVER_CONFIG: ") + error.what());
}

}  // namespace kv_harness
