#pragma once
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>

#include "broker_proof.grpc.pb.h"
#include "go_plugin.grpc.pb.h"
#include "tls.h"

namespace kv_harness {

// The addresses that the host told, each for one id.
class Broker final : public plugin::GRPCBroker::Service {
 public:
  // The address of an id, which is then forgotten. Waits up to 5 s, or until the call is cancelled.
  std::optional<plugin::ConnInfo> take(std::uint32_t id, const grpc::ServerContext& call);

 private:
  grpc::Status StartStream(grpc::ServerContext*,
                           grpc::ServerReaderWriter<plugin::ConnInfo, plugin::ConnInfo>*) override;

  std::mutex mutex_;
  std::condition_variable told_;
  std::map<std::uint32_t, plugin::ConnInfo> addresses_;
};

// Calls the host back at the address that its broker told.
class BrokerProof final : public handshakematrix::v1::BrokerProof::Service {
 public:
  BrokerProof(Broker& broker, std::optional<AutoMtls> auto_mtls)
      : broker_(broker), auto_mtls_(std::move(auto_mtls)) {}

 private:
  grpc::Status CallHost(grpc::ServerContext*, const handshakematrix::v1::CallHostRequest*,
                        handshakematrix::v1::CallHostResponse*) override;

  Broker& broker_;
  std::optional<AutoMtls> auto_mtls_;
};

}  // namespace kv_harness
