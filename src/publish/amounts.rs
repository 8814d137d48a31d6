//! Amounts in text: what stands behind a pound sign, written in one way, whoever wrote it.

use rust_decimal::Decimal;

use super::drawn::drawn;

/// Stands where two runs of characters meet that may or may not belong to one word; never typed by anyone.
pub(super) const SEAM: char = '\u{1f}';

/// The amount behind each pound sign, such as `−£8,600,000.00` or `£8.6m`; `None` where there is none, or only the unit `£000`.
///
/// The text is taken as it is drawn: `£1,2` and `34` with a soft hyphen between them are the one amount that a reader sees.
pub(super) fn amounts(text: &str) -> Vec<Option<String>> {
    let text: String = text.chars().filter_map(drawn).collect();
    text.match_indices('£')
        .map(|(place, sign)| {
            let (before, after) = (text.get(..place)?, text.get(place + sign.len()..)?);
            let amount = amount(after)?;
            let is_below_zero = before.ends_with(['−', '-']);
            Some(format!("{}£{amount}", if is_below_zero { "−" } else { "" }))
        })
        .collect()
}

/// Every amount in a text.
pub(super) fn known(text: &str) -> impl Iterator<Item = String> {
    amounts(text).into_iter().flatten()
}

/// The digits at the start of a text, with commas and a point between them, and a letter for millions or thousands.
fn amount(text: &str) -> Option<String> {
    let mut amount = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let goes_on = characters.peek().is_some_and(char::is_ascii_digit);
        match character {
            _ if character.is_ascii_digit() => amount.push(character),
            ',' | '.' if goes_on && !amount.is_empty() => amount.push(character),
            'm' | 'k' if !amount.is_empty() && !characters.peek().is_some_and(|next| next.is_alphanumeric()) => {
                amount.push(character);
                break;
            }
            _ => break,
        }
    }
    (!amount.is_empty() && amount != "000").then_some(amount)
}

/// The pounds of a text that is an amount and nothing else, such as `−£8.6m`; `None` of any other text.
pub(super) fn pounds(text: &str) -> Option<Decimal> {
    let text: String = text.chars().filter_map(drawn).collect();
    let below_zero = text.strip_prefix(['−', '-']);
    let digits = below_zero.unwrap_or(&text).strip_prefix('£')?;
    if amount(digits).as_deref() != Some(digits) {
        return None;
    }
    let (digits, times) = match digits.strip_suffix('m') {
        Some(digits) => (digits, 1_000_000),
        None => digits.strip_suffix('k').map_or((digits, 1), |digits| (digits, 1_000)),
    };
    let amount: Decimal = digits.replace(',', "").parse().ok()?;
    let amount = amount.checked_mul(Decimal::from(times))?.round_dp(2);
    Some(if below_zero.is_some() { -amount } else { amount })
}

#[cfg(test)]
mod tests {
    use super::{amounts, known, pounds};

    #[test]
    fn an_amount_alone_is_a_number() {
        let check = |text: &str| pounds(text).map(|amount| amount.normalize().to_string());
        let read = ["£8,600,000.00", "−£8.6m", "-£6.50", "£250k", "£0"].map(check);
        assert_eq!(read, ["8600000", "-8600000", "-6.5", "250000", "0"].map(|text| Some(text.to_owned())));
        assert_eq!(["8.2%", "at least £5.00", "£5 a week", "£", "(£5)", "£000"].map(check), [const { None }; 6]);
    }

    #[test]
    fn amounts_are_found_however_they_are_written() {
        let check = |text: &str, expected: &[&str]| assert_eq!(known(text).collect::<Vec<_>>(), expected, "{text}");
        check("Paid £22,000,000.00, or £8.6m; less −£0.1m.", &["£22,000,000.00", "£8.6m", "−£0.1m"]);
        check("-£6,218.66 and (£420.00).", &["−£6,218.66", "£420.00"]);
        check("£1.9million, £250k, £5m£6m", &["£1.9", "£250k", "£5m", "£6m"]);
        check("£700.4399999999999 for £ 5", &["£700.4399999999999"]);
        check("in £000 (£), never £0", &["£0"]);
        check("£1,2\u{ad}34,567 and \u{2011}£5", &["£1,234,567", "−£5"]);
        assert_eq!(amounts("£ and £5").len(), 2, "one place for each sign");
    }
}
