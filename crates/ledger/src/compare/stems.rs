//! Words reduced for comparison: stems, numbers in digits, and the small words that carry little.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// A word (as [`super::words`] folds it) without its endings: *rescues*, *rescued* and *rescuing* are one. Numbers up to
/// a hundred come in digits. A stem is a key, not a word: nobody is shown it.
#[must_use]
pub fn stem(word: &str) -> String {
    if let Some(known) = irregular().get(word) {
        return (*known).to_owned();
    }
    if word.len() < 4 || word.bytes().any(|it| it.is_ascii_digit()) {
        return word.to_owned();
    }
    let singular = plural_off(word);
    if let Some(known) = irregular().get(singular.as_str()) {
        return (*known).to_owned();
    }
    let base = [("ied", "y"), ("ing", ""), ("ed", "")]
        .iter()
        .find_map(|(ending, instead)| {
            let base = singular.strip_suffix(ending)?;
            let stays = base.len() >= 3 && base.contains(['a', 'e', 'i', 'o', 'u', 'y']);
            stays.then(|| undouble(&format!("{base}{instead}")))
        })
        .unwrap_or(singular);
    // *close* and *closing* lose their `e` alike.
    match base.strip_suffix('e') {
        Some(short) if short.len() >= 3 => short.to_owned(),
        _ => base,
    }
}

/// Whether a word carries little: articles, pronouns, auxiliaries, prepositions, conjunctions, and verbs of saying.
#[must_use]
pub fn small(word: &str) -> bool {
    static SET: OnceLock<rustc_hash::FxHashSet<&'static str>> = OnceLock::new();
    SET.get_or_init(|| SMALL.split_whitespace().collect()).contains(word)
}

/// Whether a word denies.
#[must_use]
pub fn denies(word: &str) -> bool {
    matches!(word, "not" | "no" | "never" | "none" | "nobody" | "nothing" | "neither" | "nor" | "cannot" | "without")
        || word.len() > 3 && NEGATED.contains(&word)
}

/// Contracted denials as [`super::words`] folds them.
const NEGATED: &[&str] = &[
    "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "werent", "wont", "wouldnt", "cant", "couldnt", "shouldnt",
    "hasnt", "havent", "hadnt", "mustnt", "neednt", "aint",
];

const SMALL: &str = "a an the this that these those it its i me my we us our ours you your yours he him his she her hers \
they them their theirs who whom whose which what where when why how there here then now \
be am is are was were been being im ive id youre theyre weve hes shes thats do does did done have has had having \
will would shall should can could may might must ought \
of in on at by for from to with without into onto upon over under between among about against during before after since \
until till through across within along toward towards as than if so and or but nor yet because while although though unless \
whether not no all any some such both each every either neither only also just even very too more most much many other another \
same own up down out off again further once ever never still already \
say says said saying tell tells told according added add adds mr mrs ms dr";

fn plural_off(word: &str) -> String {
    if let Some(base) = word.strip_suffix("men").filter(|it| it.len() > 2 && !NO_MEN.contains(&word)) {
        return format!("{base}man");
    }
    if let Some(base) = word.strip_suffix("ies").filter(|it| it.len() > 2) {
        return format!("{base}y");
    }
    if let Some(base) = word
        .strip_suffix("es")
        .filter(|it| it.ends_with(['x', 'z']) || it.ends_with("ch") || it.ends_with("sh") || it.ends_with("ss"))
    {
        return base.to_owned();
    }
    word.strip_suffix('s').filter(|it| it.len() > 2 && !it.ends_with(['s', 'u', 'i'])).unwrap_or(word).to_owned()
}

/// Words in *-men* that are no men, names among them.
const NO_MEN: &[&str] = &["yemen", "turkmen", "carmen", "specimen", "regimen", "abdomen", "acumen", "women"];

/// *stopp* of *stopped*, but *fell*.
fn undouble(base: &str) -> String {
    let mut ends = base.bytes().rev();
    match (ends.next(), ends.next()) {
        (Some(a), Some(b)) if a == b && !matches!(a, b'l' | b's' | b'z' | b'e' | b'o') => {
            base[..base.len() - 1].to_owned()
        }
        _ => base.to_owned(),
    }
}

fn irregular() -> &'static FxHashMap<&'static str, &'static str> {
    static MAP: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    MAP.get_or_init(|| {
        IRREGULAR
            .iter()
            .flat_map(|line| {
                let mut words = line.split(' ');
                let first = words.next().unwrap_or_default();
                std::iter::once((first, first)).chain(words.map(move |word| (word, first)))
            })
            .collect()
    })
}

/// The stem, then the words that have it; gathered by hand. *Would* is *will* and *had* is *have*, since reported speech
/// puts back what was said in another tense.
const IRREGULAR: &[&str] = &[
    "be am is are was were been being",
    "have has had having",
    "do does did done doing",
    "will would",
    "can could",
    "may might",
    "shall should",
    "go goes went gone going",
    "say said says",
    "make made making",
    "take took taken taking",
    "give gave given giving",
    "come came coming",
    "see saw seen",
    "know knew known",
    "get got gotten getting",
    "find found",
    "think thought",
    "tell told",
    "leave left leaving",
    "keep kept",
    "hold held",
    "bring brought",
    "begin began begun",
    "fight fought",
    "fall fell fallen",
    "rise rose risen rising",
    "pay paid",
    "lose lost losing",
    "meet met meeting",
    "stand stood",
    "lead led",
    "build built",
    "send sent",
    "buy bought",
    "speak spoke spoken",
    "break broke broken",
    "choose chose chosen",
    "write wrote written writing",
    "win won winning",
    "run ran running",
    "feel felt",
    "become became",
    "grow grew grown",
    "drive drove driven driving",
    "sell sold",
    "teach taught",
    "strike struck stricken striking strikes",
    "sink sank sunk",
    "steal stole stolen",
    "hide hid hidden",
    "freeze froze frozen",
    "shoot shot",
    "flee fled",
    "seek sought",
    "withdraw withdrew withdrawn",
    "forget forgot forgotten",
    "man men",
    "woman women",
    "child children",
    "person people persons",
    "life lives",
    "die died dies dying",
    "use used using uses",
    "1 one",
    "2 two",
    "3 three",
    "4 four",
    "5 five",
    "6 six",
    "7 seven",
    "8 eight",
    "9 nine",
    "10 ten",
    "11 eleven",
    "12 twelve",
    "13 thirteen",
    "14 fourteen",
    "15 fifteen",
    "16 sixteen",
    "17 seventeen",
    "18 eighteen",
    "19 nineteen",
    "20 twenty",
    "30 thirty",
    "40 forty",
    "50 fifty",
    "60 sixty",
    "70 seventy",
    "80 eighty",
    "90 ninety",
    "news",
    "series",
    "species",
    "thing things",
    "king kings",
    "bring brings",
    "spring springs",
    "during",
    "morning mornings",
    "evening evenings",
    "nothing",
    "something",
    "anything",
    "everything",
    "need needs needed needing",
    "indeed",
    "speed speeds",
    "percent percentage",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_one() {
        for forms in [
            "close closes closed closing",
            "rescue rescues rescued rescuing",
            "carry carries carried carrying",
            "stop stops stopped stopping",
            "would will",
            "people person",
            "strike struck strikes",
            "eleven 11",
            "gunman gunmen",
            "ship ships",
            "watch watches watched",
            "kill killed kills killing",
        ] {
            let stems: Vec<String> = forms.split(' ').map(stem).collect();
            assert!(stems.iter().all(|it| *it == stems[0]), "{stems:?}");
        }
        assert_ne!(stem("border"), stem("bore"));
        assert_ne!(stem("killing"), stem("kiln"));
        assert_eq!(stem("us"), "us");
    }
}
