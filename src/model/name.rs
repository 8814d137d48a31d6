//! Names that other things are kept by: of agreements, schemes and partners, each of a type of its own, so that none is taken for another.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// Makes a type of names that are shared, and that read as text.
macro_rules! name {
    ($(#[$doc:meta])* $type:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type(Arc<str>);

        impl From<&str> for $type {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl Deref for $type {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $type {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name! {
    /// The id of an agreement, as the register's sheet `Agreements` has it.
    AgreementId
}
name! {
    /// The id of a scheme in an agreement.
    SchemeId
}
name! {
    /// The name of a partner, as the register's sheet `Partners` has it.
    PartnerName
}

#[cfg(test)]
mod tests {
    use super::{AgreementId, PartnerName};

    #[test]
    fn names_read_as_text() {
        let (agreement, partner) = (AgreementId::from("LD"), PartnerName::from("Council"));
        assert_eq!(format!("{agreement} {partner}"), "LD Council");
        assert_eq!(Some(&agreement).map(|id| &**id), Some("LD"));
    }
}
