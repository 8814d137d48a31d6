//! A real-sized area: forty agreements of a council, an integrated care board and a district, three quarters through a year.

use std::fmt::Write;
use std::fs;

use super::{Area, workbook};

const COUNCIL: &str = "Wideshire County Council";
const BOARD: &str = "NHS Wideshire ICB";
const DISTRICT: &str = "Wide Vale District Council";

/// How many agreements it has.
pub const AGREEMENTS: u64 = 40;

/// The area in a folder of its own. Every seventh partner has cut its budget, every ninth has not reported.
pub fn area() -> Area {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("wideshire");
    let council = input.join("returns/wideshire-county-council");
    let board = input.join("returns/nhs-wideshire-icb");
    let district = input.join("returns/wide-vale-district-council");
    for drop in [&council, &board, &district] {
        fs::create_dir_all(drop).unwrap();
    }
    fs::write(input.join("area.toml"), SETTINGS).unwrap();
    fs::write(input.join("agreements.xlsx"), workbook::from_text(&register(), true)).unwrap();
    for (drop, name, share) in [(&council, COUNCIL, 0), (&board, BOARD, 1), (&district, DISTRICT, 2)] {
        fs::write(drop.join("contributions.csv"), contributions(name, share)).unwrap();
    }
    fs::write(council.join("monitoring.csv"), monitoring()).unwrap();
    Area::copy(&input)
}

const SETTINGS: &str = r#"title     = "Wideshire"
committee = "Health and Adult Social Care Scrutiny Committee"
meeting   = 2025-01-22
period    = "2024-25-M09"
as-at     = 2024-12-31
status    = "draft"
author    = "A test"
access    = "public"
pack      = "scrutiny"
headline  = "council-share"
"#;

/// What a partner commits to an agreement in a year, in pounds; the district is in every fourth.
fn committed(agreement: u64, share: u64, year: u64) -> Option<u64> {
    (share < 2 || agreement.is_multiple_of(4)).then(|| 100_000 + agreement * 76_543 + share * 12_345 + year * 1_001)
}

fn titled(agreement: u64) -> String {
    let services = ["Reablement", "Community Equipment", "Carers", "Learning Disability", "Mental Health"];
    format!("{} {}", services[usize::try_from(agreement).unwrap() % services.len()], agreement + 1)
}

fn register() -> String {
    let mut agreements = String::from("[Agreements]\nAgreement | Title | Arrangements | Host | Start | Risk share\n");
    let mut commitments = String::from("\n[Commitments]\nAgreement | Partner | Year | Recurrent | Amount\n");
    let mut shares = String::from("\n[Risk shares]\nAgreement | Partner | Share\n");
    for number in 0..AGREEMENTS {
        let title = titled(number);
        writeln!(agreements, "a{number} | {title} | Section 75 pooled fund | {COUNCIL} | 2020-04-01 | Fixed shares")
            .unwrap();
        let sharing = if number.is_multiple_of(4) { [40, 50, 10] } else { [45, 55, 0] };
        for (share, partner) in (0..).zip([COUNCIL, BOARD, DISTRICT]) {
            for (year, name) in (0..).zip(["2022-23", "2023-24", "2024-25"]) {
                if let Some(amount) = committed(number, share, year) {
                    writeln!(commitments, "a{number} | {partner} | {name} | yes | {amount}").unwrap();
                }
            }
            let part = sharing[usize::try_from(share).unwrap()];
            if part > 0 {
                writeln!(shares, "a{number} | {partner} | {part}%").unwrap();
            }
        }
    }
    format!(
        "{agreements}\n[Partners]\nPartner | Sector\n{COUNCIL} | council\n{BOARD} | health\n{DISTRICT} | council\n{commitments}{shares}\n\
         [Totals]\nPartner or area | Figure | Period | Amount | Source\n{COUNCIL} | social-care-gross | 2024-25 | 412345678 | An invented figure\n\
         {COUNCIL} | social-care-gross | 2023-24 | 398000000 | An invented figure, published as £398m\n\n\
         [Notes]\nAgreement | Period | About | Text | Officer\na3 |  | why | Demand rose; £75,000 went on agency staff. | An officer\n"
    )
}

fn contributions(partner: &str, share: u64) -> String {
    let mut text =
        String::from("Period: 2024-25-M09\nAgreement,Partner,Contribution for the year (£),Paid to date (£)\n");
    for number in 0..AGREEMENTS {
        let Some(amount) = committed(number, share, 2) else { continue };
        if (number * 3 + share) % 9 == 5 {
            continue;
        }
        let budget = if (number * 3 + share) % 7 == 4 { amount - 25_000 } else { amount };
        writeln!(text, "{},{partner},{budget},{}.50", titled(number), budget * 3 / 4).unwrap();
    }
    text
}

fn monitoring() -> String {
    let mut text =
        String::from("Period: 2024-25-M09\nScheme,Annual budget (£),Actual to date (£),Forecast outturn (£)\n");
    for number in 0..AGREEMENTS {
        let budget: u64 = (0..3).filter_map(|share| committed(number, share, 2)).sum();
        let forecast = if number % 3 == 0 { budget + 12_345 } else { budget - 6_789 };
        writeln!(text, "{},{budget},{},{forecast}", titled(number), budget * 7 / 10).unwrap();
    }
    text
}
