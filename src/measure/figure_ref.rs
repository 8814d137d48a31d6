//! What a pack prints, and what that leads to: a figure or a part of one, or what is no figure of `figures.json`.

/// A figure by its number in the order of `figures.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureNumber(pub(super) usize);

/// A reference figure by its row on the register's sheet `Totals`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TotalNumber(pub usize);

/// A variation by its row among those of the register that count, or among those that do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VariationNumber {
    /// Whether it counts.
    pub counts: bool,
    /// Its place among its like.
    pub place: usize,
}

/// A sheet by its number among those that were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SheetNumber(pub usize);

/// A partner's commitments to an agreement, by the number of the first of their lines in the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineNumber(pub usize);

/// What something that is printed refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureRef {
    /// A figure, or a part of it.
    Figure(FigureNumber, FigurePart),
    /// What percentage one figure is of another.
    Percentage {
        /// The part.
        of: FigureNumber,
        /// The whole.
        whole: FigureNumber,
    },
    /// A reference figure of the register's sheet `Totals`.
    Reference(TotalNumber),
    /// A variation of the register's sheet `Variations`.
    Variation(VariationNumber),
    /// The amounts of one kind on a sheet that was read; `None` for all sheets together.
    Account(Option<SheetNumber>, SheetFate),
    /// How far contributions are from what was committed.
    Standing(LineNumber),
}

/// What is printed of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigurePart {
    /// The whole figure.
    All,
    /// The part of a share.
    Numerator,
    /// The whole of it.
    Denominator,
    /// What the last publication said of it.
    Before,
    /// How much it is more than the last publication said.
    Change,
    /// What of a variance no partner bears.
    Rest,
    /// What of it is of schemes that are not listed one by one.
    Others,
}

/// What became of the amounts of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetFate {
    /// All that could be read.
    Read,
    /// Those that are in the ledger.
    Accepted,
    /// Totals that were compared.
    Witnessed,
    /// Those that could not be used.
    Refused,
}

impl FigureNumber {
    /// The figure at a place, counted from nought, in the order of `figures.json`.
    #[must_use]
    pub const fn new(place: usize) -> Self {
        Self(place)
    }

    /// The number, counted from nought.
    #[must_use]
    pub const fn place(self) -> usize {
        self.0
    }

    /// A part of the figure.
    #[must_use]
    pub const fn part(self, part: FigurePart) -> FigureRef {
        FigureRef::Figure(self, part)
    }

    /// The figure as a percentage of another.
    #[must_use]
    pub const fn percent_of(self, whole: Self) -> FigureRef {
        FigureRef::Percentage { of: self, whole }
    }
}

impl FigureRef {
    /// The two amounts that a printed percentage is the quotient of; `None` of what is no figure.
    #[must_use]
    pub const fn terms(self) -> Option<(Self, Self)> {
        match self {
            Self::Percentage { of, whole } => Some((of.part(FigurePart::All), whole.part(FigurePart::All))),
            Self::Figure(figure, _) => Some((figure.part(FigurePart::Numerator), figure.part(FigurePart::Denominator))),
            Self::Reference(_) | Self::Variation(_) | Self::Account(..) | Self::Standing(_) => None,
        }
    }

    /// The figure of `figures.json` that is meant, whichever part of it is printed.
    #[must_use]
    pub const fn figure(self) -> Option<FigureNumber> {
        match self {
            Self::Figure(figure, _) | Self::Percentage { of: figure, .. } => Some(figure),
            Self::Reference(_) | Self::Variation(_) | Self::Account(..) | Self::Standing(_) => None,
        }
    }

    /// The figure itself, whichever part of it is meant; what is no figure of `figures.json` stays what it is.
    #[must_use]
    pub fn whole(self) -> Self {
        self.figure().map_or(self, |figure| figure.part(FigurePart::All))
    }
}
