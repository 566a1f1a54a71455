// A worker that answers JSON-RPC 2.0 requests, one message a line, in whatever order they end.
#include <grpcpp/grpcpp.h>
#include <openssl/crypto.h>

#include <future>
#include <iostream>
#include <nlohmann/json.hpp>
#include <syncstream>

#include "client/prove.h"
#include "refusal.h"

namespace {

using nlohmann::json;

void say(const json& id, const char* field, const json& content) {
  const json message{{"jsonrpc", "2.0"}, {"id", id}, {field, content}};
  // A library's text need not be UTF-8.
  std::osyncstream(std::cout) << message.dump(-1, ' ', false, json::error_handler_t::replace)
                              << std::endl;
}

void fail(const json& id, int code, const std::string& text) {
  say(id, "error", {{"code", code}, {"message", text}});
}

json describe() {
  return {{"stack", {{{"name", "grpc++"}, {"version", grpc::Version()}}}},
          {"runtime", {{"name", "g++"}, {"version", __VERSION__}}},
          {"tls", {{"name", "OpenSSL"}, {"version", OpenSSL_version(OPENSSL_VERSION_STRING)}}},
          {"keyLog", true}};
}

json prove(kv_harness::Prover& prover, const json& request) {
  try {
    return prover.prove(kv_harness::parse_prove(request.value("params", json::object())));
  } catch (const kv_harness::Unsupported& error) {
    return {{"kind", "unsupported"}, {"reason", error.what()}};
  }
}

void answer(kv_harness::Prover& prover, const json& request) {
  const json id = request.value("id", json());
  try {
    const std::string method = request.value("method", "");
    if (method == "describe") return say(id, "result", describe());
    if (method == "prove") return say(id, "result", prove(prover, request));
    fail(id, -32601, "Method not found: " + method);
  } catch (const kv_harness::Invalid& error) {
    fail(id, -32602, error.what());
  } catch (const std::exception& error) {
    fail(id, -32603, error.what());
  }
}

}  // namespace

int main() {
  kv_harness::Prover prover;
  std::vector<std::future<void>> running;
  for (std::string line; std::getline(std::cin, line);) {
    const json request = json::parse(line, nullptr, false);
    if (request.is_discarded()) {
      fail(nullptr, -32700, "Parse error");
    } else if (!request.is_object()) {
      fail(nullptr, -32600, "Invalid Request");
    } else {
      std::erase_if(running, [](const auto& task) {
        return task.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
      });
      running.push_back(
          std::async(std::launch::async, [&prover, request] { answer(prover, request); }));
    }
  }
  // Each request that was begun is answered first; then its connections go, and their plugins with
  // them.
  running.clear();
}
