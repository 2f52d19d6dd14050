//! The odd lines, mixed as `training/encoder/odd_lines.py` mixes them: whoever changes one changes the other.

/// `SplitMix64` (Steele et al. 2014).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    pub(crate) fn of<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }
}

/// What lines are mixed from.
pub(crate) struct Recipe {
    sentences: Vec<String>,
    fragments: Vec<String>,
    ranges: Vec<(String, Vec<(u32, u32)>)>,
}

impl Recipe {
    pub(crate) fn new() -> Self {
        let mut parts = [Vec::new(), Vec::new(), Vec::new()];
        let mut part = 0;
        for line in include_str!("recipe.txt").split('\n').filter(|line| !line.is_empty() && !line.starts_with("# ")) {
            match ["[sentences]", "[fragments]", "[ranges]"].iter().position(|it| *it == line) {
                Some(next) => part = next,
                None => parts[part].push(unescape(line)),
            }
        }
        let [sentences, fragments, ranges] = parts;
        let hex = |text: &str| u32::from_str_radix(text, 16).unwrap();
        let range = |line: &String| {
            let (name, bounds) = line.split_once(' ').unwrap();
            let bounds = bounds.split(' ').map(|it| it.split_once('-').map(|(a, b)| (hex(a), hex(b))).unwrap());
            (name.to_owned(), bounds.collect())
        };
        Self { ranges: ranges.iter().map(range).collect(), sentences, fragments }
    }

    fn char(&self, chance: &mut Chance, range: usize) -> char {
        let bounds = &self.ranges[range].1;
        let (first, last) = bounds[chance.below(bounds.len())];
        char::from_u32(first + chance.below((last - first + 1) as usize) as u32).unwrap()
    }

    fn named(&self, chance: &mut Chance, name: &str) -> char {
        self.char(chance, self.ranges.iter().position(|range| range.0 == name).unwrap())
    }

    /// The odd line of this number; one and the same chance goes through all lines in order.
    pub(crate) fn line(&self, chance: &mut Chance, number: usize) -> String {
        let mut out = String::new();
        match number % 8 {
            0 | 1 => self.slips(chance, &mut out),
            2 | 3 => {
                let script = (number / 8) % self.ranges.len();
                for _ in 0..=chance.below(12) {
                    for _ in 0..=chance.below(10) {
                        out.push(self.char(chance, script));
                        if chance.below(8) == 0 {
                            out.push(self.named(chance, "accents"));
                        }
                    }
                    out.push(' ');
                }
            }
            4 => {
                for _ in 0..=chance.below(8) {
                    out.push_str(&self.fragments[chance.below(self.fragments.len())]);
                    match chance.below(3) {
                        0 => out.push(' '),
                        1 => out.push(self.named(chance, "punctuation")),
                        _ => {}
                    }
                }
            }
            5 => {
                for _ in 0..=chance.below(40) {
                    let range = chance.below(self.ranges.len());
                    out.push(self.char(chance, range));
                    if chance.below(6) == 0 {
                        out.push(' ');
                    }
                }
            }
            6 => self.long_words(chance, &mut out),
            _ => {
                for _ in 0..=chance.below(30) {
                    let range = chance.of(&["all", "all", "ascii", "controls"]);
                    out.push(self.named(chance, range));
                }
            }
        }
        out
    }

    /// A sentence with slips of the hand.
    fn slips(&self, chance: &mut Chance, out: &mut String) {
        let sentence = &self.sentences[chance.below(self.sentences.len())];
        for char in sentence.chars() {
            match chance.below(24 * 7) {
                0 => out.extend([char, self.named(chance, "accents")]),
                1 => out.extend([char, self.named(chance, "all")]),
                2 => out.push(char.to_ascii_uppercase()),
                3 if matches!(char, '!'..='~') => out.push(char::from_u32(u32::from(char) + 0xFEE0).unwrap()),
                4 => {}
                5 => out.extend([char, '\u{200d}']),
                6 => out.extend([char, self.named(chance, "punctuation")]),
                _ => out.push(char),
            }
        }
    }

    /// Words about the limits of characters and of pieces.
    fn long_words(&self, chance: &mut Chance, out: &mut String) {
        for _ in 0..=chance.below(3) {
            let same = self.named(chance, "letters");
            for _ in 0..[4, 16, 98][chance.below(3)] + chance.below(8) {
                out.push(if chance.below(4) > 0 { same } else { self.named(chance, "letters") });
                if chance.below(32) == 0 {
                    let range = chance.of(&["accents", "selectors", "capitals"]);
                    out.push(self.named(chance, range));
                }
            }
            out.push_str(chance.of(&[" ", "-", ".", "\u{a0}", ""]));
        }
    }
}

fn unescape(line: &str) -> String {
    let mut parts = line.split("\\u{");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (point, rest) = part.split_once('}').unwrap();
        out.push(char::from_u32(u32::from_str_radix(point, 16).unwrap()).unwrap());
        out.push_str(rest);
    }
    out
}
