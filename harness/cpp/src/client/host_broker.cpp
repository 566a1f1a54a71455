#include "client/host_broker.h"

#include <grpcpp/server_builder.h>

namespace kv_harness {

grpc::Status CallBack::Echo(grpc::ServerContext*, const handshakematrix::v1::EchoRequest* request,
                            handshakematrix::v1::EchoResponse* response) {
  response->set_nonce(request->nonce());
  return grpc::Status::OK;
}

HostBroker::~HostBroker() {
  // A stream may not go before its end.
  if (!stream_) return;
  context_.TryCancel();
  stream_->Finish();
}

HostBroker::Offer HostBroker::offer() {
  const auto credentials = auto_mtls_
                               ? server_credentials(auto_mtls_->own, auto_mtls_->peer_certificate)
                               : grpc::InsecureServerCredentials();
  int port = 0;
  auto server = grpc::ServerBuilder()
                    .AddListeningPort("127.0.0.1:0", credentials, &port)
                    .RegisterService(&callback_)
                    .BuildAndStart();
  const std::lock_guard lock(mutex_);
  plugin::ConnInfo told;
  told.set_service_id(++last_id_);
  told.set_network("tcp");
  told.set_address("127.0.0.1:" + std::to_string(port));
  if (server) tell(told);
  return {told.service_id(), std::move(server)};
}

void HostBroker::tell(const plugin::ConnInfo& told) {
  // It has no deadline: it lives as long as the connection.
  if (!stream_) stream_ = plugin::GRPCBroker::NewStub(channel_)->StartStream(&context_);
  stream_->Write(told);
}

}  // namespace kv_harness
