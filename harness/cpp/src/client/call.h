#pragma once
#include <chrono>
#include <mutex>
#include <nlohmann/json.hpp>

#include "client/request.h"
#include "client/session.h"

namespace kv_harness {

// What the last of several calls to end saw of the connection; each null until one saw it.
struct Seen {
  std::mutex mutex;
  nlohmann::json server_certificate;
  nlohmann::json client_certificate;
  nlohmann::json peer;
};

// Makes one call, which ends by `end`, and reports it as the contract has it.
nlohmann::json make_call(Session& session, const Call& call,
                         std::chrono::steady_clock::time_point end, Seen& seen);

}  // namespace kv_harness
