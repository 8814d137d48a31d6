//! Rows of the register's sheets about money: commitments, variations, what meets overspends, and risk shares.

use super::rows::RowFields;
use super::rules;
use crate::finding::phrase::Phrase;
use crate::model::agreement::{AgreedIncome, Commitment, Variation};
use crate::model::basis::IncomeBasis;
use crate::model::condition::{Grant, Purpose};
use crate::model::reason::Reason;
use crate::model::register::Register;
use crate::model::sharing::{PoolSource, RiskShare, SourceKind};
use crate::model::stated::Stated;
use crate::model::unreadable::{OpenPart, OpenWhat, UnreadableCommitment};
use crate::normalise::convert::one_of;
use crate::read::CellValue;

/// The words of a column that says yes or no.
const YES_NO: [(&str, bool); 2] = [("yes", true), ("no", false)];

/// What a row of the sheet `Commitments` is.
pub enum Row {
    /// A partner's commitment.
    Commitment(Commitment),
    /// Income that a pool is agreed to have.
    Income(AgreedIncome),
    /// A commitment of which the amount cannot be read.
    Unreadable(UnreadableCommitment),
    /// A commitment of which nobody can tell whose it is, or of which year.
    Open(OpenPart),
}

/// Reads a row of the sheet `Commitments`.
pub fn commitment(row: &mut RowFields<'_, '_>, register: &Register) -> Option<Row> {
    let agreement = row.agreement(register);
    if !row.has("partner") && agreement.as_deref().is_some_and(|agreement| is_gross(agreement, register)) {
        return Some(Row::Income(income(row, agreement?)));
    }
    let partner = row.partner(register);
    let (year, amount) = (row.year("year"), row.money("amount"));
    let (class, form) = (row.class(), row.form());
    let recurrent = row.required_with("recurrent", |value| one_of(value, &YES_NO));
    let instalments = rules::instalments(row);
    let (grant, purpose) = (grant(row), purpose(row));
    let agreement = agreement?;
    let (Some(partner), Some(year)) = (partner, year) else {
        return Some(Row::Open(OpenPart { agreement, year, what: OpenWhat::Commitment, amounts: Vec::new() }));
    };
    let origin = row.origin("amount");
    let read = || {
        let (class, form, recurrent, amount) = (class?, form?, recurrent?, amount?);
        let (grant, purpose) = (grant?, purpose?);
        Some((class, form, recurrent, amount, grant, purpose))
    };
    let Some((class, form, recurrent, amount, grant, purpose)) = read() else {
        return Some(Row::Unreadable(UnreadableCommitment { agreement, partner, year }));
    };
    Some(Row::Commitment(Commitment {
        agreement,
        partner,
        year,
        class,
        form,
        recurrent,
        amount,
        instalments,
        grant,
        purpose,
        origin,
    }))
}

/// Whether income is a part of a pool, so that a row of commitments may be nobody's.
fn is_gross(agreement: &str, register: &Register) -> bool {
    let basis = register.agreement(agreement).map(|agreement| agreement.agreed_basis());
    basis.is_some_and(|basis| basis.income == Some(IncomeBasis::Gross))
}

fn income(row: &mut RowFields<'_, '_>, agreement: String) -> AgreedIncome {
    let (year, class, amount) = (row.year("year"), row.class(), row.money("amount"));
    AgreedIncome { agreement, year, class, amount, origin: row.origin("amount") }
}

/// Reads a row of the sheet `Variations`.
pub fn variation(row: &mut RowFields<'_, '_>, register: &Register) -> Option<Variation> {
    let (agreement, partner) = (row.agreement(register), row.partner(register));
    let (year, amount, date) = (row.year("year"), row.money("amount"), row.date("date"));
    let class = row.class();
    let form = if row.has("form") { row.form().map(Some) } else { Some(None) };
    let (grant, purpose) = (grant(row), purpose(row));
    let recurrent = row.optional_with("recurrent", |value| one_of(value, &YES_NO));
    Some(Variation {
        consulted: row.text("consulted"),
        approved_by: row.text("approved-by"),
        reference: row.text("reference"),
        origin: row.origin("amount"),
        agreement: agreement?,
        partner: partner?,
        year: year?,
        date: date?,
        amount: amount?,
        class: class?,
        form: form?,
        grant: grant?,
        purpose: purpose?,
        recurrent: recurrent?,
    })
}

fn grant(row: &mut RowFields<'_, '_>) -> Option<Option<Grant>> {
    row.optional_with("grant", |value| one_of(value, &Grant::WORDS))
}

fn purpose(row: &mut RowFields<'_, '_>) -> Option<Option<Purpose>> {
    row.optional_with("purpose", |value| one_of(value, &Purpose::WORDS))
}

/// Reads a row of the sheet `Sources`; what of it cannot be used leaves open what meets an overspend.
pub fn source(row: &mut RowFields<'_, '_>, register: &Register) -> Option<PoolSource> {
    let (agreement, year) = (row.agreement(register), row.year("year"));
    let order = row.required_with("order", order);
    let kind = row.required_with("source", |value| one_of(value, &SourceKind::WORDS));
    let class = if row.has("class") { row.class().map(Some) } else { Some(None) };
    let by_schemes = kind == Some(SourceKind::UncommittedSchemes) && !row.has("amount");
    let amount = if by_schemes {
        None
    } else if row.has("amount") {
        row.optional_size("amount").flatten()
    } else {
        row.money("amount")
    };
    Some(PoolSource {
        agreement: agreement?,
        year,
        class,
        order,
        kind,
        amount,
        by_schemes,
        origin: row.origin("amount"),
    })
}

fn order(value: &CellValue) -> Result<u32, Phrase> {
    value.text().trim().parse().map_err(|_| "not a whole number".into())
}

/// Reads a row of the sheet `Risk shares`.
pub fn risk_share(row: &mut RowFields<'_, '_>, register: &Register) -> Option<RiskShare> {
    let (agreement, partner) = (row.agreement(register), row.partner(register));
    let cap = row.optional_size("cap");
    let has_only_a_cap = row.has("cap") && !row.has("share");
    let share = if has_only_a_cap { Some(None) } else { row.required("share").map(Some) };
    let (agreement, partner, share) = (agreement?, partner?, share?);
    // A cap that cannot be read is one all the same, of nobody knows how much.
    let cap = cap.map_or_else(|| Some(Err("the cap of a partner cannot be read".into())), |cap| cap.map(Ok));
    let means = share
        .as_deref()
        .map(|text| text.parse().map_err(|_| Reason::new("the share `{}` of `{}` is no percentage", [text, &partner])));
    if let Some(Err(_)) = means {
        row.doubt("share", "neither a percentage nor one for each step");
    }
    let (origin, cap_origin) = (row.origin("share"), row.origin("cap"));
    let share = share.zip(means).map(|(text, means)| Stated { text, means, origin });
    Some(RiskShare { agreement, partner, share, cap, cap_origin })
}
