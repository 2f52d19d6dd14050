//! Words with their source, to be copied into another text.

use super::Sheet;
use super::text::{one_line, short};
use super::words;
use sayso_wire::Span;

/// How many words of each end an address names of the words it points to.
const ENDS: usize = 4;

/// How many characters of a sentence are cited.
const LONG: usize = 600;

/// A statement: its words, who speaks, by whom it is reported.
pub(super) fn statement(sheet: &Sheet<'_>, id: u32) -> String {
    let it = &sheet.record.statements[id as usize];
    let said = in_quotes(&sheet.content(id));
    let through: Vec<&str> = sheet.chain(id).into_iter().rev().map(|it| sheet.voices.of(it).name.as_str()).collect();
    let (speaker, others) = through.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
    let others: String = others.iter().map(|it| format!(", according to {it}")).collect();
    let how = if it.manner == "indirect" { " (in other words)" } else { "" };
    let span = it.content.first().copied().unwrap_or_default();
    format!("{said} — {speaker}{how}{others}, {}", whence(sheet, span))
}

/// A sentence, and on whose word it stands.
pub(super) fn sentence(sheet: &Sheet<'_>, span: Span, attributed_to: Option<u32>, told: Option<&str>) -> String {
    let told = told.map_or(String::new(), |told| format!(" ({told})"));
    let said = in_quotes(&sheet.sentence(span, LONG));
    let whose = match sheet.rests_on(attributed_to) {
        Some(id) => format!("on the word of {}", sheet.voices.of(id).name),
        None => "in the report’s own voice".to_owned(),
    };
    format!("{said}{told} — {whose}, {}", whence(sheet, span))
}

/// By whom a span is reported, under which headline, when and where.
fn whence(sheet: &Sheet<'_>, span: Span) -> String {
    let document = &sheet.record.document;
    let title = document.title.as_ref().map(|it| format!("“{}”", one_line(it)));
    let by = match (&document.outlet, title) {
        (Some(outlet), Some(title)) => format!("as reported by {}, {title}", one_line(outlet)),
        (Some(outlet), None) => format!("as reported by {}", one_line(outlet)),
        (None, Some(title)) => format!("as reported in {title}"),
        (None, None) => "as reported".to_owned(),
    };
    let date = document.published.as_deref().map(words::date);
    let url = document.url.as_deref().filter(|it| it.starts_with("http://") || it.starts_with("https://"));
    let url = url.map(|url| format!("{url}{}", fragment(url, sheet.words(span))));
    [Some(by), date, url].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What leads a browser to the words on the page itself: `#:~:text=first words,last words`.
fn fragment(url: &str, said: &str) -> String {
    let all: Vec<&str> = said.split_whitespace().collect();
    if all.is_empty() {
        return String::new();
    }
    let encoded = |words: &[&str]| percent(&words.join(" "));
    let words = if all.len() <= 2 * ENDS {
        encoded(&all)
    } else {
        format!("{},{}", encoded(&all[..ENDS]), encoded(&all[all.len() - ENDS..]))
    };
    // A fragment that is there already keeps its place before the directive.
    format!("{}:~:text={words}", if url.contains('#') { "" } else { "#" })
}

/// Percent-encoded, with `-`, which text fragments give a meaning of its own.
fn percent(words: &str) -> String {
    let encoded: String = url::form_urlencoded::byte_serialize(words.as_bytes()).collect();
    encoded.replace('+', "%20").replace('-', "%2D")
}

/// Words in quotation marks; marks inside become single ones. What is wholly quoted keeps its own.
fn in_quotes(said: &str) -> String {
    let inner = |it: &str| it.replace(['“', '"'], "‘").replace('”', "’");
    match said.strip_prefix(['“', '"']).and_then(|it| it.strip_suffix(['”', '"'])) {
        Some(within) if !within.contains(['“', '”', '"']) => format!("“{within}”"),
        // A quotation that its cue interrupts: each fragment has marks of its own.
        Some(_) if said.contains(" … ") => said.to_owned(),
        _ => format!("“{}”", inner(said)),
    }
}

/// Words on a card: whole, however long, but for those that no reader would go through.
pub(super) fn shown(said: &str) -> String {
    short(said, 1_200)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_one_pair_of_marks() {
        assert_eq!(in_quotes("“We go.”"), "“We go.”");
        assert_eq!(in_quotes("he is “OK” with it"), "“he is ‘OK’ with it”");
        assert_eq!(in_quotes("“We go,” … “now.”"), "“We go,” … “now.”");
        assert_eq!(in_quotes("it rains"), "“it rains”");
    }

    #[test]
    fn addresses_lead_to_the_words() {
        assert_eq!(fragment("https://a.example/b", "two well-kept, words"), "#:~:text=two%20well%2Dkept%2C%20words");
        assert_eq!(fragment("https://a.example/b#c", "1 2 3 4 5 6 7 8 9"), ":~:text=1%202%203%204,6%207%208%209");
        assert_eq!(fragment("https://a.example/", " "), "");
    }
}
