//! Values as people type them into a form: `12`, `10 to 15`, `10 or more`, `up to 15`.

use sayso_wire::Number;

/// A range with both ends, one end, or none.
pub(crate) type Range = (Option<f64>, Option<f64>);

/// A range as it stands in a form.
pub(crate) fn written((low, high): Range) -> String {
    match (low, high) {
        #[allow(clippy::float_cmp, reason = "one number told gives both ends")]
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("{low} or more"),
        (None, Some(high)) => format!("up to {high}"),
        (None, None) => String::new(),
    }
}

/// A figure's range as it stands in a form.
pub(crate) fn of_figure(low: Option<Number>, high: Option<Number>) -> String {
    written((low.map(|it| it.0), high.map(|it| it.0)))
}

/// How many dead or injured, likewise; nothing where that is not told.
#[allow(clippy::cast_precision_loss, reason = "people are counted in less than 2^53")]
pub(crate) fn of_toll(toll: Option<(u64, Option<u64>)>) -> String {
    toll.map_or_else(String::new, |(low, high)| written((Some(low as f64), high.map(|it| it as f64))))
}

/// What was typed, as a range; nothing typed is no end at either side.
pub(crate) fn range(typed: &str) -> Result<Range, String> {
    let typed = typed.trim().to_lowercase();
    let wrong = || format!("{typed} is no number such as 12, 10 to 15, 10 or more, or up to 15");
    let number = |it: &str| -> Result<Option<f64>, String> {
        let plain: String = it.chars().filter(|c| *c != ',' && !c.is_whitespace()).collect();
        plain.replace('−', "-").parse::<f64>().ok().filter(|it| it.is_finite()).map(Some).ok_or_else(wrong)
    };
    if typed.is_empty() {
        return Ok((None, None));
    }
    if let Some(high) = typed.strip_prefix("up to ") {
        return Ok((None, number(high)?));
    }
    if let Some(low) = typed.strip_suffix("or more").or_else(|| typed.strip_suffix('+')) {
        return Ok((number(low)?, None));
    }
    // A sign at the beginning is no dash between two numbers.
    let between = [" to ", "–", "-"].iter().find_map(|dash| {
        let (low, high) = typed.split_once(dash)?;
        Some((low, high)).filter(|it| !it.0.trim().is_empty())
    });
    match between {
        Some((low, high)) => {
            let (low, high) = (number(low)?, number(high)?);
            if low <= high { Ok((low, high)) } else { Err(wrong()) }
        }
        None => number(&typed).map(|it| (it, it)),
    }
}

/// What was typed, as a number of people; nothing typed: that is not told.
pub(crate) fn toll(typed: &str) -> Result<Option<(u64, Option<u64>)>, String> {
    let whole = |it: f64| -> Result<u64, String> {
        let wrong = || format!("{it} is no number of people");
        if it.fract() == 0.0 && (0.0..9e15).contains(&it) {
            it.to_string().parse().map_err(|_| wrong())
        } else {
            Err(wrong())
        }
    };
    match range(typed)? {
        (None, None) => Ok(None),
        (low, high) => Ok(Some((whole(low.unwrap_or(0.0))?, high.map(whole).transpose()?))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_they_are_written() {
        for (typed, low, high) in [
            ("12", Some(12.0), Some(12.0)),
            ("10 to 15", Some(10.0), Some(15.0)),
            ("10-15", Some(10.0), Some(15.0)),
            ("10 – 15", Some(10.0), Some(15.0)),
            ("1,500.5 or more", Some(1500.5), None),
            ("80+", Some(80.0), None),
            ("Up to 85", None, Some(85.0)),
            ("-3", Some(-3.0), Some(-3.0)),
            ("", None, None),
        ] {
            assert_eq!(range(typed), Ok((low, high)), "{typed}");
            assert_eq!(range(&written((low, high))), Ok((low, high)), "{typed}");
        }
        for wrong in ["many", "15 to 10", "nan", "inf", "1e999", "up to", "<b>"] {
            assert!(range(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn people_are_counted_whole() {
        assert_eq!(toll("80 or more"), Ok(Some((80, None))));
        assert_eq!(toll("up to 5"), Ok(Some((0, Some(5)))));
        assert_eq!(toll(" "), Ok(None));
        assert!(toll("2.5").is_err() && toll("-1").is_err() && toll("1e20").is_err());
    }
}
