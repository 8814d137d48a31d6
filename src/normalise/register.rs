//! The register: `agreements.xlsx` read through record layouts into what the partners agreed.

mod agreement;
mod committed;
mod payments;
mod rows;
pub mod rules;
mod schemes;
mod successions;
mod table;
mod totals;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use rows::RowFields;
use table::{Rows, table};

use crate::finding::phrase::{Phrase, phrase};
use crate::finding::{About, Finding, Level, Nature, Outcome};
use crate::job::Templates;
use crate::job::agreement_type::AgreementType;
use crate::job::layout::record::{Record, SHEETS};
use crate::job::settings::{Problem, Refused};
use crate::model::agreement::{Agreement, Note};
use crate::model::cost_centre::key;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::partner::{Partner, Sector};
use crate::model::register::{Alias, NameHolder, Register};
use crate::model::scheme::SchemeNames;
use crate::model::total::Total;
use crate::model::unreadable::OpenPart;
use crate::model::words::{folded, nearest};
use crate::read::Workbook;

/// A cell of the register that cannot be used.
pub const UNUSABLE_CELL: About = About {
    name: "unusable-cell",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a cell of the register that is empty where it must not be, or says something that the program cannot use.",
    matters: "its row is left out, so a promise, a partner or a reference figure is missing from everything that follows; where \
              the row can do without the cell, only what the cell should say is missing.",
    action: "correct the cell in agreements.xlsx",
    ask: None,
};

/// Reads the register; `path` is for the problems that a person reads.
///
/// # Errors
///
/// Where a sheet or a heading is missing: then there is nothing to hold the returns against.
pub fn register(workbook: &Workbook, path: &Path, templates: &Templates) -> Result<Outcome<Register>, Refused> {
    let mut problems: Vec<Problem> = Vec::new();
    let mut tables = BTreeMap::new();
    for sheet in SHEETS {
        let is_there = || workbook.sheets.iter().any(|there| folded(&there.name) == folded(sheet.name));
        if sheet.may_be_lacking && !is_there() {
            continue;
        }
        match table(workbook, path, templates.layouts.records.get(&sheet.record), (sheet.record, sheet.name)) {
            Ok(rows) => {
                tables.insert(sheet.record, rows);
            }
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(Refused(problems));
    }
    let mut reading = RegisterReading { tables, register: Register::default(), findings: Vec::new() };
    reading.partners();
    reading.agreements(&templates.types);
    reading.names();
    reading.register.successions = reading.each(Record::Successions, successions::succession);
    reading.commitments();
    reading.totals();
    reading.of_agreements();
    // What is wrong with a note says nothing of how its agreement stands.
    let of_money = reading.findings.len();
    let implications = templates.packs.values().flat_map(|pack| &pack.implications).map(|one| one.about.clone());
    let notes: Vec<String> = templates.findings.iter().cloned().chain(implications).collect();
    reading.notes(&notes);
    reading.findings.iter_mut().skip(of_money).for_each(|finding| finding.subject.agreement = None);
    reading.drop_used_aliases();
    Ok(Outcome::new(reading.register, reading.findings))
}

struct RegisterReading<'a> {
    tables: BTreeMap<Record, Rows<'a>>,
    register: Register,
    findings: Vec<Finding>,
}

impl<'a> RegisterReading<'a> {
    /// Reads each row of a sheet; a row that cannot be used has said why.
    fn each<T, All: Default + Extend<T>>(
        &mut self,
        record: Record,
        read: impl Fn(&mut RowFields<'_, 'a>, &Register) -> Option<T>,
    ) -> All {
        let mut all = All::default();
        let Some(rows) = self.tables.get(&record) else { return all };
        for row in rows.each() {
            let mut fields = RowFields::new(rows, row, &mut self.findings);
            all.extend(read(&mut fields, &self.register));
        }
        all
    }

    fn partners(&mut self) {
        let partners: Vec<Partner> = self.each(Record::Partners, |row, _| {
            let name = row.required("partner");
            let sector = row.required_with("sector", |value| super::convert::one_of(value, &Sector::WORDS));
            let (from, to) = (row.date("from"), row.date("to"));
            let successor = row.text("successor");
            Some(Partner {
                origin: row.origin("partner"),
                name: name?,
                sector: sector?,
                from: from?,
                to: to?,
                successor,
            })
        });
        let mut known = BTreeSet::new();
        for partner in partners {
            if !known.insert(folded(&partner.name)) {
                self.twice(&partner.name, "partner", &partner.origin);
                continue;
            }
            // A name that is new can stand for nobody else yet.
            let _ = self.register.names.add_partner(&partner.name, NameHolder::always(&partner.name));
            self.register.partners.push(partner);
        }
    }

    fn agreements(&mut self, types: &BTreeMap<String, AgreementType>) {
        let agreements: Vec<Agreement> =
            self.each(Record::Agreements, |row, register| agreement::agreement(row, register, types));
        let rows = self.tables.get(&Record::Agreements).map_or(0, |rows| rows.each().count());
        self.register.has_unreadable_agreement = rows > agreements.len();
        let mut known = BTreeSet::new();
        for agreement in agreements {
            if !known.insert(folded(&agreement.id)) {
                self.twice(&agreement.id, "agreement", &agreement.origin);
                continue;
            }
            for name in [&agreement.id, &agreement.title] {
                if let Err(other) = self.register.names.add_agreement(name, NameHolder::always(&agreement.id)) {
                    self.shared(name, &other, &agreement.origin);
                }
            }
            self.register.agreements.push(agreement);
        }
        for (name, other, origin) in self.register.add_cost_centres() {
            self.shared(&name, &other, &origin);
        }
    }

    fn names(&mut self) {
        let names: Vec<_> = self.each(Record::Names, |row, register| {
            let (name, seen) = (row.required("name"), row.required("name-seen"));
            let (from, to) = (row.date("from"), row.date("to"));
            let (name, seen, from, to) = (name?, seen?, from?, to?);
            let partner = register.names.partner(&name, None);
            let is_partner = partner.is_some();
            let Some(target) = partner.or_else(|| register.names.agreement(&name, None)).map(str::to_owned) else {
                row.complain("name", "neither a partner nor an agreement of the register");
                return None;
            };
            Some((is_partner, seen, NameHolder { target, from, to }, row.origin("name-seen")))
        });
        for (is_partner, seen, known, origin) in names {
            let names = &mut self.register.names;
            let alias = Alias { seen: seen.clone(), known: known.clone(), origin: origin.clone() };
            let added = if is_partner { names.add_partner(&seen, known) } else { names.add_cost_centre(&seen, known) };
            match added {
                Ok(()) => self.register.aliases.push(alias),
                Err(other) => self.shared(&seen, &other, &origin),
            }
        }
    }

    /// An alias that the register itself uses needs no return that does.
    fn drop_used_aliases(&mut self) {
        let sheets = self.tables.iter().filter(|(record, _)| **record != Record::Names).map(|(_, rows)| rows);
        let used: BTreeSet<String> = sheets
            .flat_map(Rows::each)
            .flat_map(|row| row.cells().map(|cell| key(&cell.value.text()).into_owned()).collect::<Vec<_>>())
            .collect();
        self.register.aliases.retain(|alias| !used.contains(&*key(&alias.seen)));
    }

    /// Gives each finding of a row the agreement that the row names, where the register has it.
    fn of_agreements(&mut self) {
        let names = &self.register.names;
        for of in self.findings.iter_mut().map(|finding| &mut finding.subject.agreement) {
            *of = of.take().and_then(|name| names.agreement(&name, None).map(str::to_owned));
        }
    }

    fn twice(&mut self, name: &str, what: &'static str, origin: &Origin) {
        let message = phrase!("the {} `{}` is listed twice; this row is left out", what, name);
        self.findings.push(
            Finding::new(&UNUSABLE_CELL, message).asking("delete one of the rows, or give it another name").at(origin),
        );
    }

    fn shared(&mut self, name: &str, other: &str, origin: &Origin) {
        let message = phrase!("`{}` already stands for `{}`; it cannot stand for two at the same time", name, other);
        let action = "give each its own name, or dates that do not overlap";
        self.findings.push(Finding::new(&UNUSABLE_CELL, message).asking(action).at(origin));
    }

    fn commitments(&mut self) {
        let rows: Vec<committed::Row> = self.each(Record::Commitments, committed::commitment);
        for row in rows {
            match row {
                committed::Row::Commitment(commitment) => self.register.commitments.push(commitment),
                committed::Row::Income(income) => self.register.agreed_income.push(income),
                committed::Row::Unreadable(unreadable) => self.register.unreadable_commitments.push(unreadable),
                committed::Row::Open(open) => self.register.open_parts.push(open),
            }
        }
        self.register.add_committed_years();
        self.register.variations = self.each(Record::Variations, committed::variation);
        self.register.sources = self.each(Record::Sources, committed::source);
        self.register.risk_shares = self.each(Record::RiskShares, committed::risk_share);
        self.register.schemes = self.each(Record::Schemes, schemes::scheme);
        self.register.scheme_names = SchemeNames::of(&self.register.schemes);
        self.register.payments = self.each(Record::Payments, payments::payment);
    }

    fn totals(&mut self) {
        let rows: Vec<Result<Total, OpenPart>> = self.each(Record::Totals, totals::total);
        let mut totals = Vec::new();
        for row in rows {
            match row {
                Ok(total) => totals.push(total),
                Err(open) => self.register.open_parts.push(open),
            }
        }
        let mut rows: HashMap<_, Vec<(Money, Origin)>> = HashMap::new();
        let of = |total: &Total| (total.amount, total.origin.clone());
        totals.iter().for_each(|total| rows.entry(totals::which(total)).or_default().push(of(total)));
        for total in totals {
            let alike = rows.get(&totals::which(&total)).map(Vec::as_slice).unwrap_or_default();
            if alike.len() < 2 {
                self.register.totals.push(total);
                continue;
            }
            // What an agreement brought forward is a part of its pool: two amounts for it contradict each other.
            let is_first = alike.first().is_some_and(|(_, first)| *first == total.origin);
            let open = is_first.then(|| totals::brought_forward(&total, alike)).flatten();
            self.register.open_parts.extend(open);
            if totals::brought_forward(&total, alike).is_none_or(|open| open.amounts.is_empty()) {
                let message = phrase!("`{}` for {} is listed twice; neither row is used", total.figure, total.period);
                let finding = Finding::new(&UNUSABLE_CELL, message).at(&total.origin);
                self.findings.push(finding.asking("keep the row that holds, and delete the other"));
            }
        }
    }

    fn notes(&mut self, findings: &[String]) {
        self.register.notes = self.each(Record::Notes, |row, register| {
            let agreement = if row.has("agreement") { Some(row.agreement(register)?) } else { None };
            let about = row.required_with("about", |value| about(&value.text(), findings));
            let (text, period) = (row.required("text"), row.optional_with("period", super::convert::period));
            let (officer, owner, state) = (row.text("officer"), row.text("owner"), row.text("state"));
            let (amount, origin) = (row.optional_money("amount"), row.origin("text"));
            let (about, text, period, amount) = (about?, text?, period?, amount?);
            Some(Note { agreement, period, about, text, officer, amount, owner, state, origin })
        });
    }
}

/// What a note is about: a word of the list, or a finding.
fn about(text: &str, findings: &[String]) -> Result<String, Phrase> {
    const WORDS: [&str; 4] = ["why", "ask", "recommendation", "recovery plan"];
    let known = || WORDS.into_iter().chain(findings.iter().map(String::as_str));
    known().find(|word| folded(word) == folded(text)).map(str::to_owned).ok_or_else(|| match nearest(text, known()) {
        Some(near) => {
            phrase!("neither `why`, `ask`, `recommendation`, `recovery plan` nor a finding: did you mean `{}`?", near)
        }
        None => "neither `why`, `ask`, `recommendation`, `recovery plan` nor the name of a finding".into(),
    })
}
