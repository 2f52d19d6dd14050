//! From values and days to places along an axis.

use jiff::civil::Date;

/// Values span more than this factor: then a step is a factor, not a difference.
const WIDE: f64 = 100.0;

/// An axis of values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    /// Whether a step is a factor.
    pub(crate) log: bool,
}

impl Scale {
    /// An axis that holds all these values. It begins at nought, so that twice as much is twice as far, or, where the greatest is more than
    /// a hundred times the least, goes by factors of ten.
    pub(crate) fn of(values: impl Iterator<Item = f64> + Clone) -> Self {
        let finite = values.filter(|it| it.is_finite());
        let (low, high) =
            finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), it| (low.min(it), high.max(it)));
        if low > high {
            return Self { low: 0.0, high: 1.0, log: false };
        }
        if low > 0.0 && high / low > WIDE {
            return Self { low: 10f64.powf(low.log10().floor()), high: 10f64.powf(high.log10().ceil()), log: true };
        }
        let (low, high) = (low.min(0.0), high.max(0.0));
        let step = step((high - low).max(f64::MIN_POSITIVE), 4);
        let high = if high == 0.0 && low == 0.0 { 1.0 } else { (high / step).ceil() * step };
        Self { low: (low / step).floor() * step, high, log: false }
    }

    /// Where a value stands, from 0 to 1.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let place = if self.log {
            (value.max(f64::MIN_POSITIVE).log10() - self.low.log10()) / (self.high.log10() - self.low.log10())
        } else {
            (value - self.low) / (self.high - self.low)
        };
        if place.is_finite() { place.clamp(0.0, 1.0) } else { 0.0 }
    }

    /// Round values along the axis, both ends among them.
    pub(crate) fn ticks(&self) -> Vec<f64> {
        if self.log {
            let (first, last) = (self.low.log10().round(), self.high.log10().round());
            // Of very long axes every second or third power is enough.
            let by = ((last - first) / 6.0).ceil().max(1.0);
            return steps(first, last, by).map(|it| 10f64.powf(it)).collect();
        }
        let step = step(self.high - self.low, 4);
        steps((self.low / step).round(), (self.high / step).round(), 1.0).map(|it| it * step).collect()
    }
}

fn steps(first: f64, last: f64, by: f64) -> impl Iterator<Item = f64> {
    std::iter::successors(Some(first), move |it| Some(it + by)).take_while(move |it| *it <= last + by / 1e3).take(50)
}

/// A round step (1, 2 or 5 times a power of ten) that goes into a length about `count` times.
fn step(length: f64, count: u8) -> f64 {
    let rough = length / f64::from(count);
    let power = 10f64.powf(rough.log10().floor());
    let times = [1.0, 2.0, 5.0, 10.0].into_iter().find(|it| it * power >= rough * 0.999);
    times.unwrap_or(10.0) * power
}

/// An axis of days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Days {
    first: Date,
    length: f64,
}

impl Days {
    /// An axis from the first of these days to the last; `None` if there is none.
    pub(crate) fn of(days: impl Iterator<Item = Date> + Clone) -> Option<Self> {
        let (first, last) = (days.clone().min()?, days.max()?);
        Some(Self { first, length: between(first, last) })
    }

    /// Where a day stands, from 0 to 1.
    pub(crate) fn at(&self, day: Date) -> f64 {
        if self.length <= 0.0 { 0.5 } else { (between(self.first, day) / self.length).clamp(0.0, 1.0) }
    }

    /// Up to six days to be named, evenly spread; days themselves where there are few, else beginnings of months or years.
    pub(crate) fn ticks(&self) -> Vec<Date> {
        let all = |fits: fn(Date) -> bool| {
            let days = std::iter::successors(Some(self.first), |day| day.tomorrow().ok());
            days.take_while(|day| between(self.first, *day) <= self.length).filter(move |day| fits(*day))
        };
        let thinned = |days: Vec<Date>| {
            let by = days.len().div_ceil(6).max(1);
            days.into_iter().step_by(by).collect::<Vec<_>>()
        };
        match self.length {
            ..=60.0 => thinned(all(|_| true).collect()),
            ..=1100.0 => thinned(all(|day| day.day() == 1).collect()),
            // Nobody's series is longer than a few hundred years.
            length if length < 200_000.0 => thinned(all(|day| day.day_of_year() == 1).collect()),
            _ => vec![self.first],
        }
    }
}

fn between(from: Date, to: Date) -> f64 {
    f64::from((to - from).get_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn of(values: &[f64]) -> Scale {
        Scale::of(values.iter().copied())
    }

    #[test]
    fn values_stand_from_nought_unless_they_span_more_than_a_hundred() {
        let near = of(&[12.0, 17.0]);
        assert!(!near.log);
        assert_eq!(near.ticks(), [0.0, 5.0, 10.0, 15.0, 20.0]);
        assert!((near.at(5.0) - 0.25).abs() < 1e-9);
        let wide = of(&[30.0, 45_000.0]);
        assert!(wide.log);
        assert_eq!(wide.ticks(), [10.0, 100.0, 1000.0, 10_000.0, 100_000.0]);
        assert!((wide.at(1000.0) - 0.5).abs() < 1e-9);
        assert_eq!(of(&[-3.0, 4.0]).ticks(), [-4.0, -2.0, 0.0, 2.0, 4.0]);
        for odd in [of(&[]), of(&[0.0]), of(&[f64::NAN]), of(&[7.0]), of(&[1e300, 2e300]), of(&[1e-9, 1e12])] {
            assert!(odd.ticks().len() >= 2 && odd.ticks().len() <= 8, "{odd:?} {:?}", odd.ticks());
            assert!((0.0..=1.0).contains(&odd.at(7.0)));
        }
    }

    #[test]
    fn days_are_named_a_few_at_a_time() {
        let days = |from, to| Days::of([from, to].into_iter()).unwrap();
        let week = days(date(2026, 3, 1), date(2026, 3, 4));
        assert_eq!(week.ticks().len(), 4);
        assert!((week.at(date(2026, 3, 4)) - 1.0).abs() < 1e-9);
        assert_eq!(days(date(2026, 1, 10), date(2026, 7, 1)).ticks()[0], date(2026, 2, 1));
        assert!(days(date(1900, 1, 1), date(2026, 7, 1)).ticks().len() <= 6);
        assert_eq!(days(date(2026, 3, 1), date(2026, 3, 1)).at(date(2026, 3, 1)), 0.5);
        assert_eq!(Days::of(std::iter::empty()), None);
    }
}
