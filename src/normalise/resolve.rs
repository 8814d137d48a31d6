//! Resolve: who and what a name in a return stands for, by the register and never by guessing.

use crate::finding::{About, Finding, Level, Nature};
use crate::model::origin::{Origin, Place};
use crate::model::register::Register;
use crate::read::Workbook;

/// A name of an agreement that the register does not have.
pub const UNKNOWN_AGREEMENT: About = About {
    name: "unknown-agreement",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "amounts under a name that is no agreement's id, title, cost centre or other name in the register.",
    matters: "they are kept, but count towards no agreement: what a partner promised there looks unpaid.",
    action: "add the name to the register's sheet `Names`, or ask the partner what it means.",
};

/// A name of a partner that the register does not have.
pub const UNKNOWN_PARTNER: About = About {
    name: "unknown-partner",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a drop folder, or a name in a return, that is no partner's name in the register.",
    matters: "the amounts are kept, but nobody is known to have reported or paid them.",
    action: "add the name to the register's sheet `Names`, or rename the folder.",
};

/// Names on one sheet that matched nothing, each with its cells.
#[derive(Debug, Default)]
pub struct Unmatched {
    agreements: Vec<(String, Vec<Origin>)>,
    partners: Vec<(String, Vec<Origin>)>,
}

impl Unmatched {
    /// Keeps the name of an agreement that matched nothing.
    pub fn agreement(&mut self, name: &str, cell: Option<Origin>) {
        keep(&mut self.agreements, name, cell);
    }

    /// Keeps the name of a partner that matched nothing.
    pub fn partner(&mut self, name: &str, cell: Option<Origin>) {
        keep(&mut self.partners, name, cell);
    }
}

fn keep(names: &mut Vec<(String, Vec<Origin>)>, name: &str, cell: Option<Origin>) {
    match names.iter_mut().find(|(known, _)| known == name) {
        Some((_, cells)) => cells.extend(cell),
        None => names.push((name.to_owned(), cell.into_iter().collect())),
    }
}

/// One finding for each name that matched nothing.
pub fn findings(unmatched: Unmatched, register: &Register, reporter: Option<&str>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, cells) in unmatched.agreements {
        let (message, help) = if name.is_empty() {
            (
                "amounts on rows that name no agreement count towards none".to_owned(),
                "name the agreement on each row".to_owned(),
            )
        } else {
            let message = format!("`{name}` is no agreement in the register; its amounts count towards none");
            (message, help(register.names.nearest_agreement(&name).map(|id| register.title(id))))
        };
        findings.push(Finding::new(&UNKNOWN_AGREEMENT, message, help).at_cells(&cells).on_partner(reporter));
    }
    for (name, cells) in unmatched.partners {
        let (message, help) = if name.is_empty() {
            (
                "contributions on rows that name no partner are nobody's".to_owned(),
                "name the partner on each row".to_owned(),
            )
        } else {
            let message = format!("`{name}` is no partner in the register; its amounts are nobody's");
            (message, help(register.names.nearest_partner(&name)))
        };
        findings.push(Finding::new(&UNKNOWN_PARTNER, message, help).at_cells(&cells).on_partner(reporter));
    }
    findings
}

fn help(near: Option<&str>) -> String {
    match near {
        Some(near) => format!("if it means `{near}`, add it to the register's sheet `Names`"),
        None => "add it to the register's sheet `Names`".to_owned(),
    }
}

/// The partner in whose drop folder a file lies.
pub fn reporter(workbook: &Workbook, register: &Register, findings: &mut Vec<Finding>) -> Option<String> {
    let Some(folder) = &workbook.partner_folder else {
        let message = format!("`{}` lies in no partner's drop folder", workbook.name);
        let help = "move it into the folder of the partner that sent it, `returns/<partner>/`";
        findings.push(Finding::new(&UNKNOWN_PARTNER, message, help).at(Place::file(&workbook.name)));
        return None;
    };
    let known = register.names.partner(folder, None).map(str::to_owned);
    if known.is_none() {
        let message = format!("the drop folder `{folder}` is no partner's in the register");
        let help = match register.names.nearest_partner(folder) {
            Some(near) => format!("if it is `{near}`'s, add `{folder}` to the register's sheet `Names`"),
            None => format!("add `{folder}` to the register's sheet `Names`, or rename the folder"),
        };
        findings.push(Finding::new(&UNKNOWN_PARTNER, message, help).at(Place::file(&workbook.name)));
    }
    known
}
