use rustls::crypto::{CryptoProvider, SupportedKxGroup, aws_lc_rs, ring};
use std::env;

/// The cryptography below rustls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    AwsLc,
    Ring,
}

impl Provider {
    /// Makes the provider that the arguments ask for the process's default: tonic's client takes no other.
    pub fn install() -> Self {
        let ring = env::args().any(|argument| argument == "--ring");
        let provider = if ring { Self::Ring } else { Self::AwsLc };
        // It fails only if there is one already.
        let _ = provider.cryptography().install_default();
        provider
    }

    pub fn cryptography(self) -> CryptoProvider {
        match self {
            Self::AwsLc => aws_lc_rs::default_provider(),
            Self::Ring => ring::default_provider(),
        }
    }

    /// Every group that it has, also those that it does not offer by itself.
    pub const fn groups(self) -> &'static [&'static dyn SupportedKxGroup] {
        match self {
            Self::AwsLc => aws_lc_rs::ALL_KX_GROUPS,
            Self::Ring => ring::ALL_KX_GROUPS,
        }
    }

    pub const fn package(self) -> &'static str {
        match self {
            Self::AwsLc => "aws-lc-rs",
            Self::Ring => "ring",
        }
    }
}
