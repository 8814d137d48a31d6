//! An invented area with forty agreements and nine partners, for packs of many pages.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use scrutiny::model::words::slug;

use super::{Area, workbook};

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

/// The area in a folder of its own, with the house's templates.
pub fn area() -> Area {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("input");
    fs::create_dir_all(&input).unwrap();
    write(&input);
    Area::copy(&input)
}

/// Writes the area: a register with six years of commitments, and what hosts and partners say of the ninth month.
pub fn write(area: &Path) {
    write_first(40, area);
}

/// The same with the first of its agreements alone.
pub fn write_first(count: u64, area: &Path) {
    let agreements = agreements(count);
    fs::create_dir_all(area).unwrap();
    fs::write(area.join("agreements.xlsx"), workbook::from_text(&register(&agreements), true)).unwrap();
    fs::write(
        area.join("area.toml"),
        "title = \"Ottershire, the Vale and Llanfair\"\ncommittee = \"Health and Adult Social Care Overview and Scrutiny Committee\"\n\
         meeting = 2025-02-11\nperiod = \"2024-25-M09\"\nas-at = 2024-12-31\nstatus = \"draft\"\nauthor = \"Integrated Finance Team\"\n\
         access = \"public\"\npack = \"scrutiny\"\nheadline = \"formal-joint\"\n",
    )
    .unwrap();
    let mut pools =
        "Period: 2024-25-M09\nScheme,Annual budget (£),Actual to date (£),Forecast outturn (£)\n".to_owned();
    let mut paid: BTreeMap<&str, String> = BTreeMap::new();
    for (number, agreement) in agreements.iter().enumerate() {
        let budget: u64 = agreement.partners.iter().map(|(_, amount)| amount).sum();
        let forecast = [budget, budget + budget / 40 + 77, budget - budget / 60, budget + budget / 9][number % 4];
        let title = &agreement.title;
        if agreement.pooled && number % 13 != 12 {
            writeln!(pools, "\"{title}\",{budget},{},{forecast}", budget * 3 / 4).unwrap();
        }
        for (partner, amount) in &agreement.partners {
            let given = if number % 11 == 7 { amount - 20_000 } else { *amount };
            let rows = paid.entry(partner).or_insert_with(|| {
                "Period: 2024-25-M09\nAgreement,Partner,Contribution for the year (£),Paid to date (£)\n".to_owned()
            });
            writeln!(rows, "\"{title}\",\"{partner}\",{given},{}", given * 3 / 4).unwrap();
        }
    }
    for (partner, rows) in &paid {
        let folder = area.join("returns").join(slug(partner));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("contributions.csv"), rows).unwrap();
        if *partner == COUNCIL {
            fs::write(folder.join("monitoring.csv"), &pools).unwrap();
        }
    }
}

fn register(agreements: &[Agreement]) -> String {
    let mut text = String::from(
        "[Agreements]\nAgreement | Title | Service | Arrangements | Host | Pool manager | Board | Board last met | Users and carers | \
         Aims | Start | Notice months | Status | Risk share | Underspend | Materiality\n",
    );
    for (number, one) in agreements.iter().enumerate() {
        let arrangement = if one.pooled { "Section 75 pooled fund" } else { "Aligned budget" };
        let aims =
            if number % 3 == 0 { "Fewer days in hospital, more years at home, one plan for each person" } else { "" };
        writeln!(
            text,
            "{} | {} | Services in {} | {arrangement} | {COUNCIL} | Head of joint commissioning | Integrated commissioning board | \
             2024-11-05 | Two members of the carers’ forum | {aims} | 2015-04-01 | 12 | Active | {} | Carried forward in the pool | 5000",
            one.id, one.title, PLACES[number / 20], one.rule
        )
        .unwrap();
    }
    text.push_str("\n[Partners]\nPartner | Sector | From\n");
    writeln!(text, "{COUNCIL} | council |").unwrap();
    HEALTH.iter().for_each(|name| writeln!(text, "{name} | health | 2013-04-01").unwrap());
    DISTRICTS.iter().for_each(|name| writeln!(text, "{name} District Council | council |").unwrap());
    text.push_str("\n[Commitments]\nAgreement | Partner | Year | Recurrent | Amount\n");
    for year in 19..=24 {
        for one in agreements {
            for (partner, amount) in &one.partners {
                writeln!(
                    text,
                    "{} | {partner} | 20{year}-{} | yes | {}",
                    one.id,
                    year + 1,
                    amount * (80 + year - 4) / 100
                )
                .unwrap();
            }
        }
    }
    text.push_str("\n[Risk shares]\nAgreement | Partner | Share\n");
    for one in agreements.iter().filter(|one| one.rule.starts_with("Fixed")) {
        let each = 100 / one.partners.len();
        for (place, (partner, _)) in one.partners.iter().enumerate() {
            let share = if place == 0 { 100 - each * (one.partners.len() - 1) } else { each };
            writeln!(text, "{} | {partner} | {share}%", one.id).unwrap();
        }
    }
    text.push_str("\n[Totals]\nPartner or area | Figure | Period | Amount | Source\n");
    for year in 19..=24_u64 {
        for (who, figure, amount) in [
            ("area", "health-and-social-care", 2_900_000_000 + year * 31_000_000),
            (COUNCIL, "social-care-gross", 610_000_000 + year * 9_000_000),
        ] {
            writeln!(text, "{who} | {figure} | 20{year}-{} | {amount} | An invented figure", year + 1).unwrap();
        }
    }
    text.push_str("\n[Notes]\nAgreement | Period | About | Text | Officer\n");
    for (number, one) in agreements.iter().enumerate().filter(|(number, _)| number % 4 == 1) {
        let words = "Placements cost more than was planned, and three posts could not be filled before the autumn";
        writeln!(text, "{} | | why | {words} | Head of joint commissioning", one.id).unwrap();
        writeln!(
            text,
            "{} | | ask | Note the position, and ask for a plan of recovery by March | Director {number}",
            one.id
        )
        .unwrap();
    }
    text
}
