//! Outlets, towns, people and bodies that there are not.

use super::grammar::{Names, draw, rule};
use super::random::Random;

/// Outlets; the first [`AGENCIES`] send their reports to the others.
pub(super) const OUTLETS: usize = 40;
/// See [`OUTLETS`].
pub(super) const AGENCIES: usize = 3;
/// People who are in the news again and again, and those of one story only.
const KNOWN: u64 = 3_000;

/// An outlet's name.
pub(super) fn outlet(number: usize) -> String {
    match number {
        0 => "Meridian News Agency".to_owned(),
        1 => "Coastline Wire".to_owned(),
        2 => "Northlight Press Service".to_owned(),
        // 37 and 10 share no factor with the lists' lengths, so that no two outlets have one name.
        _ => format!("{} {}", town(number * 37).name, rule("paper")[number % rule("paper").len()]),
    }
}

/// A town on the map of nowhere.
#[derive(Clone, Debug)]
pub(super) struct Town {
    pub(super) name: String,
    /// Degrees.
    pub(super) at: [f64; 2],
    number: u64,
}

/// How many towns there are.
pub(super) fn towns() -> usize {
    rule("town_a").len() * rule("town_b").len()
}

/// A town by its number.
pub(super) fn town(number: usize) -> Town {
    let (a, b) = (rule("town_a"), rule("town_b"));
    let number = number % towns();
    let mut random = Random::new(&[77, number as u64]);
    let mut degrees = |most: f64| ((random.share() * 2.0 - 1.0) * most * 1e4).round() / 1e4;
    Town {
        name: format!("{}{}", a[number % a.len()], b[number / a.len()]),
        at: [degrees(60.0), degrees(170.0)],
        number: number as u64,
    }
}

/// A person, told by both names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Person {
    first: usize,
    last: usize,
}

impl Person {
    pub(super) fn new(random: &mut Random) -> Self {
        let lasts = rule("last_a").len() * rule("last_b").len();
        Self { first: random.below(rule("first_m").len() + rule("first_f").len()), last: random.below(lasts) }
    }

    /// Whoever holds an office.
    fn of_office(number: u64) -> Self {
        Self::new(&mut Random::new(&[78, number]))
    }

    /// Somebody else of the same last name.
    pub(super) fn namesake(self, random: &mut Random) -> Self {
        let all = rule("first_m").len() + rule("first_f").len();
        Self { first: (self.first + 1 + random.below(all - 1)) % all, ..self }
    }

    pub(super) fn is_woman(self) -> bool {
        self.first >= rule("first_m").len()
    }

    pub(super) fn last_name(self) -> String {
        let (a, b) = (rule("last_a"), rule("last_b"));
        format!("{}{}", a[self.last % a.len()], b[self.last / a.len()])
    }

    pub(super) fn name(self) -> String {
        let men = rule("first_m");
        let first = if self.is_woman() { rule("first_f")[self.first - men.len()] } else { men[self.first] };
        format!("{first} {}", self.last_name())
    }
}

/// Somebody with an office: the town's own, or one of those who are in the news everywhere.
pub(super) fn official(town: &Town, random: &mut Random) -> (Person, &'static str) {
    let roles = rule("role");
    // The last four of the roles are a country's, the others a town's.
    let local = roles.len() - 5;
    if random.chance(0.6) {
        let role = random.below(local);
        (Person::of_office(KNOWN + town.number * 16 + role as u64), roles[role])
    } else {
        let number = random.rank(usize::try_from(KNOWN).unwrap_or(1), 3.0);
        (Person::of_office(number as u64), roles[local + number % 5])
    }
}

/// A body of a town.
pub(super) fn body(town: &Town, tail: &str) -> String {
    format!("{} {tail}", town.name)
}

/// A street or the like where something happens.
pub(super) fn site(random: &mut Random) -> String {
    let names = Names::default();
    if random.chance(0.5) {
        format!("{} {}", draw("street", &names, random), draw("street_kind", &names, random))
    } else {
        super::grammar::expand("the {adj} {thing}", &names, random)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_tell_towns_and_outlets_apart() {
        let towns: HashSet<String> = (0..towns()).map(|it| town(it).name).collect();
        assert_eq!(towns.len(), super::towns());
        assert_eq!((0..OUTLETS).map(outlet).collect::<HashSet<_>>().len(), OUTLETS);
    }

    #[test]
    fn a_namesake_is_somebody_else() {
        let mut random = Random::new(&[4]);
        let person = Person::new(&mut random);
        for _ in 0..200 {
            let other = person.namesake(&mut random);
            assert!(other != person && other.last_name() == person.last_name());
        }
    }
}
