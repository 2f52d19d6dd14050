//! Comparing names: words in lower case without accents, and when two names can be one.

/// The words of a name, in lower case, without accents, articles of Arabic names, initials' stops and suffixes.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in name.split(|c: char| c.is_whitespace() || matches!(c, '“' | '”' | '"' | '(' | ')' | ',')) {
        let word = word(part);
        if !word.is_empty() && !matches!(word.as_str(), "jr" | "sr" | "the") {
            words.push(word);
        }
    }
    words
}

/// One word likewise.
pub(super) fn word(part: &str) -> String {
    let mut folded = String::with_capacity(part.len());
    for c in part.chars().flat_map(char::to_lowercase) {
        match base(c) {
            Some(letters) => folded.push_str(letters),
            None if c.is_alphanumeric() || matches!(c, '-' | '&') => folded.push(c),
            None => {}
        }
    }
    for article in ["al-", "el-", "as-", "ar-", "az-", "ash-", "an-", "ad-", "at-"] {
        if let Some(rest) = folded.strip_prefix(article)
            && rest.len() > 2
        {
            return rest.to_owned();
        }
    }
    folded
}

fn base(c: char) -> Option<&'static str> {
    Some(match c {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ə' => "e",
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' | 'į' => "i",
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => "c",
        'ñ' | 'ń' | 'ň' | 'ņ' => "n",
        'ş' | 'ś' | 'š' | 'ș' => "s",
        'ž' | 'ź' | 'ż' => "z",
        'ý' | 'ÿ' => "y",
        'ł' | 'ľ' | 'ļ' => "l",
        'ğ' | 'ģ' => "g",
        'đ' | 'ď' | 'ð' => "d",
        'ţ' | 'ť' | 'ț' => "t",
        'ř' | 'ŕ' => "r",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    })
}

/// Whether a full name of a person and another can be one person's: one has all words of the other, or the last
/// words agree and the first ones are forms of each other (`Rob` and `Robert`, `J.` and `Jane`).
pub(super) fn same_person(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (Some(first), Some(last)) = (short.first(), short.last()) else { return false };
    let initial = |word: &str| word.chars().count() == 1;
    let holds = |word: &String| initial(word) || long.iter().any(|other| alike(word, other));
    if short.iter().all(holds) && short.iter().any(|word| !initial(word)) {
        return short.len() > 1 || !initial(first);
    }
    let (Some(other_first), Some(other_last)) = (long.first(), long.last()) else { return false };
    alike(last, other_last)
        && short.len() > 1
        && (first.starts_with(other_first.as_str()) || other_first.starts_with(first.as_str()))
}

/// Whether two words are one, or spellings of one: a letter of difference in words of six letters or more.
pub(super) fn alike(a: &str, b: &str) -> bool {
    a == b || (a.len() >= 6 && b.len() >= 6 && near(a, b))
}

/// Whether one insertion, deletion or replacement, or a swap, turns one word into the other.
fn near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 1 || a.first() != b.first() {
        return false;
    }
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (left_a, left_b) = (a.len() - head - tail, b.len() - head - tail);
    left_a <= 1 && left_b <= 1 || left_a == 2 && left_b == 2 && a[head] == b[head + 1] && a[head + 1] == b[head]
}

/// Whether capitals are the initials of a name's words, small words counted or not.
pub(super) fn initials_of(acronym: &str, words: &[String]) -> bool {
    let letters: Vec<char> = acronym.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    if letters.len() < 2 || words.len() < 2 {
        return false;
    }
    let parts: Vec<&str> = words.iter().flat_map(|word| word.split('-')).filter(|part| !part.is_empty()).collect();
    let small =
        |part: &str| matches!(part, "of" | "for" | "and" | "the" | "on" | "in" | "to" | "de" | "des" | "against" | "&");
    let all: Vec<char> = parts.iter().filter_map(|part| part.chars().next()).collect();
    let main: Vec<char> = parts.iter().filter(|part| !small(part)).filter_map(|part| part.chars().next()).collect();
    all == letters || main == letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_person_agree() {
        let same = |a, b| same_person(&words(a), &words(b));
        assert!(same("Donald J. Trump", "Donald Trump"));
        assert!(same("Rob Okafor", "Robert Okafor"));
        assert!(same("Marzouq Al-Ghanim", "Marzouq Ali Al-Ghanem"));
        assert!(!same("Bill Okafor", "Hilda Okafor"));
    }

    #[test]
    fn acronyms_are_initials() {
        assert!(initials_of("ACC", &words("Anti-Corruption Commission")));
        assert!(initials_of("CBS", &words("Central Bank of Somalia")));
        assert!(!initials_of("ACC", &words("Central Bank")));
    }
}
