use kv_harness::{
    identity::{Identity, KeyType},
    refusal::Refusal,
};
use rcgen::{
    KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_ECDSA_P521_SHA512, PKCS_ED25519,
    PKCS_RSA_SHA256, RsaKeySize,
};
use rustls::{RootCertStore, pki_types::CertificateDer};
use std::{fs, path::PathBuf};

fn file(name: &str, key: &KeyPair) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, key.serialize_pem()).expect("writes");
    path.to_string_lossy().into_owned()
}

#[test]
fn every_key_type_has_its_own_certificate_and_takes_no_other_key() {
    let keys = [
        ("p256", KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)),
        ("p384", KeyPair::generate_for(&PKCS_ECDSA_P384_SHA384)),
        ("p521", KeyPair::generate_for(&PKCS_ECDSA_P521_SHA512)),
        ("ed25519", KeyPair::generate_for(&PKCS_ED25519)),
        ("rsa2048", KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048)),
        ("rsa3072", KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_3072)),
    ]
    .map(|(key_type, key)| (key_type, file(key_type, &key.expect("makes a key"))));
    for (key_type, path) in &keys {
        for (other, _) in &keys {
            let made = KeyType::named(other).and_then(|other| Identity::over_file(other, path));
            assert_eq!(made.is_ok(), key_type == other, "{key_type} as {other}");
        }
    }
}

#[test]
fn a_key_type_that_nobody_knows_is_unsupported() {
    let made = KeyType::named("dsa");
    assert!(matches!(made, Err(Refusal::Unsupported(_))));
}

#[test]
fn a_file_that_cannot_be_read_is_invalid() {
    let made =
        KeyType::named("p256").and_then(|p256| Identity::over_file(p256, "/there/is/no/such/file"));
    assert!(matches!(made, Err(Refusal::Invalid(_))));
}

#[test]
fn the_certificate_is_a_root_that_the_other_side_can_trust() {
    let own = Identity::fresh().expect("is made");
    RootCertStore::empty().add(CertificateDer::from(own.der)).expect("is a root");
}
