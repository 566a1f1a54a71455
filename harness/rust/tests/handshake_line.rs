use kv_harness::handshake_line::{HandshakeLine, LineError};

const LONG: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

fn line(version: u32, certificate: Option<Vec<u8>>) -> HandshakeLine {
    HandshakeLine { version, network: "tcp".into(), address: "127.0.0.1:4099".into(), certificate }
}

#[test]
fn a_line_that_was_formatted_is_read() {
    for certificate in [None, Some(vec![7; 300])] {
        assert_eq!(
            HandshakeLine::parse(&line(3, certificate.clone()).format(), &[1, 3]),
            Ok(line(3, certificate))
        );
    }
}

#[test]
fn the_certificate_has_no_padding() {
    assert_eq!(
        line(1, Some(vec![0; 40])).format(),
        format!("1|1|tcp|127.0.0.1:4099|grpc|{}", &LONG[..54])
    );
}

#[test]
fn lines_are_read_as_go_plugin_reads_them() {
    for (text, version, expected) in [
        ("1|1|tcp|127.0.0.1:4099|grpc", 1, Ok(line(1, None))),
        ("1|1|tcp|127.0.0.1:4099|grpc|", 1, Ok(line(1, None))),
        ("1|1|tcp|127.0.0.1:4099|grpc|true", 1, Ok(line(1, None))),
        (" 1|5|tcp|127.0.0.1:4099|grpc|\r", 5, Ok(line(5, None))),
        ("hello", 1, Err(LineError::Unrecognized("hello".into()))),
        ("", 1, Err(LineError::Unrecognized(String::new()))),
        ("x|1|tcp|a|grpc", 1, Err(LineError::CoreNotANumber("x".into()))),
        ("2|1|tcp|a|grpc", 1, Err(LineError::Core(2))),
        ("1|v|tcp|a|grpc", 1, Err(LineError::VersionNotANumber("v".into()))),
        ("1|1|tcp|a|grpc", 2, Err(LineError::Version(1, "2 7".into()))),
        ("1|1|pipe|a|grpc", 1, Err(LineError::Network("pipe".into()))),
        ("1|1|tcp||grpc", 1, Err(LineError::NoAddress)),
        ("1|1|tcp|a", 1, Err(LineError::Protocol("netrpc".into()))),
        ("1|1|tcp|a|netrpc", 1, Err(LineError::Protocol("netrpc".into()))),
    ] {
        assert_eq!(HandshakeLine::parse(text, &[version, 7]), expected, "{text}");
    }
}

#[test]
fn a_certificate_that_is_not_base64_without_padding_is_refused() {
    for field in [format!("{LONG}!"), format!("{LONG}AA==")] {
        let read = HandshakeLine::parse(&format!("1|1|tcp|a|grpc|{field}"), &[1]);
        assert!(matches!(read, Err(LineError::Certificate(_))), "{field}");
    }
}
