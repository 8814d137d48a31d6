//! Who bears a variance: what meets it step by step, what each partner bears of the rest, and how that was worked out.

use super::charts;
use crate::measure::risk::{Sharing, SharingOutcome, WorkedShare};
use crate::measure::{FigureNumber, PoolPlace, id, met_by};
use crate::model::agreement::Agreement;
use crate::model::basis::VarianceBase;
use crate::model::money::Money;
use crate::model::rules::parts::{By, Part, PartShared, Working};
use crate::model::sharing::SourceKind;
use crate::model::total::TotalFigure;
use crate::model::words::{listed, slug};
use crate::present::pack::{Block, Cell, Row, Table};
use crate::present::sections::{Desk, capital, figures_column, in_words, paragraph, row, words_cell, words_column};
use crate::present::words::Exactness;
use crate::reconcile::Books;

/// A heading, and for each class of an agreement's pool with a variance who bears it; nothing where there is none.
pub fn blocks(desk: &Desk<'_>, agreement: &Agreement) -> Vec<Block> {
    let of_one = |sharing: &Sharing| of_class(desk, agreement, sharing);
    let each: Vec<Block> = desk.figures.sharings.under(&agreement.id).flat_map(of_one).collect();
    if each.is_empty() {
        return Vec::new();
    }
    let heading = Block::Heading { level: 2, text: format!("Who bears it: {}", agreement.title) };
    std::iter::once(heading).chain(each).collect()
}

fn of_class(desk: &Desk<'_>, agreement: &Agreement, sharing: &Sharing) -> Vec<Block> {
    let place = PoolPlace { agreement: &agreement.id, class: sharing.class };
    let find = |id| desk.figures.in_pool(place, id, None);
    let variance = desk.amount(find(id::VARIANCE));
    if variance == Some(Money::ZERO) {
        let as_agreed = "The pool costs what was agreed: nobody bears anything.";
        let other = other_base(desk, agreement, place).into_iter();
        return other.flat_map(|table| [paragraph(as_agreed), table]).collect();
    }
    let mut blocks: Vec<Block> = steps(desk, place, sharing).map(Block::Table).into_iter().collect();
    match &sharing.outcome {
        SharingOutcome::NotShared(why) => {
            blocks.push(paragraph(format!("Not shared between the partners: {}.", desk.plain(why))));
            blocks.extend(by_income(desk, place));
        }
        SharingOutcome::Stays(why) => {
            blocks.push(paragraph(format!("No partner has a share of it: {}.", desk.plain(why))))
        }
        SharingOutcome::NoRule => blocks.push(paragraph(no_rule(agreement, variance))),
        SharingOutcome::EachItsOwn => {
            blocks.push(paragraph(format!("Each partner bears its own. {}", says(agreement))))
        }
        SharingOutcome::Shared { borne, part, not_allotted, .. } => {
            blocks.push(Block::Table(shares(desk, agreement, (place, sharing), borne, *part)));
            let chart = charts::waterfall(desk, &agreement.title, place, sharing, borne);
            blocks.extend(chart.map(Block::Chart));
            let is_left = find(id::NOT_ALLOTTED).is_some();
            blocks.extend(is_left.then(|| paragraph(unallotted(*not_allotted != Money::ZERO))));
        }
    }
    blocks.extend(other_base(desk, agreement, place));
    blocks
}

/// What is said where the register has no rule for a variance.
pub fn no_rule(agreement: &Agreement, variance: Option<Money>) -> &'static str {
    match &agreement.underspend {
        _ if variance.is_none_or(|variance| variance > Money::ZERO) => {
            "The register does not say who bears an overspend."
        }
        None => "The register does not say what becomes of an underspend.",
        Some(_) => "The register does not say who has which share of an underspend.",
    }
}

const fn unallotted(by_rule: bool) -> &'static str {
    if by_rule {
        "What is not allotted is nobody’s by the agreement: the partners have still to decide who pays it."
    } else {
        "The shares in the register do not add up to 100%, so that a part is nobody’s: they have to be corrected."
    }
}

/// What the register says of the rule.
pub fn says(agreement: &Agreement) -> String {
    match &agreement.risk_share {
        Some(stated) => format!("The agreement’s rule: “{}”.", stated.text),
        None => "The agreement’s rule: the shares on the register’s sheet “Risk shares”.".to_owned(),
    }
}

/// What the pool costs, what was agreed, and what meets the difference before it is shared; only where the table of pools does not
/// say all of it.
fn steps(desk: &Desk<'_>, place: PoolPlace<'_>, sharing: &Sharing) -> Option<Table> {
    let find = |id| desk.figures.in_pool(place, id, None);
    let sources = &sharing.met.steps;
    if sources.is_empty() && place.class.is_none() && find(id::AGREED_COMMITTED).is_none() {
        return None;
    }
    let books = &desk.figures.books;
    let cell = |id| desk.cell(find(id), Exactness::Full);
    let brought = brought(books, place);
    let parts = [
        ("Committed by partners", id::AGREED_COMMITTED),
        (brought.as_str(), id::AGREED_BROUGHT_FORWARD),
        ("Income that was agreed", id::AGREED_INCOME),
    ];
    let cost = if books.is_closed() { ("What was spent", id::ACTUAL) } else { ("The forecast", id::FORECAST) };
    let whole = [("The agreed pool", id::AGREED), cost, ("The variance", id::VARIANCE)];
    let known = parts.into_iter().filter(|(_, id)| find(id).is_some());
    let mut rows: Vec<Row> = known.chain(whole).map(|(name, id)| row(vec![words_cell(name), cell(id)])).collect();
    let step = |step: &crate::measure::Step| {
        let name = format!("Met by {}, of which there is {}", source(step.kind), step.there_is);
        row(vec![words_cell(&name), cell(met_by(step.kind))])
    };
    rows.extend(sources.iter().map(step));
    let left = Row { total: true, cells: vec![words_cell("Left to share"), cell(id::TO_SHARE)] };
    rows.extend((!sources.is_empty()).then_some(left));
    let order = "In the order of the register’s sheet “Sources”; they meet an overspend, and nothing else.";
    Some(Table {
        name: format!("met-{}", place_name(place)),
        caption: format!("From the agreed pool to the variance in {}{}", desk.period(books.period), which(place)),
        columns: vec![words_column("Step", 3), figures_column("Amount")],
        rows,
        notes: if sources.is_empty() { Vec::new() } else { vec![order.to_owned()] },
    })
}

/// What money is that was brought forward and is in the agreed pool. Where the register names no class and there are two, members should
/// see what that was taken for; and where it has only what was carried forward, that it was taken for it.
fn brought(books: &Books, place: PoolPlace<'_>) -> String {
    let year = books.period.year;
    let pools = books.agreed_pools.under(place.agreement);
    let its = pools.filter(|pool| place.class.is_none_or(|class| class == pool.class));
    let last = its.filter_map(|pool| pool.agreed.as_ref().ok()?.carried_from).next();
    let (figure, of) = match last {
        Some(last) => (TotalFigure::CarriedForward, last),
        None => (TotalFigure::BroughtForward, year),
    };
    let mut rows = books.register.totals_of(place.agreement, figure, of);
    let class = place.class.is_some() && rows.any(|total| total.class.is_none());
    let class = if class { "; the register gives it no class" } else { "" };
    match last {
        Some(last) => format!(
            "Carried forward at the end of {last}, and agreed to stay in the pool; the register has nothing else as brought \
             forward{class}"
        ),
        None => format!("Brought forward, and agreed to be in the pool{class}"),
    }
}

const fn source(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::BroughtForward => "money brought forward",
        SourceKind::RiskPool => "the risk pool",
        SourceKind::UncommittedSchemes => "schemes that nobody has committed yet",
    }
}

fn place_name(place: PoolPlace<'_>) -> String {
    let agreement = slug(place.agreement);
    place.class.map_or_else(|| agreement.clone(), |class| format!("{agreement}-{class}"))
}

fn which(place: PoolPlace<'_>) -> String {
    place.class.map(|class| format!(", {class}")).unwrap_or_default()
}

fn shares(
    desk: &Desk<'_>,
    agreement: &Agreement,
    (place, sharing): (PoolPlace<'_>, &Sharing),
    borne: &[WorkedShare],
    part: Option<PartShared>,
) -> Table {
    let books = &desk.figures.books;
    let left_id = if sharing.met.steps.is_empty() { id::VARIANCE } else { id::TO_SHARE };
    let left: Option<FigureNumber> = desk.figures.in_pool(place, left_id, None);
    let share = |name: &str, id, partner: Option<&str>, working: &str| {
        let figure = desk.figures.in_pool(place, id, partner);
        let cells = vec![
            words_cell(name),
            words_cell(working),
            desk.cell(figure, Exactness::Full),
            desk.percentage(figure, left),
        ];
        row(cells)
    };
    let mut rows: Vec<Row> = borne
        .iter()
        .map(|one| share(&one.partner, id::RISK_SHARE, Some(&one.partner), &capital(&worked(&one.working))))
        .collect();
    if desk.figures.in_pool(place, id::NOT_ALLOTTED, None).is_some() {
        rows.push(share("Not allotted", id::NOT_ALLOTTED, None, "What is left to nobody"));
    }
    let total: [Cell; 4] = [words_cell("Together"), words_cell(""), desk.cell(left, Exactness::Full), words_cell("")];
    rows.push(Row { total: true, cells: total.into() });
    let mut notes = vec![says(agreement)];
    let is_nobodys = desk.figures.in_pool(place, id::NOT_ALLOTTED, None).is_some();
    notes.extend(part.map(|part| {
        format!(
            "{} of it is shared, which is {}; the rest of {} {}.",
            part.percent,
            part.shared,
            part.kept,
            if is_nobodys { "is allotted to nobody" } else { "is borne by the partner that hosts the pool" }
        )
    }));
    notes.extend(weights(desk, place, borne).map(str::to_owned));
    notes.extend(taken_over(desk, agreement, borne));
    notes.extend(is_underspend(sharing).then(|| match &agreement.underspend {
        Some(underspend) => format!("Of an underspend the agreement says: “{}”.", underspend.text),
        None => "The register says nothing else of an underspend.".to_owned(),
    }));
    notes.push("The odd penny goes to the largest remainder; rounded percentages may not add up to 100%.".to_owned());
    Table {
        name: format!("risk-share-{}", place_name(place)),
        caption: format!(
            "What each partner bears of the variance in {}{}, as at {}",
            desk.period(books.period),
            which(place),
            in_words(books.as_at)
        ),
        columns: vec![
            words_column("Partner", 2),
            words_column("Worked out from", 3),
            figures_column("Bears"),
            figures_column("Share of it"),
        ],
        rows,
        notes,
    }
}

/// Whose commitments stand in the part of a body that took over from others.
fn taken_over(desk: &Desk<'_>, agreement: &Agreement, borne: &[WorkedShare]) -> Vec<String> {
    let books = &desk.figures.books;
    let bears = |partner: &str| borne.iter().any(|one| one.partner == partner);
    let note = |one: &WorkedShare| {
        let lines = books.lines_of(&agreement.id).map(|line| line.partner.as_str());
        let mut before: Vec<&str> =
            lines.filter(|other| !bears(other) && books.register.speaks_for(other, &one.partner)).collect();
        before.dedup();
        let is_weighed = one.working.parts.iter().any(|part| matches!(part.by, By::Proportion { .. }));
        (is_weighed && !before.is_empty()).then(|| {
            format!(
                "In the part of {} stands what {} committed, from which it took over.",
                one.partner,
                listed(&before)
            )
        })
    };
    borne.iter().filter_map(note).collect()
}

/// Which commitments weights in proportion are; `None` where there are none.
fn weights(desk: &Desk<'_>, place: PoolPlace<'_>, borne: &[WorkedShare]) -> Option<&'static str> {
    let weight = |one: &WorkedShare| {
        one.working.parts.iter().find_map(|part| match part.by {
            By::Proportion { weight, .. } => pounds(weight),
            By::Percent(_) | By::All => None,
        })
    };
    let weighed: Vec<(&WorkedShare, Money)> = borne.iter().filter_map(|one| Some((one, weight(one)?))).collect();
    let are = |id| {
        let figure = |partner: &str| desk.amount(desk.figures.in_pool(place, id, Some(partner)));
        !weighed.is_empty() && weighed.iter().all(|(one, weight)| figure(&one.partner) == Some(*weight))
    };
    match (are(id::OPENING), are(id::COMMITTED)) {
        (true, true) => {
            Some("In proportion to what partners committed for the year; no variation that counts has changed it.")
        }
        (true, false) => Some("In proportion to what partners committed as the year began."),
        (false, true) => Some("In proportion to what partners have committed now, after the variations that count."),
        _ => None,
    }
}

fn is_underspend(sharing: &Sharing) -> bool {
    sharing.met.left.as_ref().is_ok_and(|left| left.amount < Money::ZERO)
}

/// How a share was worked out, so that it can be worked out again.
fn worked(working: &Working) -> String {
    if !working.schemes.is_empty() {
        let of_scheme = |(title, own): &(String, Working)| format!("{title}: {}", worked(own));
        return working.schemes.iter().map(of_scheme).collect::<Vec<_>>().join(". ");
    }
    let mut words: Vec<String> = vec![listed(&working.parts.iter().map(part_in_words).collect::<Vec<_>>())];
    match working.cap.map(Money::abs) {
        Some(cap) if working.off != Money::ZERO => {
            words.push(format!("the cap of {cap} takes off {}", working.off.abs()));
        }
        Some(cap) => words.push(format!("not above the cap of {cap}")),
        None => {}
    }
    if working.more != Money::ZERO {
        words.push(format!("others’ caps add {}", working.more.abs()));
    }
    words.join("; ")
}

fn part_in_words(part: &Part) -> String {
    let of = part.of;
    match part.by {
        By::Percent(percent) => format!("{percent} of {of}"),
        By::Proportion { weight, total } => match (pounds(weight), pounds(total)) {
            (Some(weight), Some(total)) => format!("{of} × {weight} ÷ {total}"),
            _ => format!("{of} in proportion"),
        },
        By::All => format!("all of {of}"),
    }
}

fn pounds(pence: i128) -> Option<Money> {
    i64::try_from(pence).ok().map(Money::from_sum)
}

/// The variance before and after income, where the register does not say which of them the pool's figures are.
fn by_income(desk: &Desk<'_>, place: PoolPlace<'_>) -> Option<Block> {
    let cell = |id| desk.figures.in_pool(place, id, None).map(|figure| desk.cell(Some(figure), Exactness::Full));
    let (gross, net) = (cell(id::VARIANCE_GROSS)?, cell(id::VARIANCE_NET)?);
    Some(Block::Table(Table {
        name: format!("by-income-{}", place_name(place)),
        caption: format!(
            "The variance before and after income in {}{}",
            desk.period(desk.figures.books.period),
            which(place)
        ),
        columns: vec![words_column("If the pool’s figures are", 3), figures_column("The variance is")],
        rows: vec![
            row(vec![words_cell("Gross: before income"), gross]),
            row(vec![words_cell("Net: after income"), net]),
        ],
        notes: vec!["The register does not say which. Enter it under “Basis”.".to_owned()],
    }))
}

/// The variance by the other base, where it is another one.
fn other_base(desk: &Desk<'_>, agreement: &Agreement, place: PoolPlace<'_>) -> Option<Block> {
    let find = |id| desk.figures.in_pool(place, id, None);
    let (variance, other) = (find(id::VARIANCE), find(id::VARIANCE_OTHER_BASE));
    let (one, two) = desk.amount(variance).zip(desk.amount(other))?;
    if one == two {
        return None;
    }
    let put_in = if desk.figures.books.is_closed() { "paid" } else { "have budgeted to put in" };
    let against_committed = format!("what partners committed{}", which(place));
    let against_put_in = format!("what partners {put_in}{}", which(place));
    let (base, beside) = match agreement.measured_against() {
        Ok(VarianceBase::Committed) => (against_committed, against_put_in),
        Ok(VarianceBase::Paid) => (against_put_in, against_committed),
        Err(_) => return None,
    };
    let line = |against: &str, figure| row(vec![words_cell(against), desk.cell(figure, Exactness::Full)]);
    Some(Block::Table(Table {
        name: format!("other-base-{}", place_name(place)),
        caption: format!("The variance by both bases in {}", desk.period(desk.figures.books.period)),
        columns: vec![words_column("Measured against", 3), figures_column("Variance")],
        rows: vec![
            line(&format!("{}: the base of this agreement", capital(&base)), variance),
            line(&format!("{}: for comparison only", capital(&beside)), other),
        ],
        notes: vec!["The two differ by what partners put in more or less than they committed.".to_owned()],
    }))
}
