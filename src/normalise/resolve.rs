//! Resolve: who and what a name in a return stands for, by the register and never by guessing.

pub mod schemes;

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::finding::phrase::{Phrase, count, names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::cost_centre::{CostCentre, has_digit, key};
use crate::model::origin::{Origin, Place};
use crate::model::period::Year;
use crate::model::register::Register;
use crate::model::words::{folded, nearest};
use crate::read::Workbook;
use schemes::{NotOne, NotOneScheme};

/// A name of an agreement that the register does not have.
pub const UNKNOWN_AGREEMENT: About = About {
    name: "unknown-agreement",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "amounts under a name that is no agreement's id, title, cost centre or other name in the register; or payments that \
            leave blank whose they are, below a row or a heading that names an agreement.",
    matters: "they are kept, but count towards no agreement: what a partner promised there may look unpaid.",
    action: "add the name to the register's sheet `Names`, or ask the partner what it means",
    ask: Some("Tell us which agreement the name stands for, or use the name that the agreement has."),
};

/// Rows of a shared return that are other areas'.
pub const OF_OTHER_AREAS: About = About {
    name: "of-other-areas",
    level: Level::Note,
    nature: Nature::Fact,
    finds: "rows of a file in `_shared/` that name no agreement of this area's register.",
    matters: "they are another area's, and count towards no agreement here. A name that is misspelt would be nobody's.",
    action: "nothing, if they are another area's; else add the name to the register's sheet `Names`",
    ask: None,
};

/// A name of a partner that the register does not have.
pub const UNKNOWN_PARTNER: About = About {
    name: "unknown-partner",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a drop folder, or a name in a return, that is no partner's name in the register.",
    matters: "the amounts are kept, but nobody is known to have reported or paid them.",
    action: "add the name to the register's sheet `Names`, or rename the folder",
    ask: Some("Tell us for which body the name stands, or use its full name."),
};

/// A name in the register's sheet `Names` that no return uses.
pub const UNUSED_ALIAS: About = About {
    name: "unused-alias",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a name in the register's sheet `Names` that holds in the period and that no return uses.",
    matters: "it may be misspelt: then amounts under the name that it was meant for count towards nothing.",
    action: "correct the name as the returns write it, or delete the row",
    ask: None,
};

/// A cost centre of the register that no ledger has.
pub const UNUSED_COST_CENTRE: About = About {
    name: "unused-cost-centre",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a cost centre of an agreement that no row of any ledger has, where ledgers of the year came that have a column for \
            such codes or names.",
    matters: "what was paid under the agreement may stand in the ledgers under another code, and then counts towards nothing.",
    action: "correct the cost centre as the ledgers write it, with semicolons between several, or delete it",
    ask: None,
};

/// Who and what names stand for: by the register, or, where there is none, for themselves.
#[derive(Debug)]
pub struct Who<'r> {
    register: Option<&'r Register>,
    /// Folded names that stood for something.
    used: BTreeSet<String>,
    ledgers: LedgerNames,
}

/// What the rows of ledgers have in their columns of cost centres.
#[derive(Debug, Default)]
struct LedgerNames {
    /// As they are written.
    seen: HashSet<String>,
    /// The years of the rows, each with whether names with digits, as codes have them, or without may stand there.
    of: BTreeSet<(Option<Year>, bool)>,
}

impl<'r> Who<'r> {
    /// Resolves names by a register.
    #[must_use]
    pub fn new(register: Option<&'r Register>) -> Self {
        Self { register, used: BTreeSet::new(), ledgers: LedgerNames::default() }
    }

    /// Whether names are looked up, and do not stand for themselves.
    #[must_use]
    pub fn has_register(&self) -> bool {
        self.register.is_some()
    }

    /// The agreement that a name stands for in a year.
    pub fn agreement(&mut self, name: &str, year: Option<Year>) -> Option<String> {
        self.known(name, |register| register.names.agreement(name, year))
    }

    /// The partner that a name stands for in a year.
    pub fn partner(&mut self, name: &str, year: Option<Year>) -> Option<String> {
        self.known(name, |register| register.names.partner(name, year))
    }

    fn known(&mut self, name: &str, find: impl Fn(&'r Register) -> Option<&'r str>) -> Option<String> {
        let Some(register) = self.register else { return Some(name.trim().to_owned()) };
        let known = find(register)?.to_owned();
        if folded(&known) != folded(name) {
            self.used.insert(key(name).into_owned());
        }
        Some(known)
    }

    /// Keeps what a row of a ledger has in a column of cost centres.
    pub fn in_ledger(&mut self, name: &str, year: Option<Year>) {
        self.ledger_came(year, has_digit(name));
        if !self.ledgers.seen.contains(name) {
            self.ledgers.seen.insert(name.to_owned());
        }
    }

    /// Keeps that a ledger of a year has a column for cost centres with digits, or without.
    pub fn ledger_came(&mut self, year: Option<Year>, with_digits: bool) {
        self.ledgers.of.insert((year, with_digits));
    }

    /// The cost centres of agreements that run in a year and that no ledger has, where ledgers of that year came.
    #[must_use]
    pub fn unused_cost_centres(&self, year: Year) -> Vec<Finding> {
        let Some(register) = self.register else { return Vec::new() };
        let seen: BTreeSet<String> = self.ledgers.seen.iter().map(|name| key(name).into_owned()).collect();
        let came = |name: &str| self.ledgers.of.contains(&(Some(year), has_digit(name)));
        let is_seen = |name: &str| seen.contains(&*key(name));
        let all = self.ledgers.seen.iter().map(String::as_str);
        let strange: BTreeSet<&str> = all.filter(|name| register.names.agreement(name, None).is_none()).collect();
        let unused = |agreement: &Agreement, name: &str, centre: &CostCentre| {
            let mut message = phrase!("no ledger has a row of cost centre `{}` of `{}`", name, agreement.title);
            if let Some(near) = nearest(name, strange.iter().copied().filter(|near| has_digit(near) == has_digit(name)))
            {
                message.add(phrase!("; the nearest that is no agreement's is `{}`", near));
            }
            Finding::new(&UNUSED_COST_CENTRE, message).at(&centre.origin).on_agreement(Some(&agreement.id))
        };
        let mut findings = Vec::new();
        for agreement in register.agreements.iter().filter(|agreement| agreement.runs_in(year)) {
            for centre in agreement.cost_centres.iter().filter(|centre| !is_seen(&centre.name)) {
                let names = centre.sought().iter().filter(|name| came(name) && !is_seen(name));
                findings.extend(names.map(|name| unused(agreement, name, centre)));
            }
        }
        findings
    }

    /// Whether a text is the name of a partner or an agreement.
    #[must_use]
    pub fn is_name(&self, text: &str) -> bool {
        self.register.is_some_and(|register| {
            register.names.agreement(text, None).is_some()
                || register.names.partner(text, None).is_some()
                || register.scheme_names.has(text)
        })
    }

    /// The names of the register's sheet `Names` that hold in a year and that nothing used.
    #[must_use]
    pub fn unused(&self, year: Year) -> Vec<Finding> {
        let aliases = self.register.map(|register| register.aliases.as_slice()).unwrap_or_default();
        let unused =
            aliases.iter().filter(|alias| alias.known.holds_in(year) && !self.used.contains(&*key(&alias.seen)));
        unused
            .map(|alias| {
                let message =
                    phrase!("no return uses the name `{}`, which stands for `{}`", alias.seen, alias.known.target);
                Finding::new(&UNUSED_ALIAS, message).at(&alias.origin)
            })
            .collect()
    }
}

/// Names in one table that matched nothing, each with its cells.
#[derive(Debug, Default)]
pub struct Unmatched {
    agreements: Unknown,
    partners: Unknown,
    schemes: NotOneScheme,
}

/// Names in the order in which they were seen.
#[derive(Debug, Default)]
struct Unknown {
    names: Vec<(String, Vec<Origin>)>,
    places: HashMap<String, usize>,
}

impl Unknown {
    fn keep(&mut self, name: &str, cell: Option<Origin>) {
        match self.places.get(name).and_then(|place| self.names.get_mut(*place)) {
            Some((_, cells)) => cells.extend(cell),
            None => {
                self.places.insert(name.to_owned(), self.names.len());
                self.names.push((name.to_owned(), cell.into_iter().collect()));
            }
        }
    }
}

impl Unmatched {
    /// Keeps the name of an agreement that matched nothing.
    pub fn agreement(&mut self, name: &str, cell: Option<Origin>) {
        self.agreements.keep(name, cell);
    }

    /// Keeps a name that stands for no one scheme.
    pub fn scheme(&mut self, name: &str, why: NotOne, cell: Origin) {
        self.schemes.keep(name, why, cell);
    }

    /// Keeps the name of a partner that matched nothing.
    pub fn partner(&mut self, name: &str, cell: Option<Origin>) {
        self.partners.keep(name, cell);
    }
}

/// One finding for each name that matched nothing. In a file that several areas read, `shared`, names of agreements are those of
/// other areas, and are said together.
pub fn findings(unmatched: Unmatched, who: &Who<'_>, reporter: Option<&str>, shared: Option<&str>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(register) = who.register else { return findings };
    let (elsewhere, agreements): (Vec<_>, Vec<_>) =
        unmatched.agreements.names.into_iter().partition(|(name, _)| shared.is_some() && !name.is_empty());
    findings.extend(shared.and_then(|file| of_other_areas(file, elsewhere)));
    findings.extend(unmatched.schemes.findings(register, reporter));
    for (name, cells) in agreements {
        let (message, action): (Phrase, Phrase) = if name.is_empty() {
            (
                "amounts on rows that name no agreement count towards none".into(),
                "name the agreement on each row".into(),
            )
        } else {
            let message = phrase!("`{}` is no agreement in the register; its amounts count towards none", name);
            (message, add_it(register.names.nearest_agreement(&name).map(|id| register.title(id))))
        };
        findings.push(Finding::new(&UNKNOWN_AGREEMENT, message).asking(action).at_cells(&cells).on_partner(reporter));
    }
    for (name, cells) in unmatched.partners.names {
        let (message, action): (Phrase, Phrase) = if name.is_empty() {
            ("contributions on rows that name no partner are nobody's".into(), "name the partner on each row".into())
        } else {
            let message = phrase!("`{}` is no partner in the register; its amounts are nobody's", name);
            (message, add_it(register.names.nearest_partner(&name)))
        };
        findings.push(Finding::new(&UNKNOWN_PARTNER, message).asking(action).at_cells(&cells).on_partner(reporter));
    }
    findings
}

/// What is said of the rows of a shared file that name agreements of other areas.
fn of_other_areas(file: &str, rows: Vec<(String, Vec<Origin>)>) -> Option<Finding> {
    let (all, cells): (Vec<String>, Vec<Vec<Origin>>) = rows.into_iter().unzip();
    let cells: Vec<Origin> = cells.into_iter().flatten().collect();
    let (is, agreements) = if all.len() == 1 { ("is", "agreement") } else { ("are", "agreements") };
    let message = phrase!(
        "{} in `{}` {} no {} of this area; {} {} towards none here",
        names(&all),
        file,
        is,
        agreements,
        count(cells.len(), "amount"),
        if cells.len() == 1 { "counts" } else { "count" }
    );
    (!cells.is_empty()).then(|| Finding::new(&OF_OTHER_AREAS, message).at_cells(&cells))
}

fn add_it(near: Option<&str>) -> Phrase {
    match near {
        Some(near) => phrase!("if it means `{}`, add it to the register's sheet `Names`", near),
        None => "add it to the register's sheet `Names`".into(),
    }
}

/// The partner in whose drop folder a file lies, and what is said where that is nobody.
///
/// Without a register a folder says nothing.
pub fn reporter(workbook: &Workbook, who: &mut Who<'_>) -> (Option<String>, Option<Finding>) {
    let Some(register) = who.register else { return (None, None) };
    let Some(folder) = &workbook.partner_folder else {
        let message = phrase!("`{}` lies in no partner's drop folder", workbook.name);
        let action = "move it into the folder of the partner that sent it, `returns/<partner>/`";
        return (None, Some(Finding::new(&UNKNOWN_PARTNER, message).asking(action).at(Place::file(&workbook.name))));
    };
    if let Some(partner) = who.partner(folder, None) {
        return (Some(partner), None);
    }
    let message = phrase!("the drop folder `{}` is no partner's in the register", folder);
    let action = match register.names.nearest_partner(folder) {
        Some(near) => phrase!("if it is `{}`'s, add `{}` to the register's sheet `Names`", near, folder),
        None => phrase!("add `{}` to the register's sheet `Names`, or rename the folder", folder),
    };
    (None, Some(Finding::new(&UNKNOWN_PARTNER, message).asking(action).at(Place::file(&workbook.name))))
}
