//! Generates messages and services from the descriptors that the repository has, so that nobody needs protoc.
use prost::Message;
use std::{env, error::Error, fs, process::Command};

const DESCRIPTORS: &str = "../../proto/descriptors.binpb";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={DESCRIPTORS}");
    let descriptors = prost_types::FileDescriptorSet::decode(fs::read(DESCRIPTORS)?.as_slice())?;
    tonic_prost_build::configure().compile_fds(descriptors)?;

    let printed =
        String::from_utf8(Command::new(env::var("RUSTC")?).arg("--version").output()?.stdout)?;
    let version = printed.split_whitespace().nth(1).ok_or("rustc prints no version")?;
    println!("cargo::rustc-env=RUSTC_VERSION={version}");
    Ok(())
}
