//! Metadata as an application gives it to tonic, and gets it.
use std::error::Error;
use tonic::metadata::{
    AsciiMetadataKey, AsciiMetadataValue, BinaryMetadataKey, BinaryMetadataValue, KeyAndValueRef,
    MetadataMap,
};

/// Adds one value: bytes where the name ends in `-bin`, else text. An error is tonic's.
pub fn append(map: &mut MetadataMap, name: &str, value: &[u8]) -> Result<(), Box<dyn Error>> {
    if name.ends_with("-bin") {
        let name = BinaryMetadataKey::from_bytes(name.as_bytes())?;
        map.append_bin(name, BinaryMetadataValue::from_bytes(value));
    } else {
        let name = AsciiMetadataKey::from_bytes(name.as_bytes())?;
        map.append(name, AsciiMetadataValue::try_from(value)?);
    }
    Ok(())
}

/// Each value an entry; without those of `-bin` names that tonic cannot decode.
pub fn entries(map: &MetadataMap) -> impl Iterator<Item = (String, Vec<u8>)> {
    map.iter().filter_map(|entry| match entry {
        KeyAndValueRef::Ascii(name, value) => {
            Some((name.as_str().into(), value.as_encoded_bytes().into()))
        }
        KeyAndValueRef::Binary(name, value) => {
            Some((name.as_str().into(), value.to_bytes().ok()?.into()))
        }
    })
}
