#include "server/plugin_services.h"

#include <memory>

namespace kv_harness {
namespace {

// Ends with its call: the library owns it until OnDone.
class HeldOpen final : public grpc::ServerWriteReactor<plugin::StdioData> {
  void OnCancel() override { Finish(grpc::Status::CANCELLED); }
  void OnDone() override { delete this; }
};

}  // namespace

grpc::Status Controller::Shutdown(grpc::ServerContext*, const plugin::Empty*, plugin::Empty*) {
  ending_.ask();
  return grpc::Status::OK;
}

grpc::ServerWriteReactor<plugin::StdioData>* Stdio::StreamStdio(grpc::CallbackServerContext*,
                                                                const google::protobuf::Empty*) {
  return std::make_unique<HeldOpen>().release();
}

}  // namespace kv_harness
