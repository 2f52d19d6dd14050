//! Days, partial dates and intervals, as ISO 8601 writes them.

use crate::{By, Span};
use std::fmt;

/// A day of the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year, 1 to 9999.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// When a report or post was published: a day, with the time and zone where they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    /// The day in its own zone.
    pub date: Date,
    /// Hour, minute and second of that day.
    pub time: Option<(u8, u8, u8)>,
    /// Minutes east of UTC.
    pub offset: Option<i16>,
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        if let Some((h, m, s)) = self.time {
            write!(f, "T{h:02}:{m:02}:{s:02}")?;
            match self.offset {
                Some(0) => write!(f, "Z")?,
                Some(o) => write!(f, "{}{:02}:{:02}", if o < 0 { '-' } else { '+' }, o.abs() / 60, o.abs() % 60)?,
                None => {}
            }
        }
        Ok(())
    }
}

/// A year, month, day, or minute of a day: as much as the report tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// Year, 1 to 9999.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month; only with a month.
    pub day: Option<u8>,
    /// Hour and minute; only with a day.
    pub time: Option<(u8, u8)>,
}

impl From<Date> for Moment {
    fn from(date: Date) -> Self {
        Self { year: date.year, month: Some(date.month), day: Some(date.day), time: None }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
                if let Some((h, m)) = self.time {
                    write!(f, "T{h:02}:{m:02}")?;
                }
            }
        }
        Ok(())
    }
}

/// A moment or an interval; displayed as ISO 8601 (`2025-04`, `2025-09-17/2025-11-17`, `2019/`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// A moment, as exact as told.
    At(Moment),
    /// From one moment to another, both included.
    Between(Moment, Moment),
    /// From a moment on.
    Since(Moment),
    /// Up to a moment.
    Until(Moment),
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(at) => write!(f, "{at}"),
            Self::Between(from, to) => write!(f, "{from}/{to}"),
            Self::Since(from) => write!(f, "{from}/"),
            Self::Until(to) => write!(f, "/{to}"),
        }
    }
}

/// Words that tell a time, and the time.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeMention {
    /// The words, without a preposition (`Monday`, `the past two months`).
    pub span: Span,
    /// What they mean against the publication date.
    pub value: When,
    /// Who found it.
    pub by: By,
}
