#include "server/broker.h"

#include <chrono>

#include "channel.h"

namespace kv_harness {

using namespace std::chrono_literals;
using grpc::Status;
using grpc::StatusCode;

Status Broker::StartStream(grpc::ServerContext*,
                           grpc::ServerReaderWriter<plugin::ConnInfo, plugin::ConnInfo>* stream) {
  for (plugin::ConnInfo told; stream->Read(&told);) {
    const std::lock_guard lock(mutex_);
    addresses_[told.service_id()] = told;
    told_.notify_all();
  }
  return Status::OK;
}

std::optional<plugin::ConnInfo> Broker::take(std::uint32_t id, const grpc::ServerContext& call) {
  const auto end = std::chrono::steady_clock::now() + 5s;
  std::unique_lock lock(mutex_);
  // Nobody notifies of a cancelled call: it is looked for.
  while (!addresses_.contains(id)) {
    if (call.IsCancelled() || std::chrono::steady_clock::now() >= end) return std::nullopt;
    told_.wait_for(lock, 50ms);
  }
  return std::move(addresses_.extract(id).mapped());
}

Status BrokerProof::CallHost(grpc::ServerContext* call,
                             const handshakematrix::v1::CallHostRequest* request,
                             handshakematrix::v1::CallHostResponse* response) {
  const auto told = broker_.take(request->broker_id(), *call);
  if (!told) {
    const std::string id = std::to_string(request->broker_id());
    return {StatusCode::UNAVAILABLE, "nobody serves broker id " + id};
  }
  const std::string target = target_of(told->network(), told->address());
  const auto channel =
      auto_mtls_
          ? open_channel(target, client_credentials(auto_mtls_->peer_certificate, auto_mtls_->own),
                         auto_mtls_name)
          : open_channel(target, grpc::InsecureChannelCredentials(), std::nullopt);
  const auto context = grpc::ClientContext::FromServerContext(*call);
  handshakematrix::v1::EchoRequest echo;
  echo.set_nonce(request->nonce());
  handshakematrix::v1::EchoResponse echoed;
  const Status status =
      handshakematrix::v1::CallBack::NewStub(channel)->Echo(context.get(), echo, &echoed);
  response->set_echoed(echoed.nonce());
  return status;
}

}  // namespace kv_harness
