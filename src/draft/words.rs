//! Drafting: the words that headings use, and what a column under them holds.

use super::calendar::time_in;
use crate::model::words::folded;

/// What a heading says of a column of words or days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordsHeading {
    /// A payee, who may be a person: never read.
    Payee,
    /// A reference, a code, an address: nothing that the program needs.
    Reference,
    /// When; the smaller the number, the nearer to when money moved.
    When(u8),
    /// Revenue or capital.
    Class,
    /// An agreement.
    Agreement,
    /// Whose money.
    Partner,
    /// A part of an organisation, which may be what an agreement is called there; the smaller, the more telling.
    Place(u8),
    /// What money was for.
    Line,
}

/// What a heading says of a column of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FiguresHeading {
    /// A reference or a number of a payee.
    Reference,
    /// A count, a rate or a percentage.
    NoMoney,
    /// A difference, a balance, or money of another time.
    Beside,
    /// A share of an amount.
    Share,
    /// Income that is planned or expected.
    PlannedIncome,
    /// Tax on the amount.
    Vat,
    /// Money of a kind that the heading names.
    Kind(&'static str),
    /// Money of a kind that the heading does not name; the smaller, the more likely the one that counts.
    Money(u8),
}

/// Words for payees. What stands under them may be a person's name.
const PAYEES: &str = "supplier|suppliers|payee|vendor|creditor|beneficiary|merchant|claimant|recipient|employee|provider|\
    client|service user|customer|paid to|email|contact|journalist|landlord|tenant|surname|forename|\
    first name|last name|company|contractor|trading name|carer|=name|birth|dob|payer|debtor";

const REFERENCES: &str = "id|ids|code|codes|reference|ref|number|no|nos|transno|trans|seq|=invoice|=transaction|document|\
    voucher|url|urls|postcode|uprn|vat reg|vat registration|=contract|notes|their ref|serial|department family";

/// What numbers are that only name a thing, so far as no other word of the heading speaks of money.
const CODES: &str = "cost centre|cost center|costcentre|nominal|account|subjective|objective|phone|telephone|tel|mobile|\
    usrn|easting|northing|batch|cheque|journal|order|po|ward|gl|g l|ledger|=cc|=line|=row|=year|=financial year|\
    =calendar year|=period|=month|=quarter|age|=key";

/// How the heading of numbers ends that only name a thing.
const CODE_ENDS: &str = "code|codes|id|ids|number|numbers|no|nos|ref|reference";

/// Headings of columns of words or days, the first that fits; `=` means the whole heading, else words within it.
const WORDS: [(WordsHeading, &str); 14] = [
    (WordsHeading::Class, "cap rev|capital revenue|revenue capital|caporrev|rev cap|=class|cap or rev"),
    (WordsHeading::When(1), "payment date|paid date|date paid|date of payment|invoice payment date|payment paid date"),
    (WordsHeading::When(4), "invoice date|due date|date of invoice"),
    (WordsHeading::When(3), "effective date|posting date|transaction date|clearing date"),
    (WordsHeading::When(2), "date|=period|=month|=quarter|=year|financial year|financial period"),
    (WordsHeading::Agreement, "scheme|=scheme name|pooled fund|pooled budget|=pool|agreement|=fund|pool name"),
    (
        WordsHeading::Partner,
        "partner|=body|body name|name of body|organisation name|=organisation|authority name|=authority|\
        local authority|=council|council name|name of council|=icb|=ccg|icb name|=la|la name|upper tier la|\
        nhs body|=trust|organization name|=entity",
    ),
    (WordsHeading::Place(1), "cost centre name|cost centre|cost center|costcentre|=cc"),
    (WordsHeading::Line, "expense area type|detailed expenditure type"),
    (
        WordsHeading::Place(2),
        "=service|service label|service area|service name|=services|organisational unit|organisation unit|team",
    ),
    (WordsHeading::Place(3), "directorate|department|dept|division|business unit|portfolio|expense area|=function"),
    (WordsHeading::Line, "purpose|expense type|expenses type|expenditure type|g l description|account|account name"),
    (
        WordsHeading::Line,
        "subjective|expenditure category|expenditure catergory|expense category|=line|purpose of spend",
    ),
    (WordsHeading::Line, "group description|=description|classification|category|service line|type of spend"),
];

const FIGURES: [(FiguresHeading, &str); 14] = [
    (FiguresHeading::Money(3), "net of income|less income|after income|net of contributions|net of receipts"),
    (
        FiguresHeading::Kind("contribution-budget"),
        "contribution budget|contributions budget|budget contribution|budgeted contribution|budgeted contributions|\
        contribution for the year|contributions for the year|annual contribution|annual contributions|\
        agreed contribution|agreed contributions|planned contribution|planned contributions|committed contribution|\
        committed contributions",
    ),
    (FiguresHeading::Kind("income"), "client contributions|client contribution|income|fees and charges|sales"),
    (FiguresHeading::Kind("receipt"), "received|receipt|receipts"),
    (FiguresHeading::Kind("contribution"), "contribution|contributions"),
    (
        FiguresHeading::Kind("forecast"),
        "forecast|forecasted|forecasts|projected|projection|estimate|estimated|fot|fcst|expected|likely|anticipated",
    ),
    (
        FiguresHeading::Kind("budget"),
        "budget|budgets|=bud|allocation|planned|plan|plans|approved|proposed|target|targets|limit|maximum|awarded",
    ),
    (
        FiguresHeading::Kind("expenditure"),
        "actual|actuals|spend|spent|expenditure|outturn|cost|costs|=act|act ytd|ytd act",
    ),
    (
        FiguresHeading::Money(1),
        "=amount|net amount|invoice line value|payment amount|amount paid|invoice amount|line amount",
    ),
    (FiguresHeading::Money(2), "amount|amounts|value|=gross|=net|gross amount|payment|payments"),
    (FiguresHeading::Money(3), "total|sum|gross|net"),
    (FiguresHeading::Kind("contribution"), "=paid|paid to date|paid year to date|paid ytd"),
    (FiguresHeading::Kind("receipt"), "receivable"),
    (FiguresHeading::Money(3), "ytd"),
];

/// Words that make money one that is planned, and not one that was had or paid.
const PLANNED: &str = "budget|budgets|budgeted|plan|planned|target|targets|proposed|approved|limit|maximum";

/// Words that make money one that is expected.
const EXPECTED: &str = "forecast|projected|estimate|estimated|expected|likely|anticipated|fot|fcst";

/// What is counted and no money, where a heading says that it is done or planned and speaks of no money.
const COUNTED: &str = "admissions|admission|beds|bed days|outputs|referrals|discharges|attendances|contacts|visits|\
    beneficiaries|cases|clients|people|persons|households|assessments|service users|patients";

/// Words that say of counts and of money that they are done or planned.
const DONE_OR_PLANNED: &str = "actual|actuals|planned|plan|target|forecast|expected|projected|delivered|to date|ytd";

/// Words that are said of money alone.
const OF_MONEY: &str = "spend|spent|spending|expenditure|cost|costs|budget|income|contribution|contributions|paid|\
    payment|payments|amount|value|outturn|funding|fees|charges|grant|grants";

const NO_MONEY: &str = "how many|number of|percent|percentage|hours|days|weeks|deaths|headcount|fte|wte|=rate|\
    respondents|margin of error|rank|population|numerator|ratio|proportion|average|median|score|per head|\
    per person|per week|unit cost|unit price|activity|volume|quantity|qty|per case|per bed|per client|per place|\
    per placement|per package|per unit|per day|per hour|per night|per visit|per user|per service user|per referral|\
    per household|per capita|per admission|per patient|weekly cost|daily cost|hourly cost|weekly rate|daily rate|\
    hourly rate|unit rate";

/// What is a difference, or money of another time.
const BESIDE: &str = "variance|variances|=var|var ytd|ytd var|=difference|over under|overspend|underspend|under spend|over spend|=committed|\
    committed spend|unspent|carried forward|brought forward|previous year|last year";

/// The same in a short heading; a longer one may speak of a surplus, and be its line: `Collection fund surplus for council tax`.
const SHORTLY_BESIDE: &str = "movement|surplus|deficit|remaining|balance|balances|commitments|outstanding|accrual|accruals|\
    previous|prior|=change|cost pressure|cost pressures|avoided|avoidance|savings|saving|efficiency|efficiencies";

/// How many words a heading has that is the name of a thing; a longer one may speak of it and yet stand over money.
const SHORT: usize = 4;

const CUMULATIVE: &str = "to date|ytd|year to date|cumulative";

/// Words of amounts that are for a whole year, whatever part of it a sheet is for.
const WHOLE_YEAR: &str = "annual|full year|for the year|whole year|year end|forecast outturn|outturn forecast|\
    projected outturn|fy|12 months";

/// What a heading says of a column of words or days.
pub(super) fn of_words(heading: &str) -> Option<WordsHeading> {
    let heading = spaced(heading);
    if names_payee(&heading) {
        return Some(WordsHeading::Payee);
    }
    let found = WORDS.iter().find(|(_, phrases)| says_any(&heading, phrases));
    let is_reference = says_any(&heading, REFERENCES);
    match found {
        Some((WordsHeading::Agreement | WordsHeading::When(_) | WordsHeading::Class, _)) | None if is_reference => {
            Some(WordsHeading::Reference)
        }
        Some((WordsHeading::Partner | WordsHeading::Line, _)) if is_reference => Some(WordsHeading::Reference),
        other => other.map(|(meaning, _)| *meaning),
    }
}

/// What a heading says of a column of figures.
pub(super) fn of_figures(heading: &str) -> Option<FiguresHeading> {
    let spaced = spaced(heading);
    let has = |phrases: &str| says_any(&spaced, phrases);
    let in_pounds = heading.contains('£');
    let is_count = has(COUNTED) && has(DONE_OR_PLANNED) && !has(OF_MONEY) && !in_pounds;
    if is_percentage(heading) || has(NO_MONEY) || is_count {
        return Some(FiguresHeading::NoMoney);
    }
    if has("share|shares") {
        return Some(FiguresHeading::Share);
    }
    let is_short = heading.split_whitespace().count() <= SHORT;
    if has(BESIDE) || is_short && has(SHORTLY_BESIDE) {
        return Some(FiguresHeading::Beside);
    }
    let last = spaced.trim().rsplit(' ').next().unwrap_or_default();
    if CODE_ENDS.split('|').any(|end| end == last) && !in_pounds {
        return Some(FiguresHeading::Reference);
    }
    if has("=vat|irrecoverable vat|vat amount|vat on|vat element") {
        return Some(FiguresHeading::Vat);
    }
    let money = without_codes(&spaced);
    let money = FIGURES.iter().find(|(_, phrases)| says_any(&money, phrases)).map(|(meaning, _)| *meaning);
    // A long heading, or one in pounds, may speak of clients and yet stand over money: `Older people (all client groups)`.
    let names_payee = names_payee(&spaced) && is_short && !in_pounds;
    let names_thing = names_payee || has("code|codes|id|number|no|ref|reference|category");
    match money {
        Some(FiguresHeading::Kind(_)) if names_thing && !has("contributions|contribution") => {
            Some(FiguresHeading::Reference)
        }
        Some(FiguresHeading::Kind("income" | "receipt")) if has(PLANNED) || has(EXPECTED) => {
            Some(FiguresHeading::PlannedIncome)
        }
        Some(FiguresHeading::Kind("contribution")) if has(PLANNED) => Some(FiguresHeading::Kind("contribution-budget")),
        Some(money) => Some(money),
        None => (names_thing || has(REFERENCES) || is_short && has(CODES)).then_some(FiguresHeading::Reference),
    }
}

/// Whether a heading says that its numbers are percentages. `PCT` is a trust, `pct` none.
pub(super) fn is_percentage(heading: &str) -> bool {
    let mut words = heading.split(|character: char| !character.is_alphanumeric());
    heading.contains('%')
        || words.any(|word| matches!(word, "pct" | "percent" | "percentage" | "Percent" | "Percentage"))
}

/// Whether a spaced heading names a payee; what is paid to date, or to a quarter, is paid to nobody.
fn names_payee(spaced: &str) -> bool {
    let until = spaced.split_once(" paid to ").map(|(_, rest)| rest.trim());
    let is_time = until.is_some_and(|rest| rest.starts_with("date") || time_in(rest).is_some());
    says_any(spaced, PAYEES) && !is_time
}

/// What a title or a name says of the kind of the amounts below it.
pub(super) fn of_title(title: &str) -> Option<&'static str> {
    const PAYMENTS: &str = "payments|spend over|spending over|invoices|transactions|payments over";
    // A pooled budget is what the money lies in, whatever is said of it.
    let words = spaced(title);
    let without = words.replace(" pooled budget ", " pool ").replace(" pooled budgets ", " pools ");
    match of_figures(if without == words { title } else { &without }) {
        Some(FiguresHeading::Kind(kind)) => Some(kind),
        _ => says_any(&words, PAYMENTS).then_some("expenditure"),
    }
}

/// A heading without the phrases in it that name a code: the `cost` of a cost centre is none.
fn without_codes(spaced: &str) -> String {
    let phrases = CODES.split('|').filter(|phrase| !phrase.starts_with('=') && phrase.contains(' '));
    phrases.fold(spaced.to_owned(), |rest, phrase| rest.replace(&format!(" {phrase} "), " "))
}

/// Whether a heading says that money was paid, and not only promised.
pub(super) fn says_paid(heading: &str) -> bool {
    says_any(&spaced(heading), "paid|actual|actuals|made|to date|ytd|received")
}

/// Whether a heading says that its amounts are for the whole year.
pub(super) fn is_of_whole_year(heading: &str) -> bool {
    says_any(&spaced(heading), WHOLE_YEAR)
}

/// Whether a heading calls its amounts capital. Charges for capital are revenue.
pub(super) fn is_capital(heading: &str) -> bool {
    let heading = spaced(heading);
    let beside = "capital charges|capital charge|capital financing|excluding capital|including capital|incl capital|\
        excl capital|revenue";
    says_any(&heading, "capital|capex|cap") && !says_any(&heading, beside)
}

/// The scale that the last word of a heading may be, which is no unit by itself: `budget_k`.
pub(super) fn scale_at_end(heading: &str) -> Option<&'static str> {
    match spaced(heading).trim().rsplit(' ').next()? {
        "k" | "000" | "000s" | "thousand" | "thousands" => Some("thousands"),
        "m" | "mn" | "mil" | "million" | "millions" => Some("millions"),
        _ => None,
    }
}

/// Whether a heading says that its amounts run from the start of the year.
pub(super) fn is_cumulative(heading: &str) -> bool {
    let heading = spaced(heading);
    says_any(&heading, CUMULATIVE)
}

/// Whether a text names a council or a health body, as far as its words show.
pub(super) fn is_body(text: &str) -> bool {
    const SIGNS: &str = "council|ccg|icb|nhs|pct|trust|ua|borough|=england|=health|=lcc|upon|city of|county council|\
        partnership|isles of scilly";
    const NAMES: &str = "barnsley|birmingham|bolton|bradford|bury|calderdale|camden|cheshire|cornwall|coventry|croydon|\
        cumbria|devon|doncaster|dorset|dudley|essex|gateshead|hampshire|hackney|kent|kirklees|knowsley|\
        lancashire|leeds|liverpool|manchester|norfolk|oldham|oxfordshire|rochdale|salford|sheffield|\
        solihull|stockport|sunderland|tameside|trafford|wigan|wolverhampton";
    let text = spaced(text);
    says_any(&text, SIGNS) || NAMES.split('|').any(|name| name == text.trim())
}

/// Folded, with a space around every word; `NetAmount` is two words.
pub(super) fn spaced(heading: &str) -> String {
    let mut divided = String::with_capacity(heading.len());
    let mut after_small = false;
    for character in heading.chars() {
        if after_small && character.is_uppercase() {
            divided.push(' ');
        }
        after_small = character.is_lowercase();
        divided.push(character);
    }
    format!(" {} ", folded(&divided))
}

/// Whether a heading says any of the phrases between bars.
pub(super) fn says_any(spaced: &str, phrases: &str) -> bool {
    phrases.split('|').any(|phrase| says(spaced, phrase))
}

fn says(spaced: &str, phrase: &str) -> bool {
    match phrase.strip_prefix('=') {
        Some(whole) => spaced.trim() == whole,
        // What is given to date is no date.
        None if phrase == "date" && spaced.contains(" to date ") => false,
        None => spaced.contains(&format!(" {phrase} ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{FiguresHeading, WordsHeading, is_body, is_cumulative, of_figures, of_words};

    #[test]
    fn payees_and_references_are_never_anything_else() {
        for heading in ["Supplier Name", "Payee", "Vendor name", "SUPPLIER", "Creditor Type", "Merchant Category"] {
            assert_eq!(of_words(heading), Some(WordsHeading::Payee), "{heading}");
        }
        for heading in ["Transaction No.", "Organisation Code", "Internal Ref", "VAT Reg no", "Invoice Number"] {
            assert_eq!(of_words(heading), Some(WordsHeading::Reference), "{heading}");
            assert_eq!(of_figures(heading), Some(FiguresHeading::Reference), "{heading}");
        }
        assert_eq!(of_figures("Supplier ID"), Some(FiguresHeading::Reference));
        assert_eq!(of_figures("SeRCOP Expenditure Code"), Some(FiguresHeading::Reference));
    }

    #[test]
    fn headings_of_ledgers_are_known() {
        for (heading, meaning) in [
            ("Invoice Payment Date", WordsHeading::When(1)),
            ("EFEFCTIVE DATE", WordsHeading::When(2)),
            ("Body Name", WordsHeading::Partner),
            ("Cap/Rev", WordsHeading::Class),
            ("Cost Centre", WordsHeading::Place(1)),
            ("Service Area", WordsHeading::Place(2)),
            ("organisational_unit", WordsHeading::Place(2)),
            ("G/L Description", WordsHeading::Line),
            ("Pooled fund", WordsHeading::Agreement),
        ] {
            assert_eq!(of_words(heading), Some(meaning), "{heading}");
        }
        assert_eq!(of_words("Something else"), None);
    }

    #[test]
    fn headings_of_figures_are_known() {
        for (heading, meaning) in [
            ("Amount", FiguresHeading::Money(1)),
            ("Invoice Line Value (net of VAT)", FiguresHeading::Money(1)),
            ("AMOUNT (£)", FiguresHeading::Money(1)),
            ("Annual budget", FiguresHeading::Kind("budget")),
            ("Actual to date", FiguresHeading::Kind("expenditure")),
            ("Client contributions (Sales, Fees and Charges)", FiguresHeading::Kind("income")),
            ("Forecast outturn", FiguresHeading::Kind("forecast")),
            ("How many organisations received grants", FiguresHeading::NoMoney),
            ("Irrecoverable VAT", FiguresHeading::Vat),
        ] {
            assert_eq!(of_figures(heading), Some(meaning), "{heading}");
        }
        assert!(is_cumulative("Actual to date") && !is_cumulative("Date"));
    }

    #[test]
    fn bodies_are_known_by_their_words() {
        assert!(is_body("BATH & NORTH EAST SOMERSET UA") && is_body("Salford") && is_body("Council"));
        assert!(!is_body("Education services"));
    }
}
