#include "identity.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <memory>

#include "refusal.h"

namespace kv_harness {
namespace {

template <auto free>
struct Free {
  void operator()(auto* pointer) const { free(pointer); }
};
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Free<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>>;

// What OpenSSL returned; throws its own words for why it returned nothing.
template <typename Result>
Result checked(Result result, const char* what) {
  if (result) return result;
  const char* reason = ERR_reason_error_string(ERR_get_error());
  throw Invalid(std::string(what) + ": " + (reason ? reason : "OpenSSL gives no reason"));
}

Bio reading(std::string_view text) {
  return Bio(checked(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), "memory"));
}

Bio writing() { return Bio(checked(BIO_new(BIO_s_mem()), "memory")); }

std::string written(BIO* bio) {
  char* start = nullptr;
  const long size = BIO_get_mem_data(bio, &start);
  return {start, static_cast<std::size_t>(size)};
}

std::string pem_of(X509* certificate) {
  const Bio bio = writing();
  checked(PEM_write_bio_X509(bio.get(), certificate), "certificate");
  return written(bio.get());
}

void extend(X509* certificate, int extension, const std::string& value) {
  const Extension made(
      checked(X509V3_EXT_conf_nid(nullptr, nullptr, extension, value.c_str()), value.c_str()));
  checked(X509_add_ext(certificate, made.get(), -1), value.c_str());
}

std::string key_type_of(const EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "ED25519")) return "ed25519";
  return (EVP_PKEY_is_a(key, "RSA") ? "rsa" : "p") + std::to_string(EVP_PKEY_get_bits(key));
}

std::string certificate_over(EVP_PKEY* key) {
  const Certificate leaf(checked(X509_new(), "certificate"));
  X509_set_version(leaf.get(), X509_VERSION_3);
  long serial = 0;
  checked(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), 7) == 1, "serial number");
  ASN1_INTEGER_set(X509_get_serialNumber(leaf.get()), serial);
  // go-plugin backdates by the same time (mtls.go), for clocks that differ.
  X509_gmtime_adj(X509_getm_notBefore(leaf.get()), -30);
  X509_gmtime_adj(X509_getm_notAfter(leaf.get()), 24 * 60 * 60);
  X509_NAME* name = X509_get_subject_name(leaf.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(auto_mtls_name), -1, -1, 0);
  X509_set_issuer_name(leaf.get(), name);
  X509_set_pubkey(leaf.get(), key);
  extend(leaf.get(), NID_basic_constraints, "critical,CA:FALSE");
  extend(leaf.get(), NID_key_usage, "critical,digitalSignature");
  extend(leaf.get(), NID_ext_key_usage, "serverAuth,clientAuth");
  extend(leaf.get(), NID_subject_alt_name, std::string("DNS:") + auto_mtls_name);
  // An Ed25519 signature has its digest built in.
  const EVP_MD* digest = EVP_PKEY_is_a(key, "ED25519") ? nullptr : EVP_sha256();
  checked(X509_sign(leaf.get(), key, digest), "signature");
  return pem_of(leaf.get());
}

}  // namespace

void check_key_type(std::string_view name) {
  constexpr std::array<std::string_view, 7> known{"p256",    "p384",    "p521",   "rsa2048",
                                                  "rsa3072", "rsa4096", "ed25519"};
  if (std::ranges::find(known, name) == known.end())
    throw Unsupported("keyType " + std::string(name) + ": not known to this implementation");
}

Identity self_signed(const std::string& key, std::string_view key_type) {
  const Key read(
      checked(PEM_read_bio_PrivateKey(reading(key).get(), nullptr, nullptr, nullptr), "key"));
  if (const std::string found = key_type_of(read.get()); found != key_type)
    throw Invalid("key: of type " + found + ", not " + std::string(key_type));
  return {key, certificate_over(read.get())};
}

Identity self_signed() {
  const Key key(checked(EVP_EC_gen("P-256"), "key"));
  const Bio bio = writing();
  checked(
      PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr),
      "key");
  return {written(bio.get()), certificate_over(key.get())};
}

void check_algorithm(const std::string& key) {
  ERR_clear_error();
  if (Key(PEM_read_bio_PrivateKey(reading(key).get(), nullptr, nullptr, nullptr))) return;
  const unsigned long error = ERR_peek_error();
  if (key.starts_with("-----BEGIN PRIVATE KEY-----") && ERR_GET_REASON(error) == ERR_R_UNSUPPORTED)
    throw Unsupported("key: OpenSSL has no keys of its algorithm");
}

std::string der_of(std::string_view pem) {
  const Certificate certificate(
      checked(PEM_read_bio_X509(reading(pem).get(), nullptr, nullptr, nullptr), "certificate"));
  const Bio bio = writing();
  checked(i2d_X509_bio(bio.get(), certificate.get()), "certificate");
  return written(bio.get());
}

std::string pem_of(std::string_view der) {
  const Certificate certificate(checked(d2i_X509_bio(reading(der).get(), nullptr), "certificate"));
  return pem_of(certificate.get());
}

}  // namespace kv_harness
