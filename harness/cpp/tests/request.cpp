#include "client/request.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "refusal.h"

namespace kv_harness {
namespace {

using nlohmann::json;

json request_with(const std::vector<json>& calls) {
  return {{"target", {{"kind", "address"}, {"network", "tcp"}, {"address", "127.0.0.1:1"}}},
          {"tls", {{"mode", "none"}}},
          {"deadlineMs", 5000},
          {"keepOpen", false},
          {"steps", json::array({{{"name", "put"}, {"calls", calls}}})}};
}

json put_of(const json& value) {
  return {{"call", "put"}, {"key", "k"}, {"value", value}, {"continueOn", {"OK"}}};
}

std::string value_in(const json& value) {
  return std::get<Put>(parse_prove(request_with({put_of(value)})).steps.at(0).calls.at(0).what)
      .value;
}

TEST(Request, ItsValuesAreBytesOrAPatternThatBeginsAgainAfter255) {
  EXPECT_EQ(value_in({{"base64", "eWVz"}}), "yes");
  EXPECT_EQ(value_in({{"pattern", {{"size", 3}, {"first", 254}}}}), std::string("\xfe\xff\0", 3));
}

TEST(Request, OfWhatThisClientDoesNotDoIsUnsupported) {
  EXPECT_THROW(parse_prove(request_with({json{{"call", "rpc"}, {"continueOn", {"OK"}}}})),
               Unsupported);
  json request = request_with({});
  request["target"]["network"] = "pipe";
  EXPECT_THROW(parse_prove(request), Unsupported);
  request["target"] = {{"kind", "attach"}, {"network", "unix"}, {"address", "/a"}, {"pid", 1}};
  EXPECT_THROW(parse_prove(request), Unsupported);
  request["target"] = {{"kind", "plugin"},
                       {"argv", {"plugin"}},
                       {"startTimeoutMs", 1000},
                       {"host", {{"sha256", "00"}}}};
  EXPECT_THROW(parse_prove(request), Unsupported);
  request = request_with({});
  request["tls"] = {{"mode", "auto-mtls"}, {"keyType", "dsa"}, {"key", "k"}};
  EXPECT_THROW(parse_prove(request), Unsupported);
}

TEST(Request, ThatMakesNoSenseIsInvalid) {
  EXPECT_THROW(parse_prove(json::object()), Invalid);
  EXPECT_THROW(parse_prove(request_with({json{{"call", "dance"}, {"continueOn", {"OK"}}}})),
               Invalid);
  EXPECT_THROW(parse_prove(request_with({put_of({{"base64", "!"}})})), Invalid);
  json request = request_with({});
  request["tls"] = {{"mode", "tls"}, {"ca", "/there/is/no/such/file"}, {"serverName", "a"}};
  EXPECT_THROW(parse_prove(request), Invalid);
}

}  // namespace
}  // namespace kv_harness
