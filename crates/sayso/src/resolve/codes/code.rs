//! A code in its parts.

use super::tables;

/// The sectors of PLOVER and of CAMEO’s actors; a code may hold other parts (`UNO`, `HMS`), which are none.
pub(super) const SECTORS: &[&str] = &[
    "GOV", "MIL", "LEG", "JUD", "COP", "SPY", "OPP", "PTY", "REB", "PRM", "UAF", "BUS", "LAB", "JRN", "MED", "EDU",
    "REL", "REF", "AGR", "CRM", "SOC", "CVL", "ELI", "UNK",
];

/// What stands where a state stands, for those of none.
pub(super) const GENERIC: &[&str] = &["IGO", "NGO", "ISM", "IMG", "MNC"];

/// The parts of a code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Code {
    /// ISO 3166 alpha-3.
    pub(super) country: Option<&'static str>,
    /// One of [`GENERIC`].
    pub(super) generic: Option<&'static str>,
    /// The parts after it, three letters each.
    pub(super) tail: String,
}

impl Code {
    pub(super) fn new(country: Option<&'static str>, generic: Option<&'static str>, tail: &str) -> Self {
        Self { country, generic, tail: tail.to_owned() }
    }

    /// The parts of `USAGOV`, `IGOUNO`, `REB`; `None` if the first part is neither a state, a generic nor a sector.
    pub(super) fn parse(code: &str) -> Option<Self> {
        let parts = code.len().is_multiple_of(3) && !code.is_empty() && code.bytes().all(|it| it.is_ascii_uppercase());
        let first = code.get(..3).filter(|_| parts)?;
        if let Some(country) = tables::country(first) {
            return Some(Self::new(Some(country), None, &code[3..]));
        }
        if let Some(&generic) = GENERIC.iter().find(|it| **it == first) {
            return Some(Self::new(None, Some(generic), &code[3..]));
        }
        SECTORS.contains(&first).then(|| Self::new(None, None, code))
    }

    /// The first part that is a sector.
    pub(super) fn sector(&self) -> Option<&'static str> {
        let parts = (0..self.tail.len() / 3).map(|n| &self.tail[3 * n..3 * n + 3]);
        parts.into_iter().find_map(|part| SECTORS.iter().find(|it| **it == part).copied())
    }

    /// As records write it; `None` if nothing is known.
    pub(super) fn written(&self) -> Option<String> {
        let first = self.generic.or(self.country).unwrap_or_default();
        let code = format!("{first}{}", self.tail);
        (!code.is_empty()).then_some(code)
    }
}

/// Whether a day lies in a span of days; each of these may be a month or a year, an empty one is open.
pub(super) fn within(day: &str, from: &str, to: &str) -> bool {
    let cut = |length: usize| day.get(..length).unwrap_or(day);
    (from.is_empty() || cut(from.len()) >= from) && (to.is_empty() || cut(to.len()) <= to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_apart_and_together() {
        let parts = |code| Code::parse(code).map(|it| (it.country, it.generic, it.sector(), it.written()));
        assert_eq!(parts("USAGOV"), Some((Some("USA"), None, Some("GOV"), Some("USAGOV".to_owned()))));
        assert_eq!(parts("IGOUNO"), Some((None, Some("IGO"), None, Some("IGOUNO".to_owned()))));
        assert_eq!(parts("PSEREBHMS"), Some((Some("PSE"), None, Some("REB"), Some("PSEREBHMS".to_owned()))));
        assert_eq!(parts("REB"), Some((None, None, Some("REB"), Some("REB".to_owned()))));
        for wrong in ["", "US", "usagov", "XQZGOV", "USAGO", "ÄÄÄ"] {
            assert_eq!(Code::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_months_and_years_bound() {
        assert!(within("2025-01-20", "2025-01-20", ""));
        assert!(!within("2025-01-19", "2025-01-20", ""));
        assert!(within("2019-12-24", "2018", "2019-12"));
        assert!(!within("2020-01-01", "2018", "2019-12"));
    }
}
