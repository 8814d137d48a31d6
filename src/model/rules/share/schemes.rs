//! Shares scheme by scheme: what each scheme costs beyond its budget, borne by those whom its own rule names.

use super::{ShareBasis, ShareRule};
use crate::model::money::Money;
use crate::model::reason::Reason;
use crate::model::rules::parts::{Bearer, Borne, By, Part, Shares, TOO_LARGE, Terms, Weight, Working, shared};

/// A scheme of a pool, and who may bear what it costs beyond its budget.
#[derive(Debug, Clone)]
pub struct SchemeBasis<'a> {
    /// Its title.
    pub title: &'a str,
    /// What it costs beyond its budget, or why that is not known.
    pub variance: Result<Money, Reason>,
    /// Who commissions it, or why that is not known.
    pub commissioner: Result<CommissionedBy<'a>, Reason>,
    /// The partners by what each puts into it, or why that is not known.
    pub puts_in: Result<Vec<Bearer<'a>>, Reason>,
    /// Its own rule, where the register has one.
    pub rule: Option<Result<ShareRule, Reason>>,
}

/// Who commissions a scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommissionedBy<'a> {
    /// One partner.
    Partner(&'a str),
    /// Those who put money into it.
    All,
}

impl<'a> SchemeBasis<'a> {
    /// What its commissioner bears; of one that several commission, each in proportion to what it puts in.
    ///
    /// # Errors
    ///
    /// Why that is not known.
    pub(super) fn by_commissioner(&self, amount: Money) -> Result<Shares<'a>, Reason> {
        match self.commissioner.clone()? {
            CommissionedBy::All => shared(self.puts_in.clone()?, amount, Terms::default()),
            CommissionedBy::Partner(partner) => {
                let parts = vec![Part { by: By::All, of: amount, is: amount }];
                let working = Working { parts, ..Working::none() };
                let borne = vec![Borne { partner, amount, working, origins: Vec::new() }];
                Ok(Shares { borne, not_allotted: Money::ZERO, unallocated: Money::ZERO, part: None })
            }
        }
    }

    /// What partners bear in proportion to what they put into it; where shares are `capped`, none more than that.
    ///
    /// # Errors
    ///
    /// Why that is not known.
    pub(super) fn by_what_is_put_in(&self, amount: Money, terms: Terms, capped: bool) -> Result<Shares<'a>, Reason> {
        let cap = |bearer: &Bearer<'_>| match bearer.weight {
            Weight::Proportion(pence) if capped => i64::try_from(pence).ok().map(Money::from_sum),
            Weight::Proportion(_) | Weight::Fixed(_) => None,
        };
        let bearers = self.puts_in.clone()?.into_iter().map(|bearer| Bearer { cap: cap(&bearer), ..bearer }).collect();
        shared(bearers, amount, terms)
    }
}

/// Why nothing is shared where sources met a part, or the register's schemes are not all of the pool.
const OTHER_SUM: &str = "the schemes of the register do not come to what is shared";

/// What is shared of one scheme, or of all that have no rule of their own.
pub type OfScheme<'a> = (&'a str, Shares<'a>);

impl<'a> ShareBasis<'a> {
    /// Shares what each scheme costs beyond its budget: by the scheme's own rule where it has one, else as is given.
    ///
    /// # Errors
    ///
    /// Which scheme cannot be shared, or that schemes do not come to what is shared.
    pub(super) fn scheme_by_scheme(
        self,
        unknown: &'static str,
        other: impl Fn(&SchemeBasis<'a>, Money) -> Result<Shares<'a>, Reason>,
    ) -> Result<Shares<'a>, Reason> {
        if self.schemes.is_empty() {
            return Err(unknown.into());
        }
        let variances = self.variances()?;
        if Money::sum(variances.iter().copied()) != Some(self.amount) {
            return Err(OTHER_SUM.into());
        }
        let mut all = Vec::new();
        for (scheme, amount) in self.schemes.iter().zip(variances).filter(|(_, amount)| *amount != Money::ZERO) {
            let shares = match &scheme.rule {
                Some(rule) => rule.clone()?.shares(self.of_scheme(scheme, amount)),
                None => other(scheme, amount),
            };
            let why = |why: Reason| Reason::new("of the scheme `{}`: {}", [scheme.title, &why.to_string()]);
            all.push((scheme.title, shares.map_err(why)?));
        }
        self.within_caps(together(all)?)
    }

    /// Shares what schemes with a rule of their own cost beyond their budgets by that, and the rest by the agreement's.
    ///
    /// # Errors
    ///
    /// Which scheme cannot be shared, or why the rest cannot.
    pub fn beside_own_rules(self, rule: Option<&ShareRule>) -> Result<Shares<'a>, Reason> {
        if Money::sum(self.variances()?) != Some(self.amount) {
            return Err(OTHER_SUM.into());
        }
        let (mut all, mut rest) = (Vec::new(), self.amount);
        for scheme in &self.schemes {
            let Some(own) = &scheme.rule else { continue };
            let amount = scheme.variance.clone()?;
            rest = rest.checked_sub(amount).ok_or(TOO_LARGE)?;
            if amount != Money::ZERO {
                self.is_clear(amount)?;
                let why = |why: Reason| Reason::new("of the scheme `{}`: {}", [scheme.title, &why.to_string()]);
                all.push((scheme.title, own.clone()?.shares(self.of_scheme(scheme, amount)).map_err(why)?));
            }
        }
        if rest != Money::ZERO {
            self.is_clear(rest)?;
            let rule = rule.ok_or("the register has no rule for the schemes that have none of their own")?;
            if !rule.is_shared() {
                return Err("each partner bears its own of the other schemes, and which is whose is not known".into());
            }
            all.push(("Other schemes", rule.shares(ShareBasis { amount: rest, ..self.clone() })?));
        }
        together(all)
    }

    /// What each scheme costs beyond its budget, where an underspend of one may be shared beside the overspend of another.
    fn variances(&self) -> Result<Vec<Money>, Reason> {
        let all: Vec<Money> = self.schemes.iter().map(|scheme| scheme.variance.clone()).collect::<Result<_, _>>()?;
        all.iter().try_for_each(|amount| self.is_clear(*amount))?;
        Ok(all)
    }

    /// Whether it is clear what becomes of a scheme's part of the variance: an underspend that is not the partners' may meet what other
    /// schemes overspend, and the register does not say whose.
    fn is_clear(&self, amount: Money) -> Result<(), Reason> {
        let is_against = amount < Money::ZERO && self.amount >= Money::ZERO;
        match is_against && !self.gains_are_shared {
            true => {
                Err("a scheme underspends, and the register does not say which overspend of others that meets".into())
            }
            false => Ok(()),
        }
    }

    /// The basis of one scheme: its weights are what partners put into it; caps are of the whole pool.
    fn of_scheme(&self, scheme: &SchemeBasis<'a>, amount: Money) -> Self {
        let puts_in = scheme.puts_in.clone();
        let own = SchemeBasis { rule: None, ..scheme.clone() };
        let (opening, current) = (puts_in.clone(), puts_in);
        ShareBasis { amount, opening, current, caps: Vec::new(), schemes: vec![own], ..self.clone() }
    }

    /// Shares of schemes together, where no cap of the sheet is passed by them: it does not say which scheme that would spare.
    fn within_caps(&self, shares: Shares<'a>) -> Result<Shares<'a>, Reason> {
        let is_above =
            |borne: &&Borne<'_>| self.caps.iter().any(|cap| cap.partner == borne.partner && borne.amount > cap.most);
        match shares.borne.iter().find(is_above) {
            Some(above) => {
                Err(Reason::new("the shares of `{}` pass its cap, and nothing says of which scheme", [above.partner]))
            }
            None => Ok(shares),
        }
    }
}

/// What partners bear of several schemes together.
fn together(all: Vec<OfScheme<'_>>) -> Result<Shares<'_>, Reason> {
    let mut whole = Shares { borne: Vec::new(), not_allotted: Money::ZERO, unallocated: Money::ZERO, part: None };
    for (title, shares) in all {
        whole.not_allotted = whole.not_allotted.checked_add(shares.not_allotted).ok_or(TOO_LARGE)?;
        whole.unallocated = whole.unallocated.checked_add(shares.unallocated).ok_or(TOO_LARGE)?;
        for one in shares.borne.into_iter().filter(|one| one.amount != Money::ZERO) {
            let Borne { partner, amount, working, origins } = one;
            let place = whole.borne.iter().position(|known| known.partner == partner).unwrap_or(whole.borne.len());
            if place == whole.borne.len() {
                let working = Working::none();
                whole.borne.push(Borne { partner, amount: Money::ZERO, working, origins: Vec::new() });
            }
            let known = whole.borne.get_mut(place).ok_or(TOO_LARGE)?;
            known.amount = known.amount.checked_add(amount).ok_or(TOO_LARGE)?;
            known.origins.extend(origins);
            known.working.schemes.push((title.to_owned(), working));
        }
    }
    Ok(whole)
}
