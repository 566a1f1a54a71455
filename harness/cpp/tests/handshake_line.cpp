#include "handshake_line.h"

#include <gtest/gtest.h>

#include "refusal.h"

namespace kv_harness {
namespace {

// 56 characters, of 42 zero bytes.
const std::string long_field(56, 'A');

HandshakeLine line_with(const std::string& certificate) {
  return {"tcp", "127.0.0.1:4099", certificate};
}

std::string refusal_of(const std::string& text, int version) {
  try {
    parse_handshake_line(text, version);
  } catch (const Invalid& error) {
    return error.what();
  }
  return "none";
}

TEST(HandshakeLine, ThatWasFormattedIsRead) {
  for (const std::string& certificate : {std::string(), std::string(300, '\7')})
    EXPECT_EQ(parse_handshake_line(format(line_with(certificate)), 1), line_with(certificate));
}

TEST(HandshakeLine, HasNoPaddingInItsCertificate) {
  EXPECT_EQ(format(line_with(std::string(40, '\0'))),
            "1|1|tcp|127.0.0.1:4099|grpc|" + long_field.substr(0, 54));
}

TEST(HandshakeLine, IsReadAsGoPluginReadsIt) {
  EXPECT_EQ(parse_handshake_line("1|1|tcp|127.0.0.1:4099|grpc", 1), line_with(""));
  EXPECT_EQ(parse_handshake_line("1|1|tcp|127.0.0.1:4099|grpc|", 1), line_with(""));
  EXPECT_EQ(parse_handshake_line("1|1|tcp|127.0.0.1:4099|grpc|true", 1), line_with(""));
  EXPECT_EQ(parse_handshake_line(" 1|5|tcp|127.0.0.1:4099|grpc|\r", 5), line_with(""));
  EXPECT_EQ(parse_handshake_line("1|1|tcp|127.0.0.1:4099|grpc|" + long_field, 1),
            line_with(std::string(42, '\0')));
}

TEST(HandshakeLine, IsRefusedInGoPluginsWords) {
  struct Row {
    std::string text;
    int version;
    std::string refusal;
  };
  const Row rows[] = {
      {"hello", 1, "Unrecognized remote plugin message: hello"},
      {"", 1, "Unrecognized remote plugin message: "},
      {"x|1|tcp|a|grpc", 1, "error parsing core protocol version: \"x\" is not a number"},
      {"2|1|tcp|a|grpc", 1,
       "incompatible core API version with plugin. Plugin version: 2, Core version: 1"},
      {"1|v|tcp|a|grpc", 1, "Error parsing protocol version \"v\": not a number"},
      {"1|1|tcp|a|grpc", 2,
       "incompatible API version with plugin. Plugin version: 1, Client versions: [2]"},
      {"1|1|pipe|a|grpc", 1, "unknown address type: pipe"},
      {"1|1|tcp||grpc", 1, "the plugin's address is empty"},
      {"1|1|tcp|a", 1, "unsupported plugin protocol \"netrpc\". Supported: [grpc]"},
      {"1|1|tcp|a|netrpc", 1, "unsupported plugin protocol \"netrpc\". Supported: [grpc]"},
      {"1|1|tcp|a|grpc|" + long_field + "!", 1, "error parsing server cert: not base64"},
      {"1|1|tcp|a|grpc|" + long_field + "AA==", 1, "error parsing server cert: it has padding"},
  };
  for (const auto& [text, version, refusal] : rows)
    EXPECT_EQ(refusal_of(text, version), refusal) << text;
}

}  // namespace
}  // namespace kv_harness
