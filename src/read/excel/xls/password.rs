//! Whether a workbook before 2007 that is encrypted opens with the password that Excel tries without asking.

use md5::Md5;
use rc4::{KeyInit, Rc4, StreamCipher};
use sha1::{Digest, Sha1};

use crate::discover::kind::compound::{half, word};

/// What Excel encrypts with where a workbook is protected against changes, and not against being read.
const TRIED: &str = "VelvetSweatshop";

/// The record that says how a workbook is encrypted lets a password be tried before anything is read.
pub fn opens_without_asking(record: &[u8], wide: bool) -> bool {
    opens(record, wide, TRIED) == Some(true)
}

fn opens(record: &[u8], wide: bool, password: &str) -> Option<bool> {
    // Before Excel 97 there was one method, and no number for it.
    let (method, rest) = if wide { (half(record, 0)?, record.get(2..)?) } else { (0, record) };
    match (method, half(rest, 0)?, half(rest, 2)?) {
        (0, _, verifier) => Some(verifier == obfuscated(password)?),
        (1, 1, 1) => by_md5(rest.get(4..)?, password),
        (1, 2..=4, 2) => by_sha1(rest.get(4..)?, password),
        _ => None,
    }
}

/// The sum by which a workbook that is obfuscated knows its password.
fn obfuscated(password: &str) -> Option<u16> {
    let length = u8::try_from(password.len()).ok()?;
    let sum = password.bytes().rev().chain([length]).fold(0_u16, |sum, byte| {
        let turned = (sum >> 14 & 1) | (sum << 1 & 0x7FFF);
        turned ^ u16::from(byte)
    });
    Some(sum ^ 0xCE4B)
}

/// Salt, verifier and the verifier's hash, as Excel 97 and 2000 encrypt them.
fn by_md5(parts: &[u8], password: &str) -> Option<bool> {
    let (salt, rest) = parts.split_at_checked(16)?;
    let mut verifier = rest.get(..32)?.to_vec();
    let short = Md5::digest(utf16(password));
    let salted = [short.get(..5)?, salt].concat().repeat(16);
    let long = Md5::digest(salted);
    let key = Md5::digest([long.get(..5)?, &[0; 4]].concat());
    Rc4::new_from_slice(&key).ok()?.apply_keystream(&mut verifier);
    let (verifier, hash) = verifier.split_at_checked(16)?;
    Some(Md5::digest(verifier)[..] == *hash)
}

/// The same as Excel 2002 and later write them, behind a header that says how long the key is.
fn by_sha1(parts: &[u8], password: &str) -> Option<bool> {
    let header = usize::try_from(word(parts, 4)?).ok()?;
    let key_length = usize::try_from(word(parts, 8 + 16)? / 8).ok()?;
    let rest = parts.get(header.checked_add(8 + 4)?..)?;
    let (salt, rest) = rest.split_at_checked(16)?;
    let mut verifier = [rest.get(..16)?, rest.get(20..40)?].concat();
    let salted = Sha1::digest([salt, &utf16(password)].concat());
    let mut key = Sha1::digest([&salted[..], &[0; 4]].concat()).get(..key_length)?.to_vec();
    if key_length == 5 {
        key.resize(16, 0);
    }
    Rc4::new_from_slice(&key).ok()?.apply_keystream(&mut verifier);
    let (verifier, hash) = verifier.split_at_checked(16)?;
    Some(Sha1::digest(verifier)[..] == *hash)
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
