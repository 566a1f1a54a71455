#pragma once
#include <map>
#include <mutex>
#include <string>

#include "kv.grpc.pb.h"

namespace kv_harness {

// One store for all listeners. Each answer tells the client certificate in its trailing metadata.
class Kv final : public proto::KV::Service {
  grpc::Status Get(grpc::ServerContext*, const proto::GetRequest*, proto::GetResponse*) override;
  grpc::Status Put(grpc::ServerContext*, const proto::PutRequest*, proto::Empty*) override;

  std::mutex mutex_;
  std::map<std::string, std::string> values_;
};

}  // namespace kv_harness
