//! Numbers as people write them: whole ones without a decimal point.

use serde::{Deserialize, Serialize, Serializer};

/// A number that is written as an integer where it is whole (`80`, not `80.0`), so that every JSON reader gets the
/// type it expects of a count.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Deserialize)]
#[serde(transparent)]
pub struct Number(pub f64);

/// Above this a whole `f64` may stand for several integers, and is written as the float it is.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 && self.0.abs() <= EXACT {
            // Whole and within ±2^53, so the cast loses nothing.
            #[allow(clippy::cast_possible_truncation)]
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

impl From<f64> for Number {
    fn from(value: f64) -> Self {
        Self(value)
    }
}

impl From<f32> for Number {
    /// The double with the same shortest decimal digits, so that 0.9 is written as 0.9.
    fn from(value: f32) -> Self {
        Self(value.to_string().parse().unwrap_or(f64::from(value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: impl Into<Number>) -> String {
        serde_json::to_string(&value.into()).unwrap()
    }

    #[test]
    fn whole_numbers_are_integers() {
        assert_eq!(written(80.0), "80");
        assert_eq!(written(-0.0), "0");
        assert_eq!(written(2.5), "2.5");
        assert_eq!(written(200_000_000.0), "200000000");
        assert_eq!(written(1e21), "1e+21");
        assert_eq!(serde_json::from_str::<Number>("80").unwrap(), Number(80.0));
    }

    #[test]
    fn scores_keep_their_digits() {
        assert_eq!(written(0.9_f32), "0.9");
        assert_eq!(written(1.0_f32), "1");
    }
}
