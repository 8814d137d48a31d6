//! Rows of the register's sheet `Agreements`.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::rows::RowFields;
use super::rules;
use crate::finding::phrase::{Phrase, phrase};
use crate::job::agreement_type::AgreementType;
use crate::model::agreed_vat::AgreedVat;
use crate::model::agreement::{Agreement, AgreementStatus};
use crate::model::basis::{AgreedBasis, VarianceBase};
use crate::model::period::{Part, Period};
use crate::model::register::Register;
use crate::model::rules::{share, underspend};
use crate::model::words::{folded, nearest};
use crate::normalise::meaning::date;
use crate::normalise::meaning::period::{self, BareNumber, Spoken};

/// Reads a row of the sheet; `None` where nothing is left of it.
pub fn agreement(
    row: &mut RowFields<'_, '_>,
    register: &Register,
    types: &BTreeMap<String, AgreementType>,
) -> Option<Agreement> {
    let (id, title) = (row.required("agreement"), row.name_or("title", "agreement"));
    let arrangements = row.required_with("arrangements", |value| arrangements(&value.text(), types));
    let host = match row.has("host") {
        true => row.partner_in("host", register).map(Some),
        false => Some(None),
    };
    let (start, end, signed, met) =
        (row.date("start"), row.date("end"), row.date("signed"), row.date("board-last-met"));
    let notice_months = row.optional_with("notice-months", |value| {
        value.text().trim().parse().map_err(|_| "not a whole number of months")
    });
    let materiality = row.optional_money("materiality");
    let status = row.stated("status", AgreementStatus::read);
    if let Some(Err(why)) = status.as_ref().map(|status| &status.means) {
        row.doubt("status", why.clone());
    }
    let variance_base = row.stated("variance-base", VarianceBase::read);
    if let Some(Err(why)) = variance_base.as_ref().map(|base| &base.means) {
        row.doubt("variance-base", why.clone());
    }
    let vat = row.text("vat");
    if let Some(Err(why)) = vat.as_deref().map(AgreedVat::read) {
        row.doubt("vat", why);
    }
    let basis = row.stated("basis", AgreedBasis::read);
    let of_vat = basis.as_ref().map(|basis| AgreedVat::beside(&basis.text));
    if let Some(why) = basis.as_ref().and_then(|basis| basis.means.clone().err()).or(of_vat.and_then(Result::err)) {
        row.doubt("basis", why);
    }
    let review = row.text("review");
    Some(Agreement {
        service: row.text("service"),
        pool_manager: row.text("pool-manager"),
        board: row.text("board"),
        users_and_carers: row.text("users-and-carers"),
        aims: row.text("aims"),
        status,
        risk_share: rules::stated(row, "risk-share", share::read),
        underspend: rules::stated(row, "underspend", underspend::read),
        vat,
        basis,
        variance_base,
        review_by: review.as_deref().and_then(review_by),
        review,
        cost_centres: row.cost_centres(),
        committed_in: Vec::new(),
        origin: row.origin("agreement"),
        id: id?,
        title: title?,
        arrangements: arrangements?,
        host: host?,
        board_last_met: met?,
        start: start?,
        end: end?,
        signed: signed?,
        notice_months: notice_months?,
        materiality: materiality?,
    })
}

/// What may stand before the day of a review and changes nothing of it.
const BEFORE_A_REVIEW: [&str; 9] = ["review", "reviewed", "next", "due", "to", "be", "by", "on", "in"];

/// The day by which an agreement is to be reviewed: a day, or the last one of a month. Every word counts.
fn review_by(text: &str) -> Option<NaiveDate> {
    let is_before = |word: &&str| BEFORE_A_REVIEW.contains(&folded(word).as_str());
    let words: Vec<&str> = text.split_whitespace().skip_while(is_before).collect();
    let said = words.join(" ");
    date::date(&said).ok().or_else(|| match period::labelled(&said, BareNumber::Unknown).ok()? {
        Spoken { year: Some(year), part: Some(part @ Part::Month(_)), .. } => Some(Period { year, part }.last_day()),
        _ => None,
    })
}

fn parts(text: &str) -> Vec<String> {
    text.split([';', '\n']).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// The names of types that a cell lists, by their titles or file names, with semicolons between.
fn arrangements(text: &str, types: &BTreeMap<String, AgreementType>) -> Result<Vec<String>, Phrase> {
    parts(text)
        .iter()
        .map(|part| {
            let wanted = folded(part);
            let known = types.iter().find(|(name, of)| folded(name) == wanted || folded(&of.title) == wanted);
            known.map(|(name, _)| name.clone()).ok_or_else(|| {
                let titles = types.values().map(|known| known.title.as_str());
                match nearest(part, titles) {
                    Some(near) => phrase!("`{}` is no type of agreement: did you mean `{}`?", part, near),
                    None => phrase!("`{}` is no type of agreement in templates/agreements/", part),
                }
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::review_by;

    #[test]
    fn a_review_has_a_day_where_its_words_are_one() {
        let by = |text: &str| review_by(text).map(|day| day.to_string());
        for text in ["2025-09-30", "30/09/2025", "by 30 September 2025", "Next review due 30.9.25", "September 2025"] {
            assert_eq!(by(text).as_deref(), Some("2025-09-30"), "{text}");
        }
        for text in ["", "each September", "annually, by 30 September 2025", "not before 30 September 2025", "2025-26"]
        {
            assert_eq!(by(text), None, "{text}");
        }
    }
}
