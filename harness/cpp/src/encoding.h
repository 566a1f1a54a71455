#pragma once
#include <string>
#include <string_view>

namespace kv_harness {

// Standard alphabet, with padding.
std::string to_base64(std::string_view bytes);
// Standard alphabet, with or without padding. Throws Invalid for anything else.
std::string from_base64(std::string_view text);
// 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

}  // namespace kv_harness
