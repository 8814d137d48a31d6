//! An invented area with forty agreements and nine partners, for packs of many pages.

use std::sync::LazyLock;

use super::Area;
use super::publication::Publication;

const SERVICES: [&str; 20] = [
    "Better Care Fund",
    "Adults with learning disabilities",
    "Community equipment and minor adaptations at home",
    "Drug and alcohol treatment",
    "Carers’ breaks",
    "Intermediate care and reablement",
    "Discharge to assess",
    "Children’s continuing care, including placements jointly funded with education",
    "Mental health aftercare under section 117",
    "Falls prevention",
    "Telecare",
    "Stroke early supported discharge",
    "Dementia day opportunities",
    "Sexual health outreach",
    "Hospital social work",
    "Care home quality and medicines",
    "Extra care housing",
    "Autism diagnosis and support",
    "Voluntary sector prevention grants",
    "Integrated locality teams for people with several long-term conditions",
];

const PLACES: [&str; 2] = ["Ottershaw and the Vale", "Llanfair Ŵyn"];

const COUNCIL: &str = "Ottershire County Council";

const HEALTH: [&str; 3] = [
    "NHS Ottershire, the Vale and Llanfair Integrated Care Board",
    "NHS North Marches Integrated Care Board",
    "Ottershire Partnership NHS Foundation Trust",
];

const DISTRICTS: [&str; 5] = ["Ashby", "Brockton", "Carrow", "Denholm-on-the-Water and Upper Denholm", "Eaves"];

const RULES: [&str; 4] =
    ["Proportional to opening contributions", "Fixed percentages", "Part of the pool: 40%", "None: each bears its own"];

struct Agreement {
    id: String,
    title: String,
    pooled: bool,
    rule: &'static str,
    /// Partners with what each commits, in pounds.
    partners: Vec<(String, u64)>,
}

fn agreements(count: u64) -> Vec<Agreement> {
    (0..count)
        .map(|number| {
            let at = number as usize;
            let health = HEALTH[if number % 7 == 6 { 1 } else { at % 2 * 2 }];
            let amount = 90_000 + number * number * 41_003 % 19_000_000;
            let mut partners = vec![(COUNCIL.to_owned(), amount), (health.to_owned(), amount * 3 / 2 + 125)];
            if number % 5 == 2 {
                let districts = DISTRICTS.iter().take(2 + at % 4);
                partners.extend(districts.map(|name| (format!("{name} District Council"), 40_000 + number * 1_111)));
            }
            Agreement {
                id: format!("a{number:02}"),
                title: format!("{}, {}", SERVICES[at % 20], PLACES[at / 20]),
                pooled: number % 9 != 4,
                rule: RULES[at % 4],
                partners,
            }
        })
        .collect()
}

/// All of its agreements as they are published, made once for all tests that look at them.
pub fn published() -> &'static Publication {
    static PUBLISHED: LazyLock<Publication> = LazyLock::new(|| first(40).published());
    &PUBLISHED
}

/// The area with the first of its agreements alone: six years of commitments, and what hosts and partners say of the ninth month.
pub fn first(count: u64) -> Area {
    let agreements = agreements(count);
    let area = partners(settled(Area::new()));
    let area = agreements.iter().enumerate().fold(area, |area, (number, one)| registered(area, number, one));
    let area = agreements.iter().enumerate().fold(area, |area, (number, one)| returned(area, number, one));
    totals(area)
}

fn settled(area: Area) -> Area {
    area.title("Ottershire, the Vale and Llanfair")
        .set("committee", "\"Health and Adult Social Care Overview and Scrutiny Committee\"")
        .set("meeting", "2025-02-11")
        .period("2024-25-M09")
        .at("2024-12-31")
        .set("author", "\"Integrated Finance Team\"")
        .set("headline", "\"formal-joint\"")
}

fn partners(area: Area) -> Area {
    let area = area.partner(COUNCIL, "council");
    let area = HEALTH.iter().fold(area, |area, name| area.partner(name, "health").with("From", "2013-04-01"));
    DISTRICTS.iter().fold(area, |area, name| area.partner(&format!("{name} District Council"), "council"))
}

fn registered(area: Area, number: usize, one: &Agreement) -> Area {
    let aims = "Fewer days in hospital, more years at home, one plan for each person";
    let mut area = area
        .agreement(&one.title)
        .with("Agreement", &one.id)
        .with("Service", &format!("Services in {}", PLACES[number / 20]))
        .arrangements(if one.pooled { "Section 75 pooled fund" } else { "Aligned budget" })
        .with("Pool manager", "Head of joint commissioning")
        .with("Board", "Integrated commissioning board")
        .with("Board last met", "2024-11-05")
        .with("Users and carers", "Two members of the carers’ forum")
        .with("Aims", if number.is_multiple_of(3) { aims } else { "" })
        .with("Start", "2015-04-01")
        .with("Notice months", "12")
        .with("Status", "Active")
        .with("Risk share", one.rule)
        .with("Underspend", "Carried forward in the pool")
        .materiality(5_000);
    for year in 19..=24 {
        for (partner, amount) in &one.partners {
            area = area.commits_for(&format!("20{year}-{}", year + 1), partner, amount * (80 + year - 4) / 100);
        }
    }
    if one.rule.starts_with("Fixed") {
        let each = 100 / one.partners.len();
        for (place, (partner, _)) in one.partners.iter().enumerate() {
            area = area.bears(partner, if place == 0 { 100 - each * (one.partners.len() - 1) } else { each });
        }
    }
    if number % 4 == 1 {
        let why = "Placements cost more than was planned, and three posts could not be filled before the autumn";
        let ask = "Note the position, and ask for a plan of recovery by March";
        area = area.note("why", why).with("Period", "").with("Officer", "Head of joint commissioning");
        area = area.note("ask", ask).with("Period", "").with("Officer", &format!("Director {number}"));
    }
    area
}

fn returned(area: Area, number: usize, one: &Agreement) -> Area {
    let budget: u64 = one.partners.iter().map(|(_, amount)| amount).sum();
    let forecast = [budget, budget + budget / 40 + 77, budget - budget / 60, budget + budget / 9][number % 4];
    let mut area = area.agreement(&one.title);
    if one.pooled && number % 13 != 12 {
        area = area.pool_budget(budget).pool_spent(budget * 3 / 4).pool_forecast(forecast);
    }
    for (partner, amount) in &one.partners {
        let given = if number % 11 == 7 { amount - 20_000 } else { *amount };
        area = area.budgets(partner, given).pays(partner, given * 3 / 4);
    }
    area
}

fn totals(mut area: Area) -> Area {
    for year in 19..=24_u64 {
        let whole = format!("20{year}-{}", year + 1);
        area = area.total_for(&whole, "area", "health-and-social-care", 2_900_000_000 + year * 31_000_000).total_for(
            &whole,
            COUNCIL,
            "social-care-gross",
            610_000_000 + year * 9_000_000,
        );
    }
    area
}
