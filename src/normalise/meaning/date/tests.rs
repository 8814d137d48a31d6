//! Every day in every spelling of the tables reads back, and what is no date says why.

use chrono::{Datelike, Days};

use super::{NaiveDate, Order, date, is_american, written};
use crate::normalise::meaning::calendar::{MONTHS, WEEKDAYS};

#[test]
fn dates_are_read_in_the_spellings_seen() {
    let expected = NaiveDate::from_ymd_opt(2006, 9, 6);
    for words in [
        "06/09/2006",
        "6/9/06",
        "06.09.06",
        "06-09-2006",
        "2006-09-06",
        "2006/9/6",
        "20060906",
        "2006-09-06 00:00:00",
        "2006-09-06T09:15:00.000Z",
        "2006-09-06T09:15:00+01:00",
        "06/09/2006 12:00:00 AM",
        "6/9/2006, 9:15 pm",
        "06-Sep-06",
        "06/Sept/2006",
        "6Sep2006",
        "6 September 2006",
        "the 6th of September, 2006",
        "Wednesday, 6 September 2006",
        "Wed 6th Sep. 2006",
        "Sep 6 2006",
        "September 6th, 2006",
        "2006-Sep-06",
    ] {
        assert_eq!(date(words).ok(), expected, "{words}");
    }
    assert_eq!(date("01-Apr-99").ok(), NaiveDate::from_ymd_opt(1999, 4, 1));
    assert_eq!(date("01/04/68").ok(), NaiveDate::from_ymd_opt(2068, 4, 1));
}

#[test]
fn what_is_no_date_says_why() {
    for (words, why) in [
        ("29/02/2023", "no date: the calendar has no such day"),
        ("00/01/1900", "no date: the calendar has no such day"),
        ("04/13/2024", "no date: only the American order fits; write the day first"),
        ("01/04/0024", "no date: no year from 1900 to 2099"),
        ("12 June", "no date: which year?"),
        ("June 12th", "no date: which year?"),
        ("45383", "no date: it may be a spreadsheet's count of days"),
        ("Tuesday, 6 September 2006", "no date: that day is no `tuesday`"),
        ("06/09/2006 25:00", "no date: a time of day that is none"),
        ("2024-06-30T23:00:00Z", "no date: at that time by Greenwich the next day may have begun"),
    ] {
        assert_eq!(date(words).map_err(|why| why.to_string().replace('`', "")), Err(why.replace('`', "")), "{words}");
    }
    for words in [
        "",
        "September",
        "September 2006",
        "06/09/2006 to 07/09/2006",
        "before 06/09/2006",
        "06/09/2006 (revised)",
        "6st September 2006",
        "06/09-2006",
        "06//09/2006",
        "06/09/206",
        "Sep 6 06",
        "09:15",
        "2006-09",
        "01042024",
        "1 6 September 2006",
        "６/9/2006",
    ] {
        assert!(date(words).is_err(), "{words}");
    }
    assert!(is_american("04/13/2024") && is_american("1/31/24 09:15") && is_american("12-25-2024"));
    assert!(!is_american("13/04/2024") && !is_american("04/12/2024") && !is_american("2024-13-04"));
    assert!(written("06/09/2006").is_ok_and(|(_, order)| order == Order::DayFirst));
    assert!(written("6 Sep 2006").is_ok_and(|(_, order)| order == Order::Clear));
}

#[test]
fn every_day_in_every_spelling_reads_back() {
    let first = NaiveDate::from_ymd_opt(1969, 1, 1).unwrap();
    for days in (0..36_524).step_by(7) {
        let day = first.checked_add_days(Days::new(days)).unwrap();
        let mut spellings: Vec<String> = Vec::new();
        for form in ["%d/%m/%Y", "%d-%m-%y", "%d.%m.%Y", "%-d/%-m/%y", "%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%FT%H:%M:%SZ"]
        {
            spellings.push(day.and_hms_opt(0, 0, 0).unwrap().format(form).to_string());
        }
        for name in MONTHS[day.month0() as usize] {
            for form in ["%-d {} %Y", "%d-{}-%y", "%d/{}/%Y", "%A, %-d {} %Y", "{} %-d, %Y", "%Y-{}-%d"] {
                spellings.push(day.format(form).to_string().replace("{}", name));
            }
        }
        let (_, names) = WEEKDAYS[day.weekday().num_days_from_monday() as usize];
        spellings.extend(names.iter().map(|name| format!("{name} {}", day.format("%d/%m/%Y"))));
        for spelling in spellings {
            assert_eq!(date(&spelling).ok(), Some(day), "{spelling}");
        }
    }
}
