//! Figures: how many, how much, how often, of what.

use crate::{Attribution, By, Span, When};

/// Index of a figure in its reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureId(pub u32);

/// How far apart two ranges of values are, each its least and greatest value: the ratio of their [middles](middle), to the second decimal;
/// infinite where one middle is 0.
#[must_use]
pub fn factor(a: (Option<f64>, Option<f64>), b: (Option<f64>, Option<f64>)) -> f64 {
    let (a, b) = (middle(a).abs(), middle(b).abs());
    let ratio = if a.min(b) > 0.0 { a.max(b) / a.min(b) } else { f64::INFINITY };
    (ratio * 100.0).round() / 100.0
}

/// The middle of a range of values, its least and greatest: their geometric mean, of a range with one end that end.
#[must_use]
pub fn middle(range: (Option<f64>, Option<f64>)) -> f64 {
    match range {
        (Some(low), Some(high)) if low > 0.0 && high > 0.0 => f64::sqrt(low * high),
        (Some(low), Some(high)) => f64::midpoint(low, high),
        (Some(end), None) | (None, Some(end)) => end,
        (None, None) => 0.0,
    }
}

/// A quantity that counts or measures something in the world.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The quantity phrase without the thing counted (`more than 80`, `up to 85%`).
    pub span: Span,
    /// Least value in base units, `None` where open below; not above `high`, and not both `None`.
    pub low: Option<f64>,
    /// Greatest value in base units, `None` where open above.
    pub high: Option<f64>,
    /// What the number is of.
    pub unit: Unit,
    /// The words of the thing counted or measured, in order; empty where the report does not tell.
    pub of: Vec<Span>,
    /// For a rate: for each what.
    pub per: Option<Per>,
    /// For what time it is told.
    pub when: Option<When>,
    /// The place's name as in the report.
    pub place: Option<Span>,
    /// On whose word.
    pub attributed_to: Attribution,
    /// Who found it.
    pub by: By,
}

/// What a number is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Things counted.
    Count,
    /// Hundredths.
    Percent,
    /// Percentage points.
    PercentPoint,
    /// Money, by its ISO 4217 code.
    Currency(&'static str),
    /// A measure, by its unit symbol (`km`, `kg`, `h`, `d`, `y`).
    Measure(&'static str),
}

impl Unit {
    /// The name in records: `count`, `percent`, `%pt`, an ISO 4217 code or a unit symbol.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Percent => "percent",
            Self::PercentPoint => "%pt",
            Self::Currency(code) => code,
            Self::Measure(symbol) => symbol,
        }
    }
}

/// What a rate is for each of: `year`, `day`, `person`, `barrel`, …, singular and lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Per(pub String);

/// Figures about one thing that cannot both hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Differ {
    /// The figures, two or more, in text order.
    pub figures: Vec<FigureId>,
    /// How far apart: the greatest ratio between the middles of any two.
    pub factor: f64,
    /// What they are both about and how they differ, for a reader.
    pub why: String,
}
