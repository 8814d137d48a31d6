//! Pools drawn at random, always the same ones: agreements with every rule, and what was reported of them, for laws that hold for all.

mod books;
mod schemes;

use scrutiny::model::condition::Purpose;
use scrutiny::model::entry::{Class, Form, Kind};
use scrutiny::model::sharing::SourceKind;

pub use books::{Bench, Known, by_agreement, id};
pub use schemes::Paid;

/// The partners; the first hosts every pool.
pub const PARTNERS: [&str; 5] = ["Mid Council", "Borough", "Zeal Trust", "Acre ICB", "District"];

/// What a register may say under `Risk share`, and whether the sheet `Risk shares` has percentages for it.
const RULES: [(&str, Sheet); 27] = [
    ("Proportional to opening contributions", Sheet::Empty),
    ("Proportional to opening contributions, capped", Sheet::Caps),
    ("Proportional to opening contributions; caps both ways", Sheet::Caps),
    ("Proportional to opening contributions, capped, rest not allotted", Sheet::Caps),
    ("Proportional to contributions", Sheet::Empty),
    ("Proportional to contributions, capped", Sheet::Caps),
    ("Proportional to contributions; caps both ways", Sheet::Caps),
    ("Proportional to contributions, rest not allotted", Sheet::Caps),
    ("Proportional", Sheet::Empty),
    ("Fixed percentages", Sheet::Percentages),
    ("Fixed percentages; caps both ways", Sheet::Percentages),
    ("Fixed percentages, the rest is not allotted", Sheet::Percentages),
    ("Stepped and capped", Sheet::Steps),
    ("Stepped, caps both ways", Sheet::Steps),
    ("Stepped, rest not allotted", Sheet::Steps),
    ("Part of the pool: 40%", Sheet::Caps),
    ("Part of the pool: 62.5%, rest not allotted", Sheet::Percentages),
    ("Part of the pool: 40%, proportional to contributions", Sheet::Empty),
    ("Host bears all", Sheet::Empty),
    ("Host bears all, capped", Sheet::Caps),
    ("None: each bears its own", Sheet::Empty),
    ("The commissioner bears its own", Sheet::Empty),
    ("By scheme", Sheet::Empty),
    ("By scheme, capped, rest not allotted", Sheet::Empty),
    ("By scheme", Sheet::Caps),
    ("", Sheet::Percentages),
    ("", Sheet::Empty),
];

const UNDERSPENDS: [&str; 8] = [
    "",
    "Shared as an overspend is",
    "Shared as an overspend is",
    "Shared as an overspend is",
    "Carried forward in the pool",
    "Carried forward in the pool",
    "Kept by the lead",
    "Contingency",
];

/// What the sheet `Risk shares` has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sheet {
    Empty,
    Caps,
    Percentages,
    Steps,
}

/// A pool.
#[derive(Debug, Clone)]
pub struct Pool {
    pub number: usize,
    pub rule: &'static str,
    pub underspend: &'static str,
    pub basis: &'static str,
    pub base: &'static str,
    pub committed: Vec<Committed>,
    pub varied: Vec<Varied>,
    /// Order, kind, pence.
    pub sources: Vec<(u32, SourceKind, i64)>,
    pub shares: Vec<RiskRow>,
    pub brought_forward: Option<i64>,
    pub income: Option<(Class, i64)>,
    /// What each partner is to pay for each scheme; none where the register has no schemes.
    pub schemes: Vec<Paid>,
    pub said: Vec<Reported>,
}

/// A row of commitments.
#[derive(Debug, Clone, Copy)]
pub struct Committed {
    pub partner: &'static str,
    pub is_last_year: bool,
    pub class: Class,
    pub form: Form,
    pub purpose: Option<Purpose>,
    pub recurrent: bool,
    pub pence: i64,
}

/// A row of variations.
#[derive(Debug, Clone, Copy)]
pub struct Varied {
    pub number: usize,
    pub partner: &'static str,
    pub class: Class,
    pub form: Option<Form>,
    pub date: Option<&'static str>,
    pub recurrent: Option<bool>,
    pub consulted: bool,
    pub approved: bool,
    pub pence: i64,
}

/// A row of risk shares.
#[derive(Debug, Clone)]
pub struct RiskRow {
    pub partner: &'static str,
    pub share: Option<String>,
    pub cap: Option<i64>,
}

/// What was reported.
#[derive(Debug, Clone, Copy)]
pub struct Reported {
    pub kind: Kind,
    pub partner: Option<&'static str>,
    pub class: Class,
    pub form: Form,
    pub scheme: Option<usize>,
    pub pence: i64,
}

/// Numbers without order, always the same ones.
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below an end.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    /// Whether something happens that happens one time in so many.
    pub fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        for place in (1..all.len()).rev() {
            all.swap(place, self.below(place + 1));
        }
    }

    /// An amount up to a most: of pounds or of pence, large or small.
    pub fn pence(&mut self, most: i64) -> i64 {
        let most = if self.one_in(4) { most.min(999) } else { most };
        let pence = i64::try_from(self.below(usize::try_from(most.max(1)).unwrap())).unwrap() + 1;
        if self.one_in(2) && pence > 100 { pence - pence % 100 } else { pence }
    }
}

/// A million pounds.
const MILLION: i64 = 100_000_000;

/// Draws a pool of a year that is over or not.
pub fn pool(number: usize, dice: &mut Dice, is_closed: bool) -> Pool {
    let mut partners = PARTNERS.to_vec();
    dice.shuffle(&mut partners[1..]);
    // Rather two or three than five.
    partners.truncate(2 + dice.below(4).min(dice.below(4)));
    dice.shuffle(&mut partners);
    let classes: &[Class] = if dice.one_in(2) { &[Class::Revenue] } else { &[Class::Revenue, Class::Capital] };
    let (rule, sheet) = dice.pick(&RULES);
    let committed = committed(dice, &partners, classes);
    let mut pool = Pool {
        number,
        rule,
        underspend: dice.pick(&UNDERSPENDS),
        basis: dice.pick(&["", "", "", "Gross", "Net", "Gross; in kind counts", "In kind counts"]),
        base: dice.pick(&["", "", "committed", "paid"]),
        varied: (0..dice.below(5)).map(|number| varied(dice, number, &committed, &partners)).collect(),
        committed,
        sources: sources(dice),
        shares: Vec::new(),
        brought_forward: dice.one_in(3).then(|| dice.pence(MILLION)),
        income: dice.one_in(6).then(|| (dice.pick(classes), dice.pence(MILLION))),
        schemes: Vec::new(),
        said: Vec::new(),
    };
    if dice.one_in(2) || pool.rule.starts_with("By") || pool.rule.starts_with("The") {
        pool.schemes = schemes::schemes(dice, &pool.committed);
    }
    pool.shares = risk_rows(dice, &partners, sheet);
    pool.said = said(dice, &pool, classes, is_closed);
    pool.said = schemes::said(dice, &pool.schemes, std::mem::take(&mut pool.said));
    pool
}

fn committed(dice: &mut Dice, partners: &[&'static str], classes: &[Class]) -> Vec<Committed> {
    let mut rows = Vec::new();
    for partner in partners.iter().copied() {
        for class in classes.iter().copied() {
            // Somebody has to put money into each class.
            if class == Class::Capital && partner != partners[0] && dice.one_in(3) {
                continue;
            }
            for form in [Form::Cash, Form::InKind] {
                let times =
                    if form == Form::InKind { usize::from(dice.one_in(4)) } else { 1 + usize::from(dice.one_in(5)) };
                for _ in 0..times {
                    let purpose = dice.pick(&[None, None, None, Some(Purpose::SocialCare)]);
                    let (recurrent, pence) = (!dice.one_in(4), dice.pence(20 * MILLION));
                    let row = Committed { partner, is_last_year: false, class, form, purpose, recurrent, pence };
                    rows.push(row);
                    if dice.one_in(3) {
                        rows.push(Committed { is_last_year: true, pence: dice.pence(20 * MILLION), ..row });
                    }
                }
            }
        }
    }
    rows
}

fn varied(dice: &mut Dice, number: usize, committed: &[Committed], partners: &[&'static str]) -> Varied {
    let of = dice.pick(committed);
    let most = if dice.one_in(9) { of.pence.saturating_mul(2) } else { of.pence / 2 + 1 };
    let size = dice.pence(most);
    Varied {
        number,
        partner: if dice.one_in(9) { dice.pick(partners) } else { of.partner },
        class: of.class,
        form: dice.pick(&[None, Some(of.form), Some(of.form)]),
        date: dice.pick(&[
            None,
            Some("2024-04-02"),
            Some("2024-06-30"),
            Some("2024-09-12"),
            Some("2024-12-31"),
            Some("2025-01-15"),
            Some("2025-06-01"),
        ]),
        recurrent: dice.pick(&[None, Some(true), Some(true), Some(false), Some(false)]),
        consulted: !dice.one_in(4),
        approved: !dice.one_in(5),
        pence: if dice.one_in(3) { size } else { -size },
    }
}

fn sources(dice: &mut Dice) -> Vec<(u32, SourceKind, i64)> {
    let mut kinds =
        [SourceKind::BroughtForward, SourceKind::RiskPool, SourceKind::UncommittedSchemes, SourceKind::RiskPool];
    dice.shuffle(&mut kinds);
    let mut orders = [1, 2, 3, 5, 9];
    dice.shuffle(&mut orders);
    let many = dice.pick(&[0, 0, 1, 2, 3]);
    kinds.into_iter().zip(orders).take(many).map(|(kind, order)| (order, kind, dice.pence(MILLION))).collect()
}

fn risk_rows(dice: &mut Dice, partners: &[&'static str], sheet: Sheet) -> Vec<RiskRow> {
    let (first, second) = (percentages(dice, partners.len()), percentages(dice, partners.len()));
    let step = 1 + dice.below(900_000);
    let rows = partners.iter().copied().zip(first.into_iter().zip(second)).filter_map(|(partner, (first, second))| {
        let share = match sheet {
            Sheet::Empty => return None,
            Sheet::Caps => None,
            Sheet::Percentages => Some(first),
            Sheet::Steps => Some(format!("{first} of the first £{step}; {second} of the rest")),
        };
        Some(RiskRow { partner, share, cap: dice.one_in(2).then(|| dice.pence(MILLION / 2)) })
    });
    rows.filter(|row| row.share.is_some() || row.cap.is_some()).collect()
}

/// Percentages of so many, in tenths; one time in six they do not add up to the whole.
fn percentages(dice: &mut Dice, many: usize) -> Vec<String> {
    let mut left = if dice.one_in(6) { 900 } else { 1_000 };
    let mut each = Vec::new();
    for place in 1..many {
        let part = dice.below(left * 2 / (many - place + 1) + 1);
        each.push(part);
        left -= part;
    }
    each.push(left);
    each.into_iter().map(|part| format!("{}.{}%", part / 10, part % 10)).collect()
}

/// What partners and the host say: as committed, less or more.
fn said(dice: &mut Dice, pool: &Pool, classes: &[Class], is_closed: bool) -> Vec<Reported> {
    let mut all = Vec::new();
    let of_year = || pool.committed.iter().filter(|row| !row.is_last_year);
    let mut lines: Vec<(&'static str, Class, Form)> = Vec::new();
    for row in of_year() {
        if !lines.contains(&(row.partner, row.class, row.form)) {
            lines.push((row.partner, row.class, row.form));
        }
    }
    for (partner, class, form) in lines {
        let own = of_year().filter(|row| (row.partner, row.class, row.form) == (partner, class, form));
        let whole: i64 = own.map(|row| row.pence).sum();
        for kind in [Kind::ContributionBudget, Kind::Contribution, Kind::Receipt] {
            if dice.one_in(8) {
                continue;
            }
            let pence = if dice.one_in(3) { whole - dice.pence(whole) } else { whole };
            all.push(Reported { kind, partner: Some(partner), class, form, scheme: None, pence });
        }
    }
    for class in classes.iter().copied() {
        if dice.one_in(7) {
            continue;
        }
        let cash = of_year().filter(|row| row.class == class && row.form == Form::Cash);
        let whole: i64 = cash.map(|row| row.pence).sum();
        let near = |dice: &mut Dice| {
            let by = dice.pence(2 * MILLION);
            if dice.one_in(2) { whole + by } else { (whole - by).max(0) }
        };
        let mut push =
            |kind, pence| all.push(Reported { kind, partner: None, class, form: Form::Cash, scheme: None, pence });
        push(Kind::Budget, if dice.one_in(2) { whole } else { whole - dice.pence(whole) });
        push(Kind::Expenditure, if is_closed { near(dice) } else { whole / 4 * 3 });
        push(Kind::Forecast, near(dice));
        if dice.one_in(6) {
            push(Kind::Income, dice.pence(MILLION));
        }
    }
    all
}
