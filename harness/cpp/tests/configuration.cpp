#include "server/configuration.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "refusal.h"

namespace kv_harness {
namespace {

using nlohmann::json;

json listener(const json& fields = json::object()) {
  json whole{{"id", "a"}, {"mode", "none"}, {"network", "tcp"}, {"address", "127.0.0.1:0"}};
  whole.update(fields);
  return whole;
}

std::string text_of(const std::vector<json>& listeners) {
  return json{{"listeners", listeners}}.dump();
}

const json plugin = listener({{"mode", "auto-mtls"}, {"keyType", "p256"}, {"key", "k"}});

TEST(Configuration, ThatCanBeServed) {
  const json tls{{"mode", "tls"}, {"certificate", "c"}, {"key", "k"}};
  const json mtls{{"mode", "mtls"}, {"certificate", "c"}, {"key", "k"}, {"clientCa", "a"}};
  const json on_socket{{"network", "unix"}, {"address", "/run/a"}};
  const auto read =
      parse_configuration(text_of({listener(tls), listener(mtls), listener(on_socket)}));
  EXPECT_FALSE(read.is_plugin);
  EXPECT_FALSE(read.end_on_stdin_eof);
  ASSERT_EQ(read.listeners.size(), 3u);
  EXPECT_EQ(read.listeners[0].certificate, "c");
  EXPECT_EQ(read.listeners[1].client_ca, "a");
  EXPECT_EQ(read.listeners[2].address, "/run/a");
  EXPECT_TRUE(parse_configuration(text_of({plugin})).is_plugin);
  EXPECT_TRUE(plain_plugin().is_plugin);
}

TEST(Configuration, ItsGroupMayBeTheOneThatThereIs) {
  EXPECT_NO_THROW(parse_configuration(text_of({listener({{"group", "secp256r1"}})})));
}

TEST(Configuration, OfWhatTheStackDoesNotHaveIsUnsupported) {
  for (const json& fields :
       std::vector<json>{{{"mode", "ssh"}},
                         {{"network", "pipe"}},
                         {{"tlsVersion", "1.2"}},
                         {{"maxConcurrentStreams", 1}},
                         {{"protocolVersions", {1, 2}}},
                         {{"group", "x25519"}},
                         {{"mode", "auto-mtls"}, {"keyType", "dsa"}, {"key", "k"}}})
    EXPECT_THROW(parse_configuration(text_of({listener(fields)})), Unsupported) << fields;
  json anywhere = listener({{"network", "unix"}});
  anywhere.erase("address");
  EXPECT_THROW(parse_configuration(text_of({anywhere})), Unsupported);
}

TEST(Configuration, ThatMakesNoSenseIsInvalid) {
  const std::string texts[] = {
      "{",
      "[]",
      text_of({}),
      text_of({json::object({{"id", "a"}})}),
      text_of({plugin, listener()}),
      text_of({listener({{"mode", "tls"}, {"key", "k"}})}),
      text_of({listener({{"mode", "mtls"}, {"certificate", "c"}, {"key", "k"}})}),
      text_of({listener({{"mode", "auto-mtls"}, {"key", "k"}})}),
      text_of({listener({{"network", "unix"}, {"address", "a"}})}),
  };
  for (const std::string& text : texts) EXPECT_THROW(parse_configuration(text), Invalid) << text;
}

}  // namespace
}  // namespace kv_harness
