//! What goes over the wire comes out of it.

use std::io::{self, Write};

use chrono::NaiveDate;

use super::{Message, Sender, WorkerRequest, messages};
use crate::discover::FileKind;
use crate::model::origin::Address;
use crate::read::grid::{FieldRun, Halt, How, Ink, Region, Seen, Separated, Shown, Sink, Traits, Unseen};
use crate::read::verdict::{Refusal, Verdict};

const KINDS: [FileKind; 7] = [
    FileKind::Xlsx,
    FileKind::Xlsb,
    FileKind::Ods,
    FileKind::Compound,
    FileKind::Html,
    FileKind::SpreadsheetMl,
    FileKind::Text,
];

fn received(bytes: &[u8]) -> io::Result<Vec<String>> {
    let mut lines = Vec::new();
    messages(&mut &*bytes, |message| {
        lines.push(format!("{message:?}"));
        matches!(message, Message::Done | Message::Refused(_)).then_some(())
    })?;
    Ok(lines)
}

#[test]
fn requests_arrive_one_after_the_other() -> io::Result<()> {
    let request = |kind| WorkerRequest { kind, name: "q1.xlsx".into(), content: b"PK\x03\x04".to_vec() };
    let mut bytes = Vec::new();
    KINDS.into_iter().try_for_each(|kind| request(kind).write(&mut bytes))?;
    let mut from = bytes.as_slice();
    for kind in KINDS {
        assert_eq!(WorkerRequest::read(&mut from)?, Some(Ok(request(kind))));
    }
    assert_eq!(WorkerRequest::read(&mut from)?, None);
    assert!(WorkerRequest::read(&mut &bytes[..bytes.len() / KINDS.len() - 1]).is_err());
    Ok(())
}

#[test]
fn a_kind_that_no_worker_reads_is_not_sent_as_another() {
    for kind in [FileKind::Empty, FileKind::Other("a picture")] {
        let request = WorkerRequest { kind, name: String::new(), content: Vec::new() };
        assert!(request.write(&mut Vec::new()).is_err(), "{kind:?}");
    }
}

#[test]
fn what_a_reader_sees_arrives() -> Result<(), Halt> {
    let date = NaiveDate::from_ymd_opt(2006, 9, 6).and_then(|day| day.and_hms_micro_opt(1, 2, 3, 4)).unwrap();
    let at = Address { row: 1_048_575, column: 16_383 };
    let millions = Shown::Otherwise { how: How::Millions, format: 1 };
    let shown = Traits { shown: millions, linked: true, ink: Ink::Struck };
    let seen =
        [Seen::Text("£"), Seen::Number(-0.1), Seen::Truth(true), Seen::Date(date), Seen::Error("#REF!"), Seen::Stale];
    let mut bytes = Vec::new();
    let mut sender = Sender::new(&mut bytes, 6);
    sender.sheet("S", false)?;
    seen.into_iter().try_for_each(|seen| sender.cell(at, seen, shown))?;
    sender.merged(Region { first: Address { row: 1, column: 2 }, last: at })?;
    sender.hidden(Unseen { columns: true, flat: false, first: 3, last: 4 })?;
    sender.format("0.0,,")?;
    sender.passed_over("C", "a chart")?;
    sender
        .separated(Separated { by: '^', runs: vec![FieldRun { first: 0, fields: 2, quoted: true }] })
        .map_err(Halt::Gone)?;
    sender.ragged(70_000).map_err(Halt::Gone)?;
    sender.done().map_err(Halt::Gone)?;
    let mut expected = vec![r#"Sheet { name: "S", visible: false }"#.to_owned()];
    let traits = "Traits { shown: Otherwise { how: Millions, format: 1 }, linked: true, ink: Struck }";
    expected
        .extend(seen.map(|seen| format!("Cell {{ row: 1048575, column: 16383, seen: {seen:?}, traits: {traits} }}")));
    expected.extend(
        [
            "Merged([1, 2, 1048575, 16383])",
            "Hidden(Unseen { columns: true, flat: false, first: 3, last: 4 })",
            "Format(\"0.0,,\")",
            r#"PassedOver { name: "C", what: "a chart" }"#,
            "Separated(Separated { by: '^', runs: [FieldRun { first: 0, fields: 2, quoted: true }] })",
            "Ragged(70000)",
            "Done",
        ]
        .map(str::to_owned),
    );
    assert_eq!(received(&bytes).map_err(Halt::Gone)?, expected);
    Ok(())
}

#[test]
fn every_verdict_arrives_and_takes_the_place_of_what_was_kept() -> io::Result<()> {
    for verdict in Verdict::ALL {
        let mut bytes = Vec::new();
        let mut sender = Sender::new(&mut bytes, 1);
        assert!(sender.sheet("S", true).is_ok());
        let refusal = Refusal::new(verdict, "why".to_owned());
        sender.refused(refusal.clone())?;
        assert_eq!(received(&bytes)?, [format!("Refused({refusal:?})")]);
    }
    Ok(())
}

/// A pipe that only counts.
#[derive(Default)]
struct Counted(usize);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn most_of_a_very_large_file_is_kept_back() -> Result<(), Halt> {
    let mut pipe = Counted::default();
    let mut sender = Sender::new(&mut pipe, u64::MAX);
    let text = "x".repeat(1 << 20);
    (0..80).try_for_each(|row| sender.cell(Address { row, column: 0 }, Seen::Text(&text), Traits::default()))?;
    sender.refused(Refusal::corrupt(&"at its end")).map_err(Halt::Gone)?;
    assert!((64 << 20..66 << 20).contains(&pipe.0), "{}", pipe.0);
    Ok(())
}

#[test]
fn there_is_an_end_to_sheets_cells_and_texts() -> Result<(), Halt> {
    let mut sender = Sender::new(io::sink(), 1);
    (0..super::SHEETS).try_for_each(|_| sender.sheet("S", true))?;
    let too_large = |result| matches!(result, Err(Halt::Refused(Refusal { verdict: Verdict::TooLarge, .. })));
    assert!(too_large(sender.sheet("S", true)));
    let at = Address { row: 0, column: 0 };
    sender.cell(at, Seen::Truth(true), Traits::default())?;
    assert!(matches!(sender.cell(at, Seen::Truth(true), Traits::default()), Err(Halt::Full)));
    let mut sender = Sender::new(io::sink(), 1);
    let text = "x".repeat(super::LONGEST + 1);
    assert!(too_large(sender.cell(at, Seen::Text(&text), Traits::default())));
    Ok(())
}
