use std::{fmt::Display, fs};

/// Why something that was asked for is not done.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The stack has no way to do it.
    #[error("unsupported: {0}")]
    Unsupported(String),
    /// It makes no sense.
    #[error("{0}")]
    Invalid(String),
}

impl Refusal {
    pub fn unsupported(knob: &str, value: &str, reason: impl Display) -> Self {
        Self::Unsupported(format!("{knob} {value}: {reason}"))
    }

    pub fn invalid(at: impl Display, reason: impl Display) -> Self {
        Self::Invalid(format!("{at}: {reason}"))
    }

    /// The same, with the place that it is about in front.
    #[must_use]
    pub fn at(self, place: &str) -> Self {
        match self {
            Self::Unsupported(reason) => Self::Unsupported(format!("{place}: {reason}")),
            Self::Invalid(reason) => Self::Invalid(format!("{place}: {reason}")),
        }
    }
}

/// The content of a file that a request or a configuration names.
pub fn read(path: &str) -> Result<Vec<u8>, Refusal> {
    fs::read(path).map_err(|error| Refusal::invalid(path, error))
}
