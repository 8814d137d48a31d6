//! What texts say of the unit.

use super::Said::{Nothing, Unclear};
use super::{Said, in_heading, in_name, in_note, labelled, of_table, whole, without};
use crate::job::layout::amounts::Unit;

const POUNDS: Said = Said::Unit(Unit::Pounds);
const THOUSANDS: Said = Said::Unit(Unit::Thousands);
const MILLIONS: Said = Said::Unit(Unit::Millions);

#[test]
fn a_heading_states_its_unit_in_many_ways() {
    for (text, unit, rest) in [
        ("Budget (£)", POUNDS, "Budget"),
        ("Budget £000", THOUSANDS, "Budget"),
        ("Budget (£'000s)", THOUSANDS, "Budget"),
        ("PCT contribution (£m)", MILLIONS, "PCT contribution"),
        ("£ million, revised", MILLIONS, "revised"),
        ("£k", THOUSANDS, ""),
        ("Budget in £000", THOUSANDS, "Budget"),
        ("Spent (in £)", POUNDS, "Spent"),
        ("Budget (£,000)", THOUSANDS, "Budget"),
        ("Budget £ (000s)", THOUSANDS, "Budget"),
        ("Budget (£\nmillion)", MILLIONS, "Budget"),
        ("Budget £, gross", POUNDS, "Budget, gross"),
        ("Budget £ (gross)", POUNDS, "Budget (gross)"),
        ("Budget (£000 gross)", THOUSANDS, "Budget"),
        ("Budget (£000 net)", THOUSANDS, "Budget ( net)"),
        ("Over £(500)", Nothing, "Over £(500)"),
        ("Paid (£000's)", THOUSANDS, "Paid"),
        ("Over £500", Nothing, "Over £500"),
        ("Budget", Nothing, "Budget"),
        ("Budget (£ in thousands)", THOUSANDS, "Budget"),
        ("Budget (£ (in thousands))", THOUSANDS, "Budget"),
        ("Budget (£‘000)", THOUSANDS, "Budget"),
        ("Budget (£´000)", THOUSANDS, "Budget"),
        ("Budget (£ - 000s)", THOUSANDS, "Budget"),
        ("Budget £/000", THOUSANDS, "Budget"),
        ("Budget (000's of £)", THOUSANDS, "Budget"),
        ("Budget [£000]", THOUSANDS, "Budget"),
        ("Budget (£.000)", THOUSANDS, "Budget"),
        ("Budget (£ mill)", MILLIONS, "Budget"),
        ("Budget (£: 000s)", THOUSANDS, "Budget"),
        ("Budget (£*1000)", THOUSANDS, "Budget"),
        ("Budget (£ x 1,000)", THOUSANDS, "Budget"),
        ("Budget (£'m)", MILLIONS, "Budget"),
        ("Budget (k)", THOUSANDS, "Budget"),
        ("Budget (thousands)", THOUSANDS, "Budget"),
        ("Budget 2024/25 £m", MILLIONS, "Budget 2024/25"),
        ("Budget £ 2024/25", POUNDS, "Budget 2024/25"),
        ("Budget (£bn)", Unclear, "Budget"),
        ("Budget (€000)", Unclear, "Budget"),
        ("Budget £m, £000", Unclear, "Budget"),
        ("Budget (£1,000)", Unclear, "Budget (£1,000)"),
        ("Budget £000 (to the nearest £)", THOUSANDS, "Budget (to the nearest £)"),
        ("M6", Nothing, "M6"),
        ("K Ward", Nothing, "K Ward"),
        ("Pound Lane", Nothing, "Pound Lane"),
        ("Cost per thousand people", Nothing, "Cost per thousand people"),
        ("2024-25 M6 (£000)", THOUSANDS, "2024-25 M6"),
        ("2024-25 M6, £k", THOUSANDS, "2024-25 M6"),
        ("(£000) 2024-25 M6", THOUSANDS, "2024-25 M6"),
        ("Amount in thousands of pounds", THOUSANDS, "Amount"),
        ("2024-25 M6 - all figures in £k", THOUSANDS, "2024-25 M6"),
        ("2024-25 M6 (figures in thousands)", THOUSANDS, "2024-25 M6"),
    ] {
        assert_eq!((in_heading(text), without(text).as_str()), (unit, rest), "{text}");
    }
}

#[test]
fn a_cell_above_a_table_states_the_unit_only_if_it_means_to() {
    for (text, unit) in [
        ("£000s", THOUSANDS),
        ("All amounts are in £ thousands", THOUSANDS),
        ("Net current expenditure (£ thousand)", THOUSANDS),
        ("England, £ thousands", THOUSANDS),
        ("All figures in £", POUNDS),
        ("£000's", THOUSANDS),
        ("£’000s unless stated otherwise", THOUSANDS),
        ("Council budgets 2006-07 £000", THOUSANDS),
        ("Council budgets 2006-07 £m", MILLIONS),
        ("Council budgets 2006-07, all figures in thousands", THOUSANDS),
        ("Amounts in millions of pounds", MILLIONS),
        ("000s", THOUSANDS),
        ("Meals in thousands of homes", Nothing),
        ("Payments over £500", Nothing),
        ("The pool's £m savings target was agreed", Nothing),
        ("a budget of £3m", Nothing),
        ("All figures in thousands (£)", THOUSANDS),
        ("All amounts in thousands of £", THOUSANDS),
        ("Figures are £m, rounded to one decimal place", MILLIONS),
        ("£ - thousands", THOUSANDS),
        ("Figures in '000s", THOUSANDS),
        ("All values expressed in thousands of pounds sterling", THOUSANDS),
        ("Units: thousands", THOUSANDS),
        ("Unit: k", THOUSANDS),
        ("All figures (thousands)", THOUSANDS),
        ("K£", THOUSANDS),
        ("£´000", THOUSANDS),
        ("All figures shown in £ million", MILLIONS),
        ("Pounds (thousands)", THOUSANDS),
        ("(000)", THOUSANDS),
        ("£ in 000's", THOUSANDS),
        ("Amounts in £'000 (thousands)", THOUSANDS),
        ("£m's", MILLIONS),
        ("£ Thousand (unaudited)", THOUSANDS),
        ("All figures in GBP 000", THOUSANDS),
        ("£ millions (2024/25 prices)", MILLIONS),
        ("(£'000 unless otherwise stated)", THOUSANDS),
        ("GBP 000", THOUSANDS),
        ("Pool monitoring (thousands of pounds)", THOUSANDS),
        ("£k by scheme", THOUSANDS),
        ("All figures in £m and £000", Unclear),
        ("All figures in £ billion", Unclear),
        ("All figures in pence", Unclear),
        ("All amounts in pounds and pence", POUNDS),
        ("All figures in $000", Unclear),
        ("All figures in thousands of visits", Unclear),
        ("Figures in £; homes in thousands", Unclear),
        ("Do not enter figures in thousands", POUNDS),
        ("Enter amounts in pounds (not thousands)", POUNDS),
        ("Not for publication (£000)", THOUSANDS),
        ("Figures in £1,000", Unclear),
        ("Total amount: £1,000", Nothing),
        ("Million Pound Club", Unclear),
        ("Rounded to thousands", Unclear),
        ("Figures rounded to £000", Unclear),
        ("£m schemes and pools", Unclear),
        ("Contributions, thousands", Unclear),
    ] {
        assert_eq!(of_table(text), unit, "{text}");
    }
}

#[test]
fn a_title_that_only_mentions_a_scale_states_no_unit() {
    for (text, unit) in [
        ("All figures rounded to the nearest £000", Nothing),
        ("Rounded to the nearest thousand", Nothing),
        ("to the nearest pound", Nothing),
        ("Figures in £, rounded to the nearest thousand", POUNDS),
        ("Reablement for three thousand residents", Nothing),
        ("A million pounds for carers", Nothing),
        ("£25k threshold", Nothing),
        ("Room M6, Civic Centre", Nothing),
        ("Ward K", Nothing),
        ("M", Unclear),
        ("£-", Nothing),
        ("£ (-)", Nothing),
        ("Period: 2024-25 M6", Nothing),
        ("Period: 2024-25 M6 (£000)", THOUSANDS),
        ("Sterling House", Nothing),
        ("Helpline 0800 000 000", Nothing),
        ("Do not enter figures in £m", Unclear),
        ("Please do not round to £000", Nothing),
        ("Not agreed in thousands", Unclear),
        ("x12", Nothing),
    ] {
        assert_eq!(of_table(text), unit, "{text}");
    }
}

#[test]
fn a_title_about_something_else_states_no_unit_or_is_not_understood() {
    for (text, unit) in [
        ("The director's paper is in £000", Unclear),
        ("Annex C gives these figures in £m", Unclear),
        ("Figures in Appendix 2 are in £000", Unclear),
        ("Figures in this return are in £000", THOUSANDS),
        ("Budgets are in £k", THOUSANDS),
        ("Table 4: pooled budgets (£000)", THOUSANDS),
        ("Earlier returns were in £m", Unclear),
        ("Materiality (£k): 50", Unclear),
        ("Clients (000s)", Nothing),
        ("Nights in thousands", Nothing),
        ("Figures for nights are in thousands", Unclear),
        ("Cost per 000", Nothing),
        ("£000s were spent", Nothing),
        ("£ or £m", Unclear),
        ("£000000", Unclear),
        ("£00s", Unclear),
        ("£000'000", Unclear),
        ("£0.00m", Unclear),
        ("Multiplier 1,000", Unclear),
        ("Thousands dropped", Unclear),
        ("in units of one thousand pounds", Unclear),
        ("£Th", THOUSANDS),
        ("£mio", MILLIONS),
        ("?000", THOUSANDS),
        ("Key: m = millions", MILLIONS),
        ("Sums in pounds, no pence", POUNDS),
    ] {
        assert_eq!(of_table(text), unit, "{text}");
    }
}

#[test]
fn a_labelled_cell_a_note_and_a_name_state_it_in_their_own_ways() {
    for (read, text, unit) in [
        (labelled as fn(&str) -> Said, "thousands", THOUSANDS),
        (labelled, "k", THOUSANDS),
        (labelled, "£", POUNDS),
        (labelled, "pound", POUNDS),
        (labelled, "£m (unaudited)", MILLIONS),
        (labelled, "thousand hours", Unclear),
        (labelled, "£000 or £m", Unclear),
        (labelled, "1000", Unclear),
        (labelled, "Ward K", Nothing),
        (labelled, "Reablement", Nothing),
        (in_note, "Note: all figures are in £000s", THOUSANDS),
        (in_note, "£m", MILLIONS),
        (in_note, "The £m savings target was missed", Nothing),
        (in_note, "Council budget £000", Nothing),
        (in_name, "Budget £000", THOUSANDS),
        (in_name, "pool-£m", MILLIONS),
        (in_name, "pool_£000s_2024-25", THOUSANDS),
        (in_name, "export-000", Nothing),
        (in_name, "x12", Nothing),
        (in_name, "pool x2", Nothing),
        (in_note, "Note: £000", THOUSANDS),
        (in_name, "2024-25-m6", Nothing),
        (in_name, "figures in thousands", THOUSANDS),
        (whole, "£000", THOUSANDS),
        (whole, "(£'000s)", THOUSANDS),
        (whole, "£m", MILLIONS),
        (whole, "£", POUNDS),
        (whole, "£m, £000", Unclear),
        (whole, "£ - thousands", THOUSANDS),
        (whole, "£0", Nothing),
        (whole, "0.00", Nothing),
        (whole, "000", Nothing),
        (whole, "m", Nothing),
        (whole, "000s", THOUSANDS),
        (whole, "0,000", Nothing),
        (whole, "0000", Nothing),
        (whole, "£000,000", Unclear),
        (whole, "£1,000", Nothing),
        (whole, "Paid £000", Nothing),
        (whole, "£-", Nothing),
        (whole, "£ –", Nothing),
        (whole, "(-)", Nothing),
        (whole, "-", Nothing),
    ] {
        assert_eq!(read(text), unit, "{text}");
    }
}
