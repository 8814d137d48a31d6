//! Findings: each error needs action, and each warning that is about the money a look.

use super::{Case, contribution};
use crate::finding::{Finding, Level};
use crate::measure::id;
use crate::model::money::Money;
use crate::model::rating::{Rating, Reason};
use crate::reconcile::checks::{budget_not_agreed, pool_out_of_balance};

/// Warnings that ask the finance team to tidy up, and say nothing of how the agreement stands.
const HOUSEKEEPING: [&str; 4] = ["note-unused", "unused-alias", "unused-commitment", "unused-cost-centre"];

/// What findings are called in a few words, where that is not their name.
const WORDS: [(&str, &str); 38] = [
    ("after-as-at", "figures of a time after the report"),
    ("agreement-ends", "ends soon"),
    ("aligned-in-pool", "shares of risk recorded for an aligned budget"),
    ("below-minimum", "below the published minimum"),
    ("carry-forward-break", "brought forward is not what was carried forward"),
    ("class-unknown", "revenue or capital not known"),
    ("decision-missing", "no decision recorded"),
    ("dfg-not-passed-on", "grant not passed on in full"),
    ("grant-differs", "grant is not the published allocation"),
    ("not-allotted", "a part of the variance is nobody’s"),
    ("not-signed", "no signature recorded"),
    ("outturn-arithmetic", "the outturn does not add up"),
    ("period-differs", "figures of another period"),
    ("pool-out-of-balance", "contributions and the pool’s budget differ"),
    ("quarters-differ", "quarters do not add up to the year"),
    ("risk-share-unallocated", "a part of the variance is nobody’s"),
    ("scheme-not-reported", "a scheme not reported"),
    ("schemes-out-of-balance", "schemes do not add up to the pool"),
    ("totals-disagree", "a total is not the sum of its lines"),
    ("unspent-payment", "a payment not spent"),
    ("uplift-not-met", "social care gets less than last year with its uplift"),
    ("variation-incomplete", "a variation that does not count"),
    ("voucher-missing", "no voucher recorded"),
    ("budget-not-agreed", "budget is not the agreed pool"),
    ("conflicting-returns", "returns in conflict"),
    ("disinvestment", "contribution below commitment"),
    ("implausible-share", "a share that cannot be"),
    ("late-instalment", "an instalment is late"),
    ("missing-commitment", "no commitment recorded"),
    ("missing-return", "return not received"),
    ("not-known-to-be-paid", "payments not known"),
    ("outside-term", "money outside the agreement’s term"),
    ("overpayment", "paid more than is due"),
    ("rule-missing", "no rule for who bears the variance"),
    ("shortfall", "contribution below commitment"),
    ("succession-open", "who took over what is not known"),
    ("two-sided-difference", "payer and host differ"),
    ("unknown-rule", "a rule nobody can read"),
];

/// The same of a payment, which has no host.
const OF_A_PAYMENT: [(&str, &str); 1] = [("two-sided-difference", "payer and receiver differ")];
/// What is said last of a payment: first comes its money.
const ON_FILE: [&str; 2] = ["voucher-missing", "decision-missing"];
/// What is found under the first of these where there may well be a voucher.
const OVER: &str = "more spent than was paid";

/// What may follow from contributions that are below commitments: then the pool's budget is not what was agreed, or not theirs.
const FOLLOW: [&str; 2] = [budget_not_agreed::ABOUT.name, pool_out_of_balance::ABOUT.name];

/// What a finding alone makes of its agreement.
pub fn rating(finding: &Finding) -> Rating {
    match finding.level {
        Level::Error => Rating::ActionNeeded,
        Level::Warning if !HOUSEKEEPING.contains(&finding.about.name) => Rating::Watch,
        Level::Warning | Level::Note => Rating::OnTrack,
    }
}

/// A reason for each finding of the agreement that matters, but for those that another part has said.
pub fn reasons(case: &Case<'_>, said: &[&str]) -> Vec<Reason> {
    let is_said = |one: &Finding| said.contains(&one.about.name) && case.is_of_this_year(one);
    // What differs by just what partners put in less differs for that.
    let less = case.figures.find(id::DIFFERENCE, Some(&case.agreement.id), None);
    let less = less.and_then(|figure| case.figures.get(figure)?.quantity.amount());
    let less = less.filter(|difference| *difference < Money::ZERO).map(Money::abs);
    let is_told = || contribution::reasons(case).iter().any(|one| one.rating == Rating::ActionNeeded);
    let follows = |one: &Finding| {
        FOLLOW.contains(&one.about.name) && less.is_some() && one.difference.map(Money::abs) == less && is_told()
    };
    let matter = case.findings.iter().filter(|one| rating(one) > Rating::OnTrack && !is_said(one) && !follows(one));
    // What differs is money; a file that lacks a paper comes after it.
    let is_on_file =
        |one: &Finding| one.difference.is_none().then(|| ON_FILE.iter().position(|name| *name == one.about.name));
    let mut matter: Vec<&&Finding> = matter.collect();
    matter.sort_by_key(|one| is_on_file(one).flatten().map_or(0, |at| at + 1));
    matter
        .into_iter()
        .map(|finding| {
            let name = finding.about.name;
            let own = OF_A_PAYMENT.iter().filter(|_| case.books().is_payment(case.agreement));
            let words = own.chain(&WORDS).find(|(known, _)| *known == name).map(|(_, words)| (*words).to_owned());
            let words = words.or_else(|| (name == ON_FILE[0] && finding.difference.is_some()).then(|| OVER.to_owned()));
            let mut short = words.unwrap_or_else(|| name.replace('-', " "));
            if let Some(period) = finding.subject.period.filter(|_| !case.is_of_this_year(finding)) {
                short.push_str(&format!(" in {}", case.style.year(period.year)));
            }
            let told = format!("{short}: {}", finding.message.without_cells().in_style(case.style));
            let mut reason = Reason { rating: rating(finding), short, told };
            if finding.level == Level::Error && case.is_answered(finding) {
                answered(&mut reason);
            }
            reason
        })
        .collect()
}

/// Says that officers have answered: the error still rates.
pub fn answered(reason: &mut Reason) {
    reason.short.push_str(" (answered)");
    reason.told.push_str(" (officers have answered this under Notes)");
}
