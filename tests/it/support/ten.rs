//! An invented area with ten agreements, of which three are in trouble: one overspends, in one a partner puts in less, one is not paid.

use super::Area;

const COUNCIL: &str = "Marlshire Council";
const HEALTH: &str = "NHS Marlshire Integrated Care Board";

/// What an agreement is called and, in pounds, what the council and the NHS commit to it.
const AGREEMENTS: [(&str, u64, u64); 10] = [
    ("Adults with learning disabilities", 14_400_000, 9_600_000),
    ("Better Care Fund", 8_200_000, 13_900_000),
    ("Carers’ breaks", 640_000, 410_000),
    ("Community equipment", 1_150_000, 1_720_000),
    ("Dementia day opportunities", 300_000, 280_000),
    ("Drug and alcohol treatment", 2_050_000, 560_000),
    ("Falls prevention", 190_000, 240_000),
    ("Intermediate care and reablement", 3_300_000, 4_700_000),
    ("Mental health aftercare", 2_900_000, 2_900_000),
    ("Stroke early supported discharge", 120_000, 730_000),
];

/// The area in the ninth month.
pub fn area() -> Area {
    let area = Area::new()
        .title("Marlshire")
        .set("committee", "\"Health and Wellbeing Scrutiny Committee\"")
        .set("meeting", "2025-02-11")
        .period("2024-25-M09")
        .at("2024-12-31")
        .set("author", "\"Joint Finance Team\"")
        .set("headline", "\"formal-joint\"")
        .partner(COUNCIL, "council")
        .partner(HEALTH, "health")
        .with("From", "2022-07-01");
    let area = AGREEMENTS.iter().fold(area, agreed);
    let area = AGREEMENTS.iter().fold(area, reported);
    area.total_for("2024-25", "area", "health-and-social-care", 512_000_000_u64)
}

fn agreed(area: Area, (title, council, health): &(&str, u64, u64)) -> Area {
    let end = if *title == "Carers’ breaks" { "2025-03-31" } else { "" };
    let mut area = area
        .agreement(title)
        .arrangements("Section 75 pooled fund")
        .host(COUNCIL)
        .with("Pool manager", "Head of joint commissioning")
        .with("Board", "Joint commissioning board")
        .with("Board last met", "2024-12-04")
        .with("Users and carers", "Two members of the carers’ forum")
        .with("Start", "2022-07-01")
        .with("End", end)
        .with("Signed", "2022-06-20")
        .with("Notice months", "6")
        .with("Status", "Active")
        .with("Risk share", "Proportional to opening contributions")
        .with("Underspend", "Carried forward in the pool")
        .commits(COUNCIL, council)
        .commits(HEALTH, health);
    if *title == AGREEMENTS[0].0 {
        area = area.note("why", "Six people moved out of long-stay hospitals in the summer, earlier than was planned");
        area = area.note("ask", "Ask both partners for a recovery plan by March");
    }
    area
}

fn reported(area: Area, (title, council, health): &(&str, u64, u64)) -> Area {
    let pool = council + health;
    // The NHS keeps back £180,000 of one contribution; the council has not paid what fell due of another.
    let budgeted = if *title == "Community equipment" { health - 180_000 } else { *health };
    let paid = if *title == "Carers’ breaks" { council / 2 } else { council * 3 / 4 };
    let more = if *title == AGREEMENTS[0].0 { 612_000 } else { 0 };
    area.agreement(title)
        .pool_budget(pool)
        .pool_spent(pool * 3 / 4)
        .pool_forecast(pool + more)
        .budgets(COUNCIL, council)
        .budgets(HEALTH, budgeted)
        .pays(COUNCIL, paid)
        .pays(HEALTH, health * 3 / 4)
}
