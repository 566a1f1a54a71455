#pragma once
#include <chrono>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace kv_harness {

struct Address {
  std::string network;
  std::string address;
};
struct Plugin {
  std::vector<std::string> argv;
  std::map<std::string, std::string> environment;
  int protocol_version;
  double start_timeout_ms;
};
struct KeptSession {
  std::string id;
};
using Target = std::variant<Address, Plugin, KeptSession>;

// Contents of the files that the request names; empty where it has none.
struct Tls {
  std::string mode;
  std::string ca;
  std::string certificate;
  std::string key;
  std::string key_type;
  std::optional<std::string> server_name;
};

struct Put {
  std::string key;
  std::string value;
};
struct Get {
  std::string key;
};
struct Health {
  std::string service;
};
struct Unary {
  std::string path;
  std::string value;
};
struct BrokerCall {
  std::string nonce;
};
struct Shutdown {
  // Before it is asked for.
  std::chrono::duration<double, std::milli> after;
};

struct Call {
  std::variant<Put, Get, Health, Unary, BrokerCall, Shutdown> what;
  std::set<std::string> continue_on;
};
struct Step {
  std::string name;
  std::vector<Call> calls;
};

struct Prove {
  Target target;
  Tls tls;
  double deadline_ms;
  bool keep_open;
  std::vector<Step> steps;
};

// Reads the parameters of `prove`. Throws Invalid for what the contract does not have and for files
// that cannot be read, Unsupported for what this client does not do.
Prove parse_prove(const nlohmann::json& parameters);

}  // namespace kv_harness
