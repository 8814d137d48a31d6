//! Names of files as text: bytes that are no UTF-8 stand as `%FF`, so that two files never have one name.

use std::ffi::OsStr;
use std::fmt::Write;

/// The name of a file or folder as text.
///
/// Bytes that are no UTF-8 are written in hexadecimal behind a percent sign. So is a percent sign where it could be taken for
/// such a byte, or for itself: a file that is really called `a%FF` is shown as `a%25FF`, and `a%20b` as it is.
#[must_use]
pub fn shown(name: &OsStr) -> String {
    let mut shown = String::with_capacity(name.len());
    for chunk in bytes(name).utf8_chunks() {
        for (place, character) in chunk.valid().char_indices() {
            let is_code = character == '%' && chunk.valid().get(place + 1..).is_some_and(begins_with_a_code);
            shown.push(character);
            shown.push_str(if is_code { "25" } else { "" });
        }
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(shown, "%{byte:02X}");
        }
    }
    shown
}

fn begins_with_a_code(rest: &str) -> bool {
    let code = rest.get(..2).filter(|code| code.bytes().all(|digit| digit.is_ascii_hexdigit()));
    code.and_then(|code| u8::from_str_radix(code, 16).ok()).is_some_and(|code| code == b'%' || code >= 0x80)
}

#[cfg(unix)]
fn bytes(name: &OsStr) -> &[u8] {
    std::os::unix::ffi::OsStrExt::as_bytes(name)
}

/// Elsewhere names are no bytes; what is no Unicode in them is a mark.
#[cfg(not(unix))]
fn bytes(name: &OsStr) -> Vec<u8> {
    name.to_string_lossy().into_owned().into_bytes()
}

#[cfg(all(test, unix))]
mod tests {
    use std::collections::BTreeSet;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use super::shown;

    #[test]
    fn a_name_keeps_its_bytes() {
        let name = |bytes: &[u8]| shown(OsStr::from_bytes(bytes));
        assert_eq!(name("Café 50% (£).csv".as_bytes()), "Café 50% (£).csv");
        assert_eq!(name(b"Caf\xe9.csv"), "Caf%E9.csv");
        assert_eq!(name(b"Caf%E9.csv"), "Caf%25E9.csv");
        assert_eq!(name(b"a%2"), "a%2");
        assert_eq!(name(b"Return%20Q1.csv"), "Return%20Q1.csv");
        let all = [&b"a\xff"[..], b"a\xfe", b"a%FF", b"a%ff", b"a%25FF", b"a%2\xff", "a\u{fffd}".as_bytes()].map(name);
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{all:?}");
    }
}
