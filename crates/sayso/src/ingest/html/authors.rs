//! Cleaning what pages and bylines say of authors into one name each.

/// The names in a byline or an author field: lists are split, and *By*, roles, handles, addresses and the outlet's
/// own name are dropped.
#[must_use]
pub(in crate::ingest) fn split(words: &str, outlet: Option<&str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in words.replace(" / ", "\n").split(['\n', ';', '|', '•', '·']) {
        let line = opened(line.trim());
        for part in parts(line) {
            if let Some(name) = name(&part, outlet)
                && !names.iter().any(|known| known.eq_ignore_ascii_case(&name))
            {
                names.push(name);
            }
        }
    }
    names
}

/// Whether a line is a byline: *By Ada Brook*, *By Ada Brook and Tom Field in Port Elsby*.
#[must_use]
pub(in crate::ingest) fn is_byline(line: &str) -> bool {
    let rest = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY ")).or_else(|| line.strip_prefix("By: "));
    let Some(rest) = rest.map(str::trim) else { return false };
    let small = |word: &str| {
        matches!(
            word,
            "and" | "in" | "for" | "of" | "the" | "with" | "at" | "de" | "van" | "von" | "del" | "la" | "bin" | "al"
        )
    };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let name = |word: &&&str| {
        let word = word.trim_start_matches(['(', '@', '“', '"']);
        word.starts_with(|c: char| c.is_uppercase() || c == '&' || c == '|')
    };
    // After the first comma roles are written small.
    let head = words.iter().position(|word| word.ends_with(',')).map_or(words.len(), |at| at + 1);
    let named = words[..head].iter().all(|word| name(&word) || small(word.trim_end_matches(',')));
    let two = words.first().is_some_and(|word| name(&word));
    line.len() <= 120
        && words.len() <= 16
        && two
        && named
        && words.len() >= 2
        && !rest.ends_with(['.', ':', '?', '!'])
        && !rest.contains(['“', '"'])
}

/// The line without what opens a byline.
fn opened(line: &str) -> &str {
    const OPENINGS: [&str; 16] = [
        "view all posts by ",
        "view all articles by ",
        "more from ",
        "more by ",
        "posted by ",
        "written by ",
        "story by ",
        "words by ",
        "reported by ",
        "published by ",
        "reporting by ",
        "authored by ",
        "analysis by ",
        "review by ",
        "author: ",
        "by: ",
    ];
    let mut line = line;
    loop {
        let lower = line.to_ascii_lowercase();
        let opening = OPENINGS.iter().find(|it| lower.starts_with(**it)).map(|it| it.len());
        match opening.or_else(|| lower.starts_with("by ").then_some(3)) {
            Some(length) => line = line[length..].trim_start(),
            None => return line,
        }
    }
}

/// A list of names cut at commas and conjunctions.
fn parts(line: &str) -> Vec<String> {
    let mut flat = line.replace(" & ", ", ").replace(", and ", ", ").replace(" and ", ", ").replace(" AND ", ", ");
    for role in [" with ", " for ", " in ", " at ", " from ", " via ", " on "] {
        // *Ada Brook for the Elsby Post*: what follows is no name; *with Tom Field* is one.
        let mark = if role == " with " { ", " } else { ", ~" };
        flat = flat.replace(role, mark);
    }
    flat.split(',')
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty() && !part.starts_with('~'))
        .collect()
}

/// The name, if it is one.
fn name(part: &str, outlet: Option<&str>) -> Option<String> {
    const ROLES: [&str; 30] = [
        "editor",
        "correspondent",
        "reporter",
        "writer",
        "journalist",
        "columnist",
        "staff",
        "contributor",
        "producer",
        "photographer",
        "newsroom",
        "desk",
        "admin",
        "administrator",
        "guest",
        "bureau",
        "author",
        "authors",
        "team",
        "agencies",
        "follow",
        "contributing",
        "deputy",
        "senior",
        "chief",
        "anonymous",
        "unknown",
        "webmaster",
        "updated",
        "published",
    ];
    // What begins the date that stands behind a name.
    const DAYS: [&str; 8] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Published"];
    let part = part.split(['(', '<', '[']).next().unwrap_or_default();
    let part = part.split(" - ").next().unwrap_or_default();
    let part = part
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':' | '-' | '–' | '—' | '*' | '"' | '“' | '”'));
    let part = opened(part);
    let words = part.split_whitespace().take_while(|word| !DAYS.contains(&word.trim_end_matches(['.', ',', ':'])));
    let words: Vec<&str> = words.filter(|word| !word.starts_with('@')).collect();
    let lower = part.to_lowercase();
    let role = words.iter().any(|word| ROLES.contains(&word.trim_end_matches('s').to_lowercase().as_str()))
        || lower.split([' ', '-']).any(|word| ROLES.contains(&word));
    let address = part.contains("://")
        || part.contains('@') && words.is_empty()
        || lower.contains(".com")
        || lower.contains("www.");
    let mail = words.iter().any(|word| word.contains('@'));
    let fits = (1..=6).contains(&words.len()) && part.len() <= 80 && part.len() >= 3;
    let letters = part.chars().filter(|c| c.is_alphabetic()).count() * 2 > part.len()
        && !part.contains(|c: char| c.is_ascii_digit());
    let site = outlet.is_some_and(|outlet| {
        let bare = |words: &str| words.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let (site, own) = (bare(outlet), bare(part));
        own == site || own.trim_start_matches("the") == site.trim_start_matches("the")
    });
    let initial = part.starts_with(|c: char| c.is_uppercase() || !c.is_ascii());
    if role
        || address
        || mail
        || site
        || !fits
        || !letters
        || !(initial || words.len() == 1)
        || lower == "jr"
        || lower == "sr"
    {
        return None;
    }
    Some(cased(&words.join(" ")))
}

/// *ADA BROOK* and *ada brook* as names are written; mixed case stays.
fn cased(name: &str) -> String {
    let shout = name.chars().all(|c| !c.is_lowercase()) && name.contains(' ');
    if !shout {
        return name.to_owned();
    }
    let word = |word: &str| {
        let mut begin = true;
        word.chars()
            .flat_map(|c| {
                let upper = begin;
                begin = !c.is_alphabetic();
                if upper { c.to_uppercase().collect::<Vec<_>>() } else { c.to_lowercase().collect() }
            })
            .collect::<String>()
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_roles_and_handles() {
        for (words, names) in [
            ("By Ada Brook and Tom Field", &["Ada Brook", "Tom Field"][..]),
            ("By ADA BROOK, Political Editor", &["Ada Brook"]),
            ("Ada Brook, Tom Field & Ines Vale", &["Ada Brook", "Tom Field", "Ines Vale"]),
            ("View all posts by Ada Brook", &["Ada Brook"]),
            ("Ada Brook (@adabrook)", &["Ada Brook"]),
            ("Ada Brook in Port Elsby", &["Ada Brook"]),
            ("Ada Brook for the Elsby Post", &["Ada Brook"]),
            ("Elsby Post", &[]),
            ("admin", &[]),
            ("Staff Writer", &[]),
            ("https://news.example/authors/ada", &[]),
            ("ada@news.example", &[]),
            ("The Associated Press", &["The Associated Press"]),
        ] {
            assert_eq!(split(words, Some("The Elsby Post")), names, "{words}");
        }
    }

    #[test]
    fn bylines() {
        assert!(is_byline("By Ada Brook"));
        assert!(is_byline("By Ada Brook, chief political correspondent"));
        assert!(!is_byline("By Monday the water had gone."));
        assert!(!is_byline("By the time she came"));
    }
}
