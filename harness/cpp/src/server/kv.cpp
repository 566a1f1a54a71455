#include "server/kv.h"

#include "identity.h"

namespace kv_harness {
namespace {

using grpc::Status;
using grpc::StatusCode;

void tell_client_certificate(grpc::ServerContext& call) {
  const auto context = call.auth_context();
  if (!context || !context->IsPeerAuthenticated()) return;
  for (const auto& pem : context->FindPropertyValues("x509_pem_cert"))
    call.AddTrailingMetadata("kv-peer-certificate-bin", der_of({pem.data(), pem.size()}));
}

Status empty_key() { return {StatusCode::INVALID_ARGUMENT, "the key is empty"}; }

}  // namespace

Status Kv::Get(grpc::ServerContext* call, const proto::GetRequest* request,
               proto::GetResponse* response) {
  tell_client_certificate(*call);
  if (request->key().empty()) return empty_key();
  const std::lock_guard lock(mutex_);
  const auto found = values_.find(request->key());
  if (found == values_.end())
    return {StatusCode::NOT_FOUND, "no value for key \"" + request->key() + "\""};
  response->set_value(found->second);
  return Status::OK;
}

Status Kv::Put(grpc::ServerContext* call, const proto::PutRequest* request, proto::Empty*) {
  tell_client_certificate(*call);
  if (request->key().empty()) return empty_key();
  const std::lock_guard lock(mutex_);
  values_[request->key()] = request->value();
  return Status::OK;
}

}  // namespace kv_harness
