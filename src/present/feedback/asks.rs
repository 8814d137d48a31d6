//! What partners are asked to do about a finding, said to them; every finding stands in one of two lists.

/// What a partner is asked to do, by the finding's name; `None` where the finance team puts it right.
#[must_use]
pub fn ask(finding: &str) -> Option<&'static str> {
    ASKS.iter().find(|(name, _)| *name == finding).map(|(_, ask)| *ask)
}

/// The findings about which partners are asked for something, in the order of their names.
pub const ASKS: &[(&str, &str)] = &[
    ("additionality", "Tell us what the payment added to your own spending."),
    ("aligned-in-pool", "Take the aligned budget out of the pool’s figures, or tell us since when it has been pooled."),
    ("below-minimum", "Raise the contribution to the minimum, or tell us which of the figures is wrong."),
    (
        "carry-forward-break",
        "Send the pool’s account at the end of last year, or tell us which of the figures is wrong.",
    ),
    ("conflicting-returns", "Tell us which of the figures holds, and withdraw the file or the sheet with the other."),
    ("corrupt", "Open the file in the program that made it, save it as .xlsx and send it again."),
    ("crashed", "Open the file in the program that made it, save it anew as .xlsx and send it again."),
    ("dfg-not-passed-on", "Tell us what became of the rest of the grant, and what was agreed about it."),
    (
        "disinvestment",
        "Restore the money; or tell us why it fell, and have the change agreed as a variation, with its consultation and approval.",
    ),
    (
        "duplicate-return",
        "If the two files were meant to be different, send the one that is missing; else you need do nothing.",
    ),
    ("empty", "Send the file again; this one has nothing in it."),
    ("encrypted", "Save the file without a password and send it again."),
    ("error-cell", "Correct the formula in the cell, save the workbook and send it again."),
    (
        "external-link",
        "Update the links and save the workbook, or put the values in place of the formulas, and send it again.",
    ),
    ("grant-differs", "Tell us what became of the difference, or which of the figures is wrong."),
    ("hidden-content", "Show what is hidden, and take out of the return what is not meant to count."),
    ("late-instalment", "Pay what is due; or tell us when it was paid, or why it is not due."),
    ("missing-column", "Use the usual heading for the column, or tell us what it is called now."),
    ("missing-return", "Send the return for the period; if nothing was paid or budgeted, send it with a nought."),
    (
        "no-period",
        "Write the period, such as 2006-07 or 2024-25-Q2, where the form asks for it, and send the file again.",
    ),
    ("no-unit", "Write the unit into the heading, such as Budget (£000), and send the file again."),
    ("not-money", "Correct the cell and send the file again; if the text means that there is no figure, tell us so."),
    ("number-as-text", "Turn the cells into numbers, and look whether the workbook’s own totals change."),
    ("outside-term", "Tell us which agreement the amounts belong to, and move them there."),
    ("outturn-arithmetic", "Find out which of the columns is right, correct the other, and send the file again."),
    ("overpayment", "Tell us what the payment was for, so that it is recorded or paid back."),
    ("partner-not-in-being", "Tell us which body the amounts belong to in that year."),
    ("parts-disagree", "Find out which of the columns is right, correct the other, and send the file again."),
    (
        "passed-over",
        "If the file is meant to be a return, close it and send the file itself; else you need do nothing.",
    ),
    ("pool-out-of-balance", "Agree with the other partners which of the figures is right, and correct the other."),
    ("quarters-differ", "Find out which of the returns holds, and correct the other."),
    ("ragged-row", "Put text that has a comma in it into quotation marks, or send the file as .xlsx."),
    ("repeated-cell", "Open the workbook in Excel, look at the cell, save it and send it again."),
    ("repeated-total", "Tell us whether the figures are those of this period; if they are not, send those that are."),
    (
        "second-table",
        "Repeat the headings below the period, or put each table on a sheet of its own, and send the file again.",
    ),
    ("shortfall", "Pay the difference, or tell us which agreed variation explains it."),
    ("shown-otherwise", "Tell us in which unit the cells are: pounds, thousands or millions."),
    ("stale-formula", "Open the workbook in Excel, let it recalculate, save it and send it again."),
    ("sub-penny", "Round the amount to whole pence; if it is in another unit than the heading says, tell us which."),
    ("timed-out", "Send the file with the sheets alone that hold the return; this one takes too long to read."),
    ("too-large", "Send the file with the sheets alone that hold the return; this one is too large to read."),
    ("totals-disagree", "Find out whether a line or the total is wrong, correct it, and send the file again."),
    (
        "truncated-sheet",
        "Look whether the last row and column are there; if they are not, send the rest in a second file.",
    ),
    ("two-sided-difference", "Agree the balance with the other partner, and send the corrected figure."),
    ("unknown-agreement", "Tell us which agreement the name stands for, or use the name that the agreement has."),
    ("unknown-partner", "Tell us for which body the name stands, or use its full name."),
    (
        "unread-figures",
        "If these figures are money that should count, tell us what they are; else you need do nothing.",
    ),
    ("unrecognised-sheet", "Send the figures in the usual form, or tell us what this sheet is for."),
    ("unsupported", "Send the figures as .xlsx, .xls, .xlsb, .ods or .csv."),
    ("uplift-not-met", "Raise the contribution by the uplift, or tell us which of the figures is wrong."),
    (
        "variation-incomplete",
        "Send what the record of the variation lacks: its date, who approved it, who was consulted, whether it is recurrent.",
    ),
    ("voucher-missing", "Send the voucher for the year."),
];

/// The findings that the finance team puts right itself, in the order of their names.
pub const OURS: &[&str] = &[
    "ambiguous-layout",
    "missing-commitment",
    "not-in-the-font",
    "restated",
    "risk-share-unallocated",
    "still-changing",
    "unreadable",
    "unusable-cell",
    "unused-alias",
    "unused-commitment",
    "variation-ahead",
];
