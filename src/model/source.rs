//! The files that a publication is made from.

use std::sync::Arc;

/// A file as it was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its path below the area's folder, or `templates/…`.
    pub name: Arc<str>,
    /// SHA-256 of its bytes, in hexadecimal; `None` where it may not be read.
    pub sha256: Option<String>,
}

/// The register's file in an area's folder.
pub const REGISTER: &str = "agreements.xlsx";

/// The folder of the partners' drop folders in an area's folder.
pub const RETURNS: &str = "returns";

/// The folder beside the areas for partners of several of them, with a drop folder for each partner.
pub const SHARED: &str = "_shared";
