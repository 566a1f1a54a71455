#include "encoding.h"

#include <gtest/gtest.h>

#include "refusal.h"

namespace kv_harness {
namespace {

TEST(Encoding, Base64OfEachLengthOfTheLastGroup) {
  const std::pair<std::string, std::string> rows[] = {{"", ""},
                                                      {std::string("\0", 1), "AA=="},
                                                      {"no", "bm8="},
                                                      {"yes", "eWVz"},
                                                      {"\xfb\xff", "+/8="}};
  for (const auto& [bytes, text] : rows) {
    EXPECT_EQ(to_base64(bytes), text);
    EXPECT_EQ(from_base64(text), bytes) << text;
    EXPECT_EQ(from_base64(text.substr(0, text.find('='))), bytes) << text;
  }
}

TEST(Encoding, WhatIsNoBase64IsInvalid) {
  for (const char* text : {"A", "A===", "AA=", "AAAA=", "A!AA", " AAA", "AA\n", "=", "-_8="})
    EXPECT_THROW(from_base64(text), Invalid) << text;
}

TEST(Encoding, Sha256) {
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace kv_harness
