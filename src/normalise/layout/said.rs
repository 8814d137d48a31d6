//! Said: what is found in a table, once all of its rows are read.

use super::second_table::second_table;
use super::{TableReading, days};
use crate::finding::Finding;
use crate::model::account::SheetAccount;
use crate::normalise::resolve;

impl TableReading<'_, '_, '_> {
    /// Says what was gathered, and gives the account of the table.
    pub(super) fn finish(mut self) -> SheetAccount {
        let (place, table) = (self.place, self.table);
        let findings = self.sinks.findings;
        let mut say = |finding: Finding| findings.push(finding.on_partner(place.reporter));
        self.totals.finish(table).into_iter().for_each(&mut say);
        if self.totals.is_sheet_of_totals {
            self.sinks.sheets.say(place.file, &place.sheet.name).into_iter().for_each(&mut say);
        }
        self.without_period.findings(place, table, &mut self.says.fixed).into_iter().for_each(&mut say);
        days::across(place, table).into_iter().for_each(&mut say);
        self.undated.findings(place, &self.says.days).into_iter().for_each(&mut say);
        self.ambiguous.findings(table).into_iter().for_each(&mut say);
        self.unusable.findings(table).into_iter().for_each(&mut say);
        self.unclear.findings(place).into_iter().for_each(&mut say);
        if let Some(first) = self.headless {
            say(second_table(place, first, self.lost));
        }
        self.odd.findings(place, table).into_iter().for_each(&mut say);
        self.absent.findings(place).into_iter().for_each(&mut say);
        self.doubtful.findings(place).into_iter().for_each(&mut say);
        self.overlong.finding(place).into_iter().for_each(&mut say);
        self.arithmetic.findings(place, table).into_iter().for_each(&mut say);
        self.stands.findings(place, table).into_iter().for_each(&mut say);
        resolve::findings(self.says.unmatched, self.sinks.who, place.reporter, place.shared.then_some(&**place.file))
            .into_iter()
            .for_each(&mut say);
        self.account
    }
}
