//! Laws of pools, for ten thousand of them: who bears what adds up, and nobody bears more for what nobody agreed.

use std::collections::BTreeMap;
use std::fmt::Debug;

use scrutiny::measure::{Figure, FigureKey, Figures, Quantity, id};
use scrutiny::model::entry::Class;
use scrutiny::model::money::Money;
use scrutiny::model::sharing::SourceKind;
use scrutiny::reconcile::NotCounted;

use crate::support::pools::{self, Bench, Dice, Known, Pool, by_agreement, pool};

const POOLS: usize = 10_000;
/// So many stand in one register.
const TOGETHER: usize = 100;
/// The sources of an overspend, as their figures are named.
const MET_BY: [&str; 3] = [id::MET_BY_BROUGHT_FORWARD, id::MET_BY_RISK_POOL, id::MET_BY_UNCOMMITTED];
/// The figures of each agreement.
type Measured<'a> = BTreeMap<&'a str, Known<'a>>;
/// No share of the pools here is near it.
const NO_CAP: i64 = 9_000_000_000_000;

/// What breaks a law, the smallest pool of each law first; and how many pools a law spoke of.
#[derive(Default)]
struct Broken {
    by_law: BTreeMap<&'static str, (String, String)>,
    held: BTreeMap<&'static str, usize>,
}

impl Broken {
    /// Holds one pool against a law.
    fn hold(&mut self, law: &'static str, is_kept: bool, pool: &Pool, what: impl Debug) {
        *self.held.entry(law).or_default() += 1;
        if is_kept {
            return;
        }
        let told = (format!("{pool:#?}"), format!("{what:?}"));
        let smallest = self.by_law.entry(law).or_insert_with(|| told.clone());
        if told.0.len() < smallest.0.len() {
            *smallest = told;
        }
    }

    fn with(mut self, other: Self) -> Self {
        for (law, told) in other.by_law {
            let smallest = self.by_law.entry(law).or_insert_with(|| told.clone());
            if told.0.len() < smallest.0.len() {
                *smallest = told;
            }
        }
        other.held.into_iter().for_each(|(law, held)| *self.held.entry(law).or_default() += held);
        self
    }
}

#[test]
fn nobody_bears_more_for_what_nobody_agreed() {
    let bench = Bench::new();
    let batches = POOLS / TOGETHER;
    let broken = std::thread::scope(|scope| {
        let of = |first: usize| (first..batches).step_by(2).map(|number| batch(&bench, number)).collect::<Vec<_>>();
        let others = scope.spawn(move || of(1));
        let own = of(0);
        own.into_iter().chain(others.join().unwrap()).fold(Broken::default(), Broken::with)
    });
    let told: Vec<String> = broken.by_law.iter().map(|(law, (pool, what))| format!("{law}: {what}\n{pool}")).collect();
    assert!(told.is_empty(), "{}", told.join("\n\n"));
    for (law, held) in broken.held {
        assert!(held > POOLS / 16, "`{law}` was held against {held} figures only");
    }
}

/// Pools of one register, each changed as the laws say and measured again.
fn batch(bench: &Bench, number: usize) -> Broken {
    let (mut dice, mut broken, is_closed) = (Dice(number as u64), Broken::default(), number % 2 == 1);
    let pools: Vec<Pool> = (0..TOGETHER).map(|number| pool(number, &mut dice, is_closed)).collect();
    let figures = |pools: &[Pool]| bench.figures(pools, is_closed);
    let before = figures(&pools);
    let known = by_agreement(&before);
    let mut of_schemes: BTreeMap<&str, Vec<&Figure>> = BTreeMap::new();
    for figure in before.all().iter().filter(|one| one.key.scheme.is_some() || one.key.source.is_some()) {
        of_schemes.entry(figure.key.agreement.as_deref().unwrap_or_default()).or_default().push(figure);
    }
    for pool in &pools {
        adds_up(&known[&*pools::id(pool.number)], pool, &mut broken);
        if let Some(own) = of_schemes.get(&*pools::id(pool.number)) {
            schemes_add_up(own, is_closed, &known[&*pools::id(pool.number)], pool, &mut broken);
        }
    }
    let counting = changed(&pools, |pool| others(&before, pool).next().is_some(), |pool| without_others(&before, pool));
    let law = "a variation that does not count changes nothing";
    alike([&before, &figures(&counting)], true, law, &counting, &mut broken);
    let mut hold = |before: &Measured<'_>, after: &[Pool], law: fn(&Known<'_>, &Known<'_>, &Pool, &mut Broken)| {
        let figures = figures(after);
        let known = by_agreement(&figures);
        for pool in after {
            let id = pools::id(pool.number);
            law(&before[&*id], &known[&*id], &pools[pool.number], &mut broken);
        }
    };
    let less = changed(&pools, |pool| pool.base != "paid", |pool| lowered(pool, &mut dice));
    hold(&known, &less, nobody_bears_more);
    // Of several schemes one may lose where all together gain, and a cap bounds that.
    let may_gain = |pool: &Pool| {
        pool.underspend.starts_with("Shared") && !pool.rule.contains("both ways") && pool.schemes.is_empty()
    };
    hold(&known, &changed(&pools, may_gain, uncapped), no_gain_is_smaller);
    // Every other register is enough for the rest.
    if number % 4 > 1 {
        return broken;
    }
    let has_brought = |pool: &Pool| pool.brought_forward.is_some();
    let none = figures(&changed(&pools, has_brought, |pool| brought(pool, false)));
    hold(&by_agreement(&none), &changed(&pools, has_brought, |pool| brought(pool, true)), in_one_or_the_other);

    let turned = changed(&pools, |_| true, |pool| shuffled(pool, &mut dice));
    // Why a figure is not known may name another partner first.
    alike([&before, &figures(&turned)], false, "the order of rows changes nothing", &pools, &mut broken);
    broken
}

#[test]
fn what_all_pools_bear_is_what_each_does() {
    let (bench, mut dice, mut known) = (Bench::new(), Dice(17), 0);
    for number in 0..120 {
        let pool = pool(number, &mut dice, number % 2 == 1);
        let figures = bench.figures(std::slice::from_ref(&pool), number % 2 == 1);
        let id = pools::id(number);
        for partner in pools::PARTNERS {
            let borne = |agreement| {
                let figure =
                    figures.find(id::RISK_SHARE, agreement, Some(partner)).and_then(|number| figures.get(number));
                match figure.map(|figure| &figure.quantity) {
                    Some(Quantity::Amount(amount, _)) => Some(*amount),
                    _ => None,
                }
            };
            known += usize::from(borne(None).is_some());
            assert_eq!(borne(None), borne(Some(&id)), "{partner}: {pool:#?}");
        }
    }
    assert!(known > 40, "{known}");
}

/// Those of some pools of which a law speaks, changed.
fn changed(pools: &[Pool], speaks_of: impl Fn(&Pool) -> bool, change: impl FnMut(Pool) -> Pool) -> Vec<Pool> {
    pools.iter().filter(|pool| speaks_of(pool)).cloned().map(change).collect()
}

/// A figure of a pool: nothing where there is none, or it is not known.
fn amount(known: &Known<'_>, id: &'static str, partner: Option<&str>, class: Option<Class>) -> Option<i64> {
    known.get(&(id, partner, class)).copied().flatten().map(Money::pence)
}

/// What each partner bears of a class, or of both together; nothing where it is not known for one of them.
fn shares<'a>(known: &Known<'a>, class: Option<Class>) -> Vec<(&'a str, Option<i64>)> {
    let is_it = |(id, _, of): &&(&'static str, Option<&str>, Option<Class>)| *id == id::RISK_SHARE && *of == class;
    let part = |(key, amount): (_, &Option<Money>)| (key, amount.map(Money::pence));
    let all = known.iter().filter(|(key, _)| is_it(key)).map(part);
    all.map(|((_, partner, _), amount): (&(_, Option<&'a str>, _), _)| (partner.unwrap_or_default(), amount)).collect()
}

/// Law: sources, shares and what is not allotted add up to the variance, of each class and of both together.
fn adds_up(known: &Known<'_>, pool: &Pool, broken: &mut Broken) {
    for class in [None, Some(Class::Revenue), Some(Class::Capital)] {
        let borne = shares(known, class);
        // Of both together what is shared of one is no sum where the other stays in the pool.
        let is_apart = |class| known.keys().any(|(figure, _, of)| *figure == id::VARIANCE && *of == Some(class));
        let stays = |class| is_apart(class) && shares(known, Some(class)).is_empty();
        if borne.is_empty() || class.is_none() && [Class::Revenue, Class::Capital].into_iter().any(stays) {
            continue;
        }
        let each: Option<Vec<i64>> = borne.iter().map(|(_, amount)| *amount).collect();
        let rest = amount(known, id::NOT_ALLOTTED, None, class);
        let Some(each) = each else {
            broken.hold(
                "what is not shared leaves nothing known to nobody",
                rest.is_none(),
                pool,
                (class, &borne, rest),
            );
            continue;
        };
        let met: Vec<i64> = MET_BY.iter().filter_map(|id| amount(known, id, None, class)).collect();
        let variance = amount(known, id::VARIANCE, None, class);
        let whole = met.iter().chain(&each).chain(rest.iter()).sum::<i64>();
        let what = (class, variance, &met, &borne, rest);
        broken.hold("sources, shares and the rest add up", Some(whole) == variance, pool, what);
        if let Some(left) = amount(known, id::TO_SHARE, None, class) {
            let whole = met.iter().sum::<i64>() + left;
            broken.hold(
                "sources and what is left add up",
                Some(whole) == variance,
                pool,
                (class, variance, &met, left),
            );
        }
    }
}

/// Law: the schemes of a pool add up to it, and its sources to what partners put in and to what was spent.
fn schemes_add_up(own: &[&Figure], is_closed: bool, known: &Known<'_>, pool: &Pool, broken: &mut Broken) {
    let sum = |id: &str, is_of: fn(&FigureKey) -> bool| -> Option<i64> {
        let is_it = |figure: &&Figure| figure.key.id == id && figure.key.class.is_none() && is_of(&figure.key);
        own.iter().copied().filter(is_it).map(|one| one.quantity.amount().map(Money::pence)).sum()
    };
    let scheme = |id| sum(id, |key| key.scheme.is_some());
    let source = |id| sum(id, |key| key.source.is_some());
    let whole = |id| amount(known, id, None, None);
    let mut hold = |law, one: Option<i64>, other: Option<i64>| {
        if one.is_some() && other.is_some() {
            broken.hold(law, one == other, pool, (one, other));
        }
    };
    for id in [id::BUDGET, id::ACTUAL, id::FORECAST] {
        hold("schemes add up to the pool", scheme(id), whole(id));
    }
    let cost = if is_closed { id::ACTUAL } else { id::FORECAST };
    let beyond = scheme(cost).zip(scheme(id::SCHEME_AGREED)).map(|(cost, agreed)| cost - agreed);
    hold("what schemes cost beyond their budgets adds up", scheme(id::VARIANCE), beyond);
    // Beside money brought forward, or income, it is a figure of its own.
    let is_all = pool.brought_forward.is_none() && pool.income.is_none();
    let committed = whole(id::AGREED_COMMITTED).or_else(|| whole(id::AGREED).filter(|_| is_all));
    let in_kind = pool.basis.contains("kind");
    hold("sources add up to what was committed", source(id::FUNDING_INCOME), committed.filter(|_| !in_kind));
    hold("what sources pay for adds up to schemes", source(id::FUNDING_PLANNED), scheme(id::SCHEME_AGREED));
    hold("what was spent of sources adds up to the pool", source(id::FUNDING_SPENT), whole(id::ACTUAL));
    let balance = source(id::FUNDING_INCOME).zip(source(id::FUNDING_PLANNED)).map(|(income, planned)| income - planned);
    hold("a balance is what is put in less what it is for", source(id::FUNDING_BALANCE), balance);
}

/// A pool of which a partner budgets or pays less, or the host has budgeted less, and no variation says so.
fn lowered(mut pool: Pool, dice: &mut Dice) -> Pool {
    use scrutiny::model::entry::Kind;
    let kinds = [Kind::ContributionBudget, Kind::Contribution, Kind::Budget];
    let only = dice.pick(&[None, Some(0), Some(1), Some(2)]).map(|place: usize| kinds[place]);
    for said in &mut pool.said {
        let is_it = kinds.contains(&said.kind) && only.is_none_or(|kind| kind == said.kind);
        if is_it && said.pence > 0 {
            said.pence -= dice.pence(said.pence);
        }
    }
    pool
}

/// Law: with the base `committed`, that raises nobody's part and moves neither what was agreed nor the variance.
fn nobody_bears_more(before: &Known<'_>, after: &Known<'_>, pool: &Pool, broken: &mut Broken) {
    // Where one of two classes was reported, its budget says whether it holds the other, too, and then its variance is not known.
    let classes = |pools: &mut dyn Iterator<Item = Class>| {
        let (revenue, capital): (Vec<Class>, Vec<Class>) = pools.partition(|class| *class == Class::Revenue);
        usize::from(!revenue.is_empty()) + usize::from(!capital.is_empty())
    };
    let is_told_apart = classes(&mut pool.committed.iter().map(|row| row.class))
        == classes(&mut pool.said.iter().filter(|said| said.partner.is_none()).map(|said| said.class));
    for ((id, partner, class), amount) in before {
        let now = after.get(&(id, *partner, *class)).copied();
        if [id::AGREED, id::VARIANCE, id::RISK_SHARE, id::NOT_ALLOTTED].contains(id) {
            let law = "budgeting or paying less moves neither the agreed pool nor who bears what";
            let is_open = now.flatten().is_none() && *id != id::AGREED && !is_told_apart;
            broken.hold(law, now == Some(*amount) || is_open, pool, (id, partner, class, amount, now));
        }
    }
}

/// A pool in which nobody reaches a cap.
fn uncapped(mut pool: Pool) -> Pool {
    pool.shares.iter_mut().for_each(|row| row.cap = row.cap.map(|_| NO_CAP));
    pool
}

/// Law: a cap makes no gain smaller, unless it bounds both ways.
fn no_gain_is_smaller(capped: &Known<'_>, open: &Known<'_>, pool: &Pool, broken: &mut Broken) {
    for class in [None, Some(Class::Revenue), Some(Class::Capital)] {
        let gains =
            |(partner, amount): (_, Option<i64>)| amount.filter(|amount| *amount < 0).map(|amount| (partner, amount));
        for (partner, gain) in shares(open, class).into_iter().filter_map(gains) {
            let now = amount(capped, id::RISK_SHARE, Some(partner), class);
            // Both together may have a loss in one class, which a cap bounds.
            let is_alone =
                class.is_some() || amount(open, id::RISK_SHARE, Some(partner), Some(Class::Capital)).is_none();
            let is_kept = !is_alone || now.is_some_and(|now| now <= gain);
            broken.hold("a cap makes no gain smaller", is_kept, pool, (partner, class, gain, now));
        }
    }
}

/// A pool whose money brought forward is a source, or is none.
fn brought(mut pool: Pool, is_source: bool) -> Pool {
    pool.sources.retain(|(_, kind, _)| *kind != SourceKind::BroughtForward);
    pool.sources.extend(pool.brought_forward.filter(|_| is_source).map(|pence| (4, SourceKind::BroughtForward, pence)));
    pool
}

/// Law: money brought forward is in the agreed pool or a source, never both.
fn in_one_or_the_other(none: &Known<'_>, source: &Known<'_>, pool: &Pool, broken: &mut Broken) {
    let Some(pence) = pool.brought_forward else { return };
    let by = if pool.underspend.starts_with("Carried forward") { pence } else { 0 };
    let classes = [Class::Revenue, Class::Capital].map(Some);
    let agreed = |known: &Known<'_>, class| amount(known, id::AGREED, None, class);
    let first = classes.into_iter().find(|class| none.contains_key(&(id::AGREED, None, *class))).flatten();
    for class in [None].into_iter().chain(classes) {
        let (Some(without), Some(with)) = (agreed(none, class), agreed(source, class)) else { continue };
        let is_it = class.is_none() || class == first;
        let is_kept = without - with == if is_it { by } else { 0 };
        broken.hold("what is brought forward is in the pool or a source", is_kept, pool, (class, without, with));
    }
    let met = MET_BY.first().is_some_and(|id| none.keys().any(|(of, ..)| of == id));
    broken.hold("what is no source meets nothing", !met, pool, ());
}

/// The variations of a pool that do not count.
fn others<'a>(figures: &'a Figures, pool: &Pool) -> impl Iterator<Item = &'a NotCounted> + use<'a> {
    figures.books.not_counted.under(&pools::id(pool.number))
}

fn without_others(figures: &Figures, mut pool: Pool) -> Pool {
    for other in others(figures, &pool) {
        let row = other.variation.reference.as_deref();
        pool.varied.retain(|one| Some(one.number.to_string().as_str()) != row);
    }
    pool
}

/// A pool with the rows of each sheet, and of the returns, in another order.
fn shuffled(mut pool: Pool, dice: &mut Dice) -> Pool {
    dice.shuffle(&mut pool.committed);
    dice.shuffle(&mut pool.varied);
    dice.shuffle(&mut pool.sources);
    dice.shuffle(&mut pool.shares);
    dice.shuffle(&mut pool.said);
    pool
}

/// Law: both have the same figures.
fn alike([before, after]: [&Figures; 2], with_whys: bool, law: &'static str, pools: &[Pool], broken: &mut Broken) {
    let is_same = |one: &Quantity, other: &Quantity| match (one, other) {
        (Quantity::NoAmount { at_least, .. }, Quantity::NoAmount { at_least: other, .. }) if !with_whys => {
            at_least == other
        }
        (
            Quantity::NoShare { numerator, denominator, .. },
            Quantity::NoShare { numerator: part, denominator: whole, .. },
        ) if !with_whys => (numerator, denominator) == (part, whole),
        _ => one == other,
    };
    let by_id: BTreeMap<String, &Pool> = pools.iter().map(|pool| (pools::id(pool.number), pool)).collect();
    *broken.held.entry(law).or_default() += pools.len();
    for (one, other) in [(before, after), (after, before)] {
        for figure in one.all() {
            let Some(pool) = figure.key.agreement.as_deref().and_then(|id| by_id.get(id)) else { continue };
            let other = other.by(&figure.key).and_then(|number| other.get(number)).map(|other| &other.quantity);
            if !other.is_some_and(|other| is_same(&figure.quantity, other)) {
                broken.hold(law, false, pool, (&figure.key, &figure.quantity, other));
            }
        }
    }
}
