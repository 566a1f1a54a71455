#include "client/request.h"

#include <nlohmann/json.hpp>

#include "encoding.h"
#include "identity.h"
#include "refusal.h"

namespace kv_harness {
namespace {

using nlohmann::json;

std::string value_of(const json& value) {
  if (value.contains("base64")) return from_base64(value.at("base64").get<std::string>());
  const json& pattern = value.at("pattern");
  std::string bytes(pattern.at("size").get<std::size_t>(), '\0');
  auto next = pattern.at("first").get<unsigned>();
  for (char& byte : bytes) byte = static_cast<char>(next++);
  return bytes;
}

Target target_in(const json& target) {
  const std::string kind = target.at("kind");
  if (kind == "address") {
    const Address read{target.at("network"), target.at("address")};
    if (read.network != "tcp" && read.network != "unix")
      throw Unsupported("network " + read.network + ": this client dials tcp and unix");
    return read;
  }
  if (kind == "session") return KeptSession{target.at("id")};
  if (kind == "attach") throw Unsupported("attach: this host starts its plugins itself");
  if (kind == "plugin" && !target.value("host", json::object()).empty())
    throw Unsupported("host: this host asks nothing further of its plugin");
  if (kind == "plugin")
    return Plugin{target.at("argv"), target.value("environment", json::object()),
                  target.value("protocolVersion", 1), target.at("startTimeoutMs")};
  throw Invalid("target.kind " + kind + " is not known");
}

Tls tls_in(const json& tls) {
  Tls read{.mode = tls.at("mode"),
           .ca = {},
           .certificate = {},
           .key = {},
           .key_type = {},
           .server_name = {}};
  if (read.mode == "none") return read;
  if (read.mode == "auto-mtls") {
    check_key_type(tls.at("keyType").get_to(read.key_type));
    read.key = read_file(tls.at("key"));
    read.server_name = auto_mtls_name;
    return read;
  }
  if (read.mode != "tls" && read.mode != "mtls")
    throw Invalid("tls.mode " + read.mode + " is not known");
  read.ca = read_file(tls.at("ca"));
  read.server_name = tls.at("serverName");
  if (read.mode == "mtls") {
    read.certificate = read_file(tls.at("certificate"));
    read.key = read_file(tls.at("key"));
  }
  return read;
}

Call call_in(const json& call) {
  const std::string name = call.at("call");
  const std::set<std::string> continue_on = call.at("continueOn");
  if (name == "put") return {Put{call.at("key"), value_of(call.at("value"))}, continue_on};
  if (name == "get") return {Get{call.at("key")}, continue_on};
  if (name == "health") return {Health{call.at("service")}, continue_on};
  if (name == "unary") return {Unary{call.at("path"), value_of(call.at("value"))}, continue_on};
  if (name == "broker")
    return {BrokerCall{from_base64(call.at("nonce").get<std::string>())}, continue_on};
  if (name == "shutdown")
    return {Shutdown{std::chrono::duration<double, std::milli>(call.value("afterMs", 0.0))},
            continue_on};
  if (name == "rpc") throw Unsupported("this client makes no calls of any kind");
  throw Invalid("call " + name + " is not known");
}

Step step_in(const json& step) {
  Step read{step.at("name"), {}};
  for (const json& call : step.at("calls")) read.calls.push_back(call_in(call));
  return read;
}

}  // namespace

Prove parse_prove(const json& parameters) try {
  Prove read{target_in(parameters.at("target")),
             tls_in(parameters.value("tls", json{{"mode", "none"}})),
             parameters.at("deadlineMs"),
             parameters.value("keepOpen", false),
             {}};
  for (const json& step : parameters.at("steps")) read.steps.push_back(step_in(step));
  return read;
} catch (const json::exception& error) {
  throw Invalid(error.what());
}

}  // namespace kv_harness
