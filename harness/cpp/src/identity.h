#pragma once
#include <string>
#include <string_view>

namespace kv_harness {

// The name that both sides of AutoMTLS verify.
inline constexpr const char* auto_mtls_name = "localhost";

// A key and the certificates for it, leaf first, both as PEM.
struct Identity {
  std::string key;
  std::string certificates;
};

// Throws Unsupported for a key type that the contract does not have.
void check_key_type(std::string_view name);

// A leaf for `localhost`, signed by its own key (PEM), as go-plugin's AutoMTLS makes them. Throws
// Invalid if the key cannot be read or is not of the type.
Identity self_signed(const std::string& key, std::string_view key_type);
// The same over a new P-256 key.
Identity self_signed();

// Throws Unsupported for a PKCS #8 key (PEM) of an algorithm that OpenSSL does not have.
void check_algorithm(const std::string& key);

// The first certificate of a PEM text. Throws Invalid if there is none.
std::string der_of(std::string_view pem);
// Throws Invalid for what is no certificate.
std::string pem_of(std::string_view der);

}  // namespace kv_harness
