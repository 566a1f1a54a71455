#include "identity.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "refusal.h"

namespace kv_harness {
namespace {

std::string pem_of(EVP_PKEY* key) {
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PKCS8PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
  EVP_PKEY_free(key);
  char* start = nullptr;
  const long size = BIO_get_mem_data(bio, &start);
  std::string pem(start, size);
  BIO_free(bio);
  return pem;
}

TEST(Identity, OfEachKeyTypeHasItsOwnCertificateAndTakesNoOtherKey) {
  const std::pair<std::string, std::string> keys[] = {
      {"p256", pem_of(EVP_EC_gen("P-256"))},
      {"p384", pem_of(EVP_EC_gen("P-384"))},
      {"p521", pem_of(EVP_EC_gen("P-521"))},
      {"rsa2048", pem_of(EVP_RSA_gen(2048))},
      {"rsa3072", pem_of(EVP_RSA_gen(3072))},
      {"ed25519", pem_of(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"))}};
  for (const auto& [type, key] : keys)
    for (const auto& [other, _] : keys)
      if (type == other)
        EXPECT_NO_THROW(self_signed(key, other)) << type;
      else
        EXPECT_THROW(self_signed(key, other), Invalid) << type << " as " << other;
}

TEST(Identity, AKeyOfAnUnknownAlgorithmIsUnsupported) {
  // PKCS #8 of id-ml-dsa-65 with a seed of zeros (RFC 9881 section 6).
  const std::string mldsa =
      "-----BEGIN PRIVATE KEY-----\n"
      "MDQCAQAwCwYJYIZIAWUDBAMSBCKAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\nAAAAAAAA\n"
      "-----END PRIVATE KEY-----\n";
  EXPECT_THROW(check_algorithm(mldsa), Unsupported);
  EXPECT_NO_THROW(check_algorithm(pem_of(EVP_EC_gen("P-256"))));
  EXPECT_NO_THROW(check_algorithm("no key"));
}

TEST(Identity, OfAnUnknownKeyTypeIsUnsupported) {
  EXPECT_NO_THROW(check_key_type("rsa4096"));
  EXPECT_THROW(check_key_type("dsa"), Unsupported);
}

TEST(Identity, OverWhatIsNoKeyIsInvalid) { EXPECT_THROW(self_signed("key", "p256"), Invalid); }

TEST(Identity, ItsCertificateIsTheSameAsPemAndDer) {
  const std::string pem = self_signed().certificates;
  EXPECT_EQ(kv_harness::pem_of(der_of(pem)), pem);
  EXPECT_THROW(der_of("certificate"), Invalid);
  EXPECT_THROW(kv_harness::pem_of(std::string("certificate")), Invalid);
}

}  // namespace
}  // namespace kv_harness
