//! The table of words that stand for one another: `data/swaps.tsv`, whose header tells the columns.

use std::collections::HashMap;

/// Which words are exchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    People,
    Parties,
    Countries,
    Outlets,
    Gender,
}

impl Group {
    pub(super) const ALL: [Self; 5] = [Self::People, Self::Parties, Self::Countries, Self::Outlets, Self::Gender];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Parties => "parties",
            Self::Countries => "countries",
            Self::Outlets => "outlets",
            Self::Gender => "gender",
        }
    }
}

/// Where a word stands for the other one of its pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Anywhere,
    /// As a personal pronoun: *saw her*.
    Object,
    /// Before a noun or what stands with one: *her house*.
    Before,
    /// As anything else: *it is hers*.
    Alone,
    /// Before a capitalised word: *Bill Reed*.
    Name,
}

/// One direction of a pair.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rule {
    pub(super) group: Group,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) place: Place,
}

/// How the letters of an occurrence differ from those of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    AsListed,
    /// A lower-case entry that opens with a capital.
    Capital,
    /// Capitals alone.
    Capitals,
}

/// The pairs of the table, in both directions.
#[derive(Debug)]
pub(super) struct Pairs {
    /// By the first word in lower case; longer entries first.
    rules: HashMap<String, Vec<Rule>>,
}

impl Pairs {
    /// The table, or what is wrong with it and where.
    pub(super) fn parse(table: &str) -> Result<Self, String> {
        let mut rules: HashMap<String, Vec<Rule>> = HashMap::new();
        for (n, line) in table.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let fault = |what: String| format!("line {}: {what}", n + 1);
            let columns: Vec<&str> = line.split('\t').collect();
            let (group, one, other, place) = match columns[..] {
                [group, one, other] => (group, one, other, ""),
                [group, one, other, place] => (group, one, other, place),
                _ => return Err(fault(format!("{} columns instead of three or four", columns.len()))),
            };
            let known = Group::ALL.into_iter().find(|it| it.name() == group);
            let group = known.ok_or_else(|| fault(format!("{group:?} is no group")))?;
            let place = match place {
                "" => Place::Anywhere,
                "object" => Place::Object,
                "before" => Place::Before,
                "alone" => Place::Alone,
                "name" => Place::Name,
                _ => return Err(fault(format!("{place:?} is no place"))),
            };
            for (from, to) in [(one, other), (other, one)] {
                let same = rules.entry(first_word(from)).or_default();
                let clash = |it: &&mut Rule| {
                    it.from.to_lowercase() == from.to_lowercase()
                        && (it.place == place || [it.place, place].contains(&Place::Anywhere))
                };
                if from.trim().is_empty() || one == other || same.iter_mut().find(clash).is_some() {
                    return Err(fault(format!("{from:?} has another counterpart already, or none")));
                }
                same.push(Rule { group, from: from.to_owned(), to: to.to_owned(), place });
            }
        }
        for same in rules.values_mut() {
            same.sort_by_key(|rule| std::cmp::Reverse(rule.from.len()));
        }
        Ok(Self { rules })
    }

    /// What may be exchanged where a text goes on like this, the longest first, with the case of the occurrence. Where it
    /// ends is for the caller to judge.
    pub(super) fn starting<'a>(&'a self, rest: &'a str) -> impl Iterator<Item = (&'a Rule, Case)> {
        self.rules.get(&first_word(rest)).into_iter().flatten().filter_map(|rule| Some((rule, rule.case(rest)?)))
    }

    /// Whether an entry has one counterpart, wherever it stands.
    pub(super) fn is_plain(&self, entry: &str) -> bool {
        self.rules.get(&first_word(entry)).is_some_and(|it| it.iter().filter(|rule| rule.from == entry).count() == 1)
    }
}

impl Rule {
    /// How the text that goes on like this writes the entry, if it does.
    fn case(&self, rest: &str) -> Option<Case> {
        let written = rest.get(..self.from.len())?;
        let telling = |entry: &str| entry.to_uppercase() != entry;
        if written == self.from {
            Some(Case::AsListed)
        } else if opens_small(&self.from) && opens_small(&self.to) && written == capital(&self.from) {
            Some(Case::Capital)
        } else {
            // Back from capitals alone, *CNN* would not tell how it was written.
            (telling(&self.from) && telling(&self.to) && written == self.from.to_uppercase()).then_some(Case::Capitals)
        }
    }

    /// The counterpart, written like the occurrence.
    pub(super) fn written(&self, case: Case) -> String {
        match case {
            Case::AsListed => self.to.clone(),
            Case::Capital => capital(&self.to),
            Case::Capitals => self.to.to_uppercase(),
        }
    }
}

fn first_word(text: &str) -> String {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    text[..end].to_lowercase()
}

fn opens_small(text: &str) -> bool {
    text.starts_with(char::is_lowercase)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_the_repository_is_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/swaps.tsv");
        let pairs = Pairs::parse(&std::fs::read_to_string(path).unwrap()).unwrap();
        let mut rules = pairs.rules.values().flatten();
        assert!(rules.all(|rule| !rule.from.contains("  ") && rule.from.trim() == rule.from), "stray white space");
    }

    #[test]
    fn every_rule_leads_back_in_every_case() {
        let pairs = Pairs::parse("gender\the\tshe\noutlets\tCNN\tFox News\npeople\tTrump\tClinton").unwrap();
        let swapped = |text: &str| {
            let (rule, case) = pairs.starting(text).next()?;
            Some(rule.written(case))
        };
        for text in ["he", "He", "HE", "CNN", "Trump", "TRUMP"] {
            let there = swapped(text).unwrap();
            assert_ne!(there, text);
            assert_eq!(swapped(&there).unwrap(), text);
        }
        for text in ["FOX NEWS", "trump", "hE", "Heron", "cnn", "Fox  News"] {
            assert!(swapped(text).is_none_or(|it| text == "Heron" && it == "She"), "{text}");
        }
    }

    #[test]
    fn a_fault_names_its_line() {
        let fault = |table: &str| Pairs::parse(table).unwrap_err();
        assert_eq!(fault("# head\npeople\tA"), "line 2: 2 columns instead of three or four");
        assert_eq!(fault("plants\tA\tB"), "line 1: \"plants\" is no group");
        assert_eq!(fault("people\tA\tB\tthere"), "line 1: \"there\" is no place");
        assert_eq!(
            fault("people\tA\tB\npeople\tC\tA\tbefore"),
            "line 2: \"A\" has another counterpart already, or none"
        );
        assert!(Pairs::parse("people\tA\tB\tbefore\npeople\tC\tA\talone").is_ok());
    }
}
