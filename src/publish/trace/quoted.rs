//! People's words that the pack quotes: amounts in them are those of the register, of a settings file or of a name, not figures.

use std::collections::BTreeMap;

use super::record::TraceRow;
use crate::job::Templates;
use crate::job::area::Area;
use crate::model::origin::Place;
use crate::present::Ratings;
use crate::present::pack::Pack;
use crate::publish::amounts::known;

/// Somebody's words with an amount in them.
#[derive(Debug)]
pub(super) struct Quotation<'a> {
    /// Whose words they are.
    is: String,
    /// What a note is about.
    id: &'a str,
    agreement: Option<&'a str>,
    partner: Option<&'a str>,
    period: Option<String>,
    words: String,
    place: Place,
}

/// Everybody's words, by the amounts in them.
#[derive(Debug)]
pub(super) struct Quotations<'a> {
    all: Vec<Quotation<'a>>,
    by_amount: BTreeMap<String, Vec<usize>>,
}

impl<'a> Quotations<'a> {
    /// The words that a pack may quote: the register's first, then those of settings and of names.
    pub(super) fn of(pack: &'a Pack, ratings: &'a Ratings, area: &'a Area, templates: &'a Templates) -> Self {
        let all: Vec<Quotation<'a>> = of_register(pack)
            .chain(of_settings(area, templates))
            .chain(of_ratings(pack, ratings))
            .chain(of_files(pack))
            .filter(|source| known(&source.words).next().is_some())
            .collect();
        let mut by_amount: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, source) in all.iter().enumerate() {
            for amount in known(&source.words) {
                by_amount.entry(amount).or_default().push(place);
            }
        }
        Self { all, by_amount }
    }

    /// Whose words an amount in printed words is: those that stand there.
    pub(super) fn standing(&self, amount: &str, words: &str) -> Option<&Quotation<'a>> {
        // The pack sets an apostrophe as printers do.
        let folded = |text: &str| text.to_lowercase().replace('’', "'");
        let printed = folded(words);
        let stands = |source: &&Quotation<'_>| source.words.split('\n').any(|one| printed.contains(&folded(one)));
        self.with(amount).find(stands)
    }

    /// The first words with an amount.
    pub(super) fn first(&self, amount: &str) -> Option<&Quotation<'a>> {
        self.with(amount).next()
    }

    fn with(&self, amount: &str) -> impl Iterator<Item = &Quotation<'a>> {
        let places = self.by_amount.get(amount).into_iter().flatten();
        places.filter_map(|place| self.all.get(*place))
    }
}

impl Quotation<'_> {
    /// The rows of an amount in these words.
    pub(super) fn records(&self, section: &str, amount: &str) -> Vec<TraceRow> {
        let or_empty = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let record = TraceRow {
            section: section.to_owned(),
            printed: amount.to_owned(),
            is: self.is.clone(),
            id: self.id.to_owned(),
            agreement: or_empty(self.agreement),
            partner: or_empty(self.partner),
            period: self.period.clone().unwrap_or_default(),
            ..TraceRow::default()
        };
        record.at(std::slice::from_ref(&self.place))
    }
}

fn words_of<'a>(is: &str, words: impl IntoIterator<Item = &'a str>, place: Place) -> Quotation<'a> {
    Quotation {
        is: is.to_owned(),
        id: "",
        agreement: None,
        partner: None,
        period: None,
        words: words.into_iter().collect::<Vec<_>>().join("\n"),
        place,
    }
}

fn of_register(pack: &Pack) -> impl Iterator<Item = Quotation<'_>> {
    let register = &pack.figures.books.register;
    let notes = register.notes.iter().map(|note| {
        let beside = [&note.officer, &note.owner, &note.state].into_iter().flatten();
        let words = std::iter::once(&note.text).chain(beside).map(String::as_str);
        let mut source = words_of("words of an officer", words, Place::from(&note.origin));
        source.words.extend(note.amount.map(|amount| format!("\n{amount}")));
        let period = note.period.map(|period| period.to_string());
        Quotation { id: &note.about, agreement: note.agreement.as_deref(), period, ..source }
    });
    let agreements = register.agreements.iter().map(|agreement| {
        let words = agreement.in_words().chain([agreement.id.as_str()]);
        let source = words_of("words of the register", words, Place::from(&agreement.origin));
        Quotation { agreement: Some(&agreement.id), ..source }
    });
    let payments = register.payments.iter().map(|payment| {
        let source = words_of("words of the register", payment.in_words(), Place::from(&payment.origin));
        let period = payment.year.map(|year| year.to_string());
        Quotation { agreement: Some(&payment.agreement), period, ..source }
    });
    let totals = register.totals.iter().map(|total| {
        let source = words_of("words of the register", total.source.as_deref(), Place::from(&total.origin));
        Quotation { partner: total.partner.as_deref(), period: Some(total.period.to_string()), ..source }
    });
    let partners = register
        .partners
        .iter()
        .map(|partner| words_of("name in the register", [partner.name.as_str()], Place::from(&partner.origin)));
    notes.chain(agreements).chain(payments).chain(totals).chain(partners)
}

fn of_settings<'a>(area: &'a Area, templates: &'a Templates) -> impl Iterator<Item = Quotation<'a>> {
    let setting = |words: Vec<&'a str>, file: String| words_of("words of a settings file", words, Place::file(&file));
    let words = [&area.title, &area.committee, &area.author].into_iter().chain(&area.signed_off);
    let own = setting(words.map(String::as_str).collect(), "area.toml".to_owned());
    let packs = templates.packs.get(&area.pack).into_iter().flat_map(move |pack| {
        let words = pack.words.iter().map(move |(name, text)| setting(vec![text], format!("packs/words/{name}.md")));
        words.chain([setting(vec![&pack.title], format!("packs/{}.toml", area.pack))])
    });
    let measures = templates.measures.iter().map(move |(name, measure)| {
        let mut words: Vec<&str> = vec![&measure.title, &measure.source, &measure.sentence];
        words.extend(measure.terms().map(|term| term.label.as_str()));
        words.extend(measure.exclusions.iter().map(String::as_str));
        words.extend(measure.series_breaks.iter().map(|one| one.why.as_str()));
        words.extend(measure.reference.iter().flat_map(|reference| [reference.place.as_str(), &reference.source]));
        setting(words, format!("measures/{name}.toml"))
    });
    let types = templates
        .types
        .iter()
        .map(move |(name, of)| setting(vec![&of.title, &of.legal_basis, &of.note], format!("agreements/{name}.toml")));
    let ratings = setting(
        vec![templates.house.ratings.words(), templates.house.ratings.words_of_schemes()],
        "house.toml".to_owned(),
    );
    [own, ratings].into_iter().chain(packs).chain(measures).chain(types)
}

/// The reasons of ratings, with and without pence; each leads to the agreement in the register.
fn of_ratings<'a>(pack: &'a Pack, ratings: &'a Ratings) -> impl Iterator<Item = Quotation<'a>> {
    let rated = pack.figures.books.register.agreements.iter().filter_map(|one| Some((one, ratings.get(&one.id)?)));
    rated.map(|(agreement, rated)| {
        let told = rated.because.iter().map(|reason| reason.told.as_str());
        let source = words_of("reason of a rating", told, Place::from(&agreement.origin));
        let words = format!("{}\n{}", source.words, source.words.replace(".00", ""));
        Quotation { agreement: Some(&agreement.id), words, ..source }
    })
}

/// The names of files and sheets, which are their partners' own.
fn of_files(pack: &Pack) -> impl Iterator<Item = Quotation<'_>> {
    let accounts = pack.figures.books.ledger.accounts().iter();
    accounts.map(|account| {
        let place = Place::sheet(&account.file, &account.sheet);
        words_of("name of a file or sheet", [&*account.file, &*account.sheet], place)
    })
}
