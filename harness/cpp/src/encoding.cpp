#include "encoding.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>

#include "refusal.h"

namespace kv_harness {
namespace {

const unsigned char* unsigned_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string to_base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL ends it with a zero byte
  text.resize(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), unsigned_bytes(bytes),
                              static_cast<int>(bytes.size())));
  return text;
}

std::string from_base64(std::string_view text) {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const bool padded = text.ends_with('=');
  std::string digits(text.substr(0, text.find_last_not_of('=') + 1));
  const auto padding = (4 - digits.size() % 4) % 4;
  if (padding == 3 || digits.find_first_not_of(alphabet) != std::string::npos ||
      (padded && text.size() != digits.size() + padding))
    throw Invalid("not base64");
  digits.append(padding, '=');
  std::string bytes(digits.size() / 4 * 3, '\0');
  EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), unsigned_bytes(digits),
                  static_cast<int>(digits.size()));
  bytes.resize(bytes.size() - padding);
  return bytes;
}

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256(unsigned_bytes(bytes), bytes.size(), digest.data());
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : digest) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

}  // namespace kv_harness
