//! Verdicts: what is said of a file, one sentence and one action each.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::finding::{About, Level, Nature};

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// It needs a password.
    Encrypted,
    /// It is damaged.
    Corrupt,
    /// It is no spreadsheet.
    Unsupported,
    /// The program may not read it.
    Unreadable,
    /// It holds more than the program may spend memory on.
    TooLarge,
    /// Reading it takes longer than the program may spend on one file.
    TimedOut,
    /// The reader stopped in the middle of it.
    Crashed,
    /// It has no bytes.
    Empty,
}

impl Verdict {
    /// Every verdict on a file that is not read.
    #[cfg(test)]
    pub const ALL: [Self; 8] = [
        Self::Encrypted,
        Self::Corrupt,
        Self::Unsupported,
        Self::Unreadable,
        Self::TooLarge,
        Self::TimedOut,
        Self::Crashed,
        Self::Empty,
    ];

    /// What a file with this verdict means.
    #[must_use]
    pub const fn about(self) -> &'static About {
        match self {
            Self::Encrypted => &ENCRYPTED,
            Self::Corrupt => &CORRUPT,
            Self::Unsupported => &UNSUPPORTED,
            Self::Unreadable => &UNREADABLE,
            Self::TooLarge => &TOO_LARGE,
            Self::TimedOut => &TIMED_OUT,
            Self::Crashed => &CRASHED,
            Self::Empty => &EMPTY,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.about().name)
    }
}

/// Why a file could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// In one word.
    pub verdict: Verdict,
    /// In a clause that follows "cannot be used:".
    pub why: String,
    /// What its partner does about it.
    remedy: Remedy,
}

/// What is done about a file that could not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Remedy {
    /// What its verdict asks for.
    OfVerdict,
    /// It is rid of a password that nobody is asked for.
    Unprotect,
}

impl Refusal {
    /// A refusal with its reason.
    #[must_use]
    pub fn new(verdict: Verdict, why: String) -> Self {
        Self { verdict, why, remedy: Remedy::OfVerdict }
    }

    /// A refusal of a damaged file, with what its reader said.
    pub fn corrupt(said: &impl fmt::Display) -> Self {
        Self::new(Verdict::Corrupt, format!("it is damaged or cut short ({said})"))
    }

    /// A refusal of a file in which its reader stopped.
    #[must_use]
    pub fn crashed() -> Self {
        Self::new(Verdict::Crashed, "the reader stopped in the middle of it".to_owned())
    }

    /// A refusal for want of a password.
    #[must_use]
    pub fn encrypted() -> Self {
        Self::new(Verdict::Encrypted, "it is protected with a password".to_owned())
    }

    /// A refusal of a file that is encrypted with the password that Excel tries by itself.
    #[must_use]
    pub fn protected() -> Self {
        Self { remedy: Remedy::Unprotect, ..Self::new(Verdict::Encrypted, PROTECTED.to_owned()) }
    }

    /// What to do about it.
    #[must_use]
    pub fn action(&self) -> &'static str {
        match self.remedy {
            Remedy::OfVerdict => self.verdict.about().action,
            Remedy::Unprotect => UNPROTECT,
        }
    }
}

/// Who opens such a file is asked for nothing, and would not know that it has a password.
const PROTECTED: &str = "it is protected against changes, which encrypts it, though Excel opens it without asking";
const UNPROTECT: &str = "open it in Excel, choose Review > Unprotect Workbook (or clear the password to modify under Save As > Tools > \
                         General Options), save it as .xlsx and send it again";

const NOTHING_USED: &str =
    "nothing in the file is used; what it would have reported is shown as not received, never as nil.";

const fn refused(name: &'static str, finds: &'static str, action: &'static str, ask: Option<&'static str>) -> About {
    About { name, level: Level::Error, nature: Nature::Fact, finds, matters: NOTHING_USED, action, ask }
}

/// A file that needs a password.
pub const ENCRYPTED: About = refused(
    "encrypted",
    "a file that needs a password.",
    "save it without a password and send it again",
    Some("Save the file without a password and send it again."),
);
/// A damaged file.
pub const CORRUPT: About = refused(
    "corrupt",
    "a file that is cut short or damaged.",
    "open it in the program that made it, save it as .xlsx and send it again",
    Some("Open the file in the program that made it, save it as .xlsx and send it again."),
);
/// A file that is no spreadsheet.
pub const UNSUPPORTED: About = refused(
    "unsupported",
    "a file that is no spreadsheet, whatever its name says.",
    "send the figures as .xlsx, .xls, .xlsb, .ods or .csv",
    Some("Send the figures as .xlsx, .xls, .xlsb, .ods or .csv."),
);
/// A file that the program may not read.
pub const UNREADABLE: About = refused(
    "unreadable",
    "a file that the program is not permitted to read.",
    "let the account that runs the program read it",
    None,
);
/// A file that holds more than the limits allow.
pub const TOO_LARGE: About = refused(
    "too-large",
    "a file that holds more than the limits in `templates/house.toml` allow.",
    "delete empty rows and columns and sheets that are not needed, save it as .xlsx and send it again",
    Some("Send the file with the sheets alone that hold the return; this one is too large to read."),
);
/// A file that took longer to read than the limit allows.
pub const TIMED_OUT: About = refused(
    "timed-out",
    "a file that took longer to read than the limit in `templates/house.toml` allows.",
    "delete sheets that are not needed, save it as .xlsx and send it again",
    Some("Send the file with the sheets alone that hold the return; this one takes too long to read."),
);
/// A file in which the reader stopped.
pub const CRASHED: About = refused(
    "crashed",
    "a file in which the reader stopped; the others were read.",
    "open it in Excel, save it as .xlsx and send it again",
    Some("Open the file in the program that made it, save it anew as .xlsx and send it again."),
);
/// A file without bytes.
pub const EMPTY: About = refused(
    "empty",
    "a file without any content.",
    "send the file again",
    Some("Send the file again; this one has nothing in it."),
);

/// What a file can be refused for.
pub const FINDINGS: &[&About] =
    &[&ENCRYPTED, &CORRUPT, &UNSUPPORTED, &UNREADABLE, &TOO_LARGE, &TIMED_OUT, &CRASHED, &EMPTY];
