//! Reading source files as text: byte order marks and PEP 263 encoding comments.
//!
//! The stages below work on UTF-8 only. Encodings other than UTF-8 that Python sources really use are decoded
//! here; an unknown one is an error that says so.

use crate::failure::{Failure, cannot_read, failure};
use pyxide_diagnostics::codes;
use std::fs;
use std::path::Path;

/// Reads and decodes a source file.
pub fn read(path: &Path) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(|error| cannot_read(path, &error))?;
    decode(bytes).map_err(|problem| {
        failure(codes::CANNOT_READ, format!("cannot read {}: {problem}", path.display()))
            .help("save the file as UTF-8, or name its encoding on the first line: # -*- coding: latin-1 -*-")
            .into()
    })
}

/// Decodes the bytes of a source file by their byte order mark or encoding comment; UTF-8 without either.
pub fn decode(bytes: Vec<u8>) -> Result<String, String> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return utf8(rest.to_vec());
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err("it is UTF-16, which Python does not read either".to_owned());
    }
    match declared_encoding(&bytes).as_deref() {
        None | Some("utf-8" | "utf8" | "utf-8-sig" | "u8") => utf8(bytes),
        Some("ascii" | "us-ascii") => match bytes.iter().position(|b| !b.is_ascii()) {
            None => utf8(bytes),
            Some(at) => Err(format!("byte {:#04x} at offset {at} is not ASCII", bytes[at])),
        },
        Some("latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "l1") => {
            Ok(bytes.into_iter().map(char::from).collect())
        }
        Some(other) => {
            let encoding = known_encoding(other)
                .ok_or_else(|| format!("pyxide does not know the encoding '{other}'"))?;
            encoding
                .decode_without_bom_handling_and_without_replacement(&bytes)
                .map(std::borrow::Cow::into_owned)
                .ok_or_else(|| format!("the file holds bytes that are not {other}"))
        }
    }
}

/// A text that cannot be decoded, with marks for what is wrong in it, and where the first such byte is in it.
pub fn undecodable(path: &Path) -> Option<(String, usize)> {
    let bytes = fs::read(path).ok()?;
    let ascii = matches!(declared_encoding(&bytes).as_deref(), Some("ascii" | "us-ascii"));
    let at = match std::str::from_utf8(&bytes) {
        _ if ascii => bytes.iter().position(|b| !b.is_ascii())?,
        Ok(_) => return None,
        Err(error) => error.valid_up_to(),
    };
    let before = String::from_utf8_lossy(&bytes[..at]).len();
    Some((String::from_utf8_lossy(&bytes).into_owned(), before))
}

fn utf8(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let byte = error.as_bytes()[at];
        let line = error.as_bytes()[..at].iter().filter(|&&b| b == b'\n').count() + 1;
        format!("byte {byte:#04x} on line {line} is not UTF-8")
    })
}

/// The encoding named by a `coding: NAME` comment on one of the first two lines, in lower case.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    for line in bytes.split(|&b| b == b'\n').take(2) {
        let line = line.trim_ascii_start();
        if !line.starts_with(b"#") {
            if line.is_empty() {
                continue;
            }
            return None;
        }
        let line = String::from_utf8_lossy(line);
        for (at, _) in line.match_indices("coding") {
            // A directive on the first line, which is about C strings.
            if line[..at].ends_with("c_string_en") {
                continue;
            }
            let Some(rest) = line[at + "coding".len()..].strip_prefix([':', '=']) else { continue };
            let rest = rest.trim_start_matches([' ', '\t']);
            let end = rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')))
                .unwrap_or(rest.len());
            if end > 0 {
                return Some(rest[..end].to_ascii_lowercase().replace('_', "-"));
            }
        }
    }
    None
}

/// An encoding by the name that Python has for it.
fn known_encoding(name: &str) -> Option<&'static encoding_rs::Encoding> {
    let label = match name {
        "latin-9" | "latin9" => "iso-8859-15",
        "mac-roman" => "macintosh",
        "eucjp" => "euc-jp",
        "euckr" => "euc-kr",
        other => other,
    };
    encoding_rs::Encoding::for_label_no_replacement(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn decodes_by_mark_and_comment() {
        assert_eq!(decode("é".into()).unwrap(), "é");
        assert_eq!(decode(b"\xef\xbb\xbfx".to_vec()).unwrap(), "x");
        let latin = b"#!/bin/sh\n# -*- coding: latin-1 -*-\n'\xe9'".to_vec();
        assert!(decode(latin).unwrap().ends_with("'é'"));
        assert!(decode(b"# vim: set fileencoding=iso-8859-15 :\n\xa4".to_vec()).unwrap().ends_with('€'));
        assert!(decode(b"# coding: cp1252\n\x80".to_vec()).unwrap().ends_with('€'));
        assert!(decode(b"# coding: koi8_r\n\xc1".to_vec()).unwrap().ends_with('а'));
        assert!(decode(b"# cython: c_string_encoding=default\nx".to_vec()).is_ok());
    }

    #[test]
    fn refuses_what_it_cannot_decode() {
        assert_eq!(decode(b"a\n\xff".to_vec()).unwrap_err(), "byte 0xff on line 2 is not UTF-8");
        assert!(decode(b"# coding: klingon\n".to_vec()).unwrap_err().contains("klingon"));
        assert!(decode(b"# coding: ascii\n\x80".to_vec()).unwrap_err().contains("not ASCII"));
        // Only the first two lines may declare an encoding, and only comments.
        assert!(decode(b"x = 1\n# coding: klingon\n".to_vec()).is_ok());
    }
}
