#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>

#include "client/request.h"
#include "client/session.h"

namespace kv_harness {

// Answers `prove`, and keeps the sessions between requests, which may overlap.
class Prover {
 public:
  // Throws Invalid if the request names a session that there is not, or a key that is not as it
  // says.
  nlohmann::json prove(const Prove& request);

 private:
  std::shared_ptr<Session> find(const std::string& id);
  std::string keep(std::shared_ptr<Session> session);
  void forget(const std::string& id);

  std::mutex mutex_;
  int last_id_ = 0;
  std::map<std::string, std::shared_ptr<Session>> sessions_;
};

}  // namespace kv_harness
