//! Lines of an answer: each with its words and its source, linked to where it stands in its report.

use super::{day, in_words, isolated, unturned, words};
use maud::{Markup, html};
use sayso_ledger::ask::{Id, Kind, Line};

/// Lines of an answer.
pub(crate) fn lines(all: &[Line]) -> Markup {
    lines_with(all, &Searched::default())
}

/// Likewise, with the words that were searched for marked.
pub(crate) fn lines_with(all: &[Line], searched: &Searched) -> Markup {
    html! { ol.lines { @for it in all { li { (line(it, searched, false)) } } } }
}

/// Statements of one speaker, whose name stands above them.
pub(crate) fn lines_of_one(all: &[Line], searched: &Searched) -> Markup {
    html! { ol.lines { @for it in all { li { (line(it, searched, true)) } } } }
}

/// Where something stands: a report, or its place in one.
pub(crate) fn address(report: Id, id: Id) -> String {
    if report == id { format!("/reports/{id}") } else { format!("/reports/{report}#{id}") }
}

/// On whose word something is; the report's own voice is named as such.
pub(crate) fn source(line: &Line) -> Markup {
    html! {
        @match (&line.source, line.kind) {
            (Some(source), _) => b.source { (isolated(source)) },
            (None, Kind::Statement) => span.source { "nobody named" },
            (None, _) => span.source { "the report itself" },
        }
    }
}

/// Who published it, or that nobody is known to have.
pub(crate) fn outlet(line: &Line) -> Markup {
    html! { @match &line.outlet { Some(outlet) => (isolated(outlet)), None => "no outlet" } }
}

fn line(line: &Line, searched: &Searched, of_one: bool) -> Markup {
    let at = address(line.report, line.id);
    let title = line.title.as_deref().unwrap_or("A report without a headline");
    html! {
        article class={ "line " (line.kind.name()) } {
            @match line.kind {
                Kind::Report => {
                    p.title { a href=(at) dir="auto" { (searched.marked(&clipped(title, LONG))) } }
                    p.words dir="auto" { (searched.around(after_title(&line.words, title))) }
                }
                Kind::Event => (event(line, &at, searched)),
                Kind::Statement | Kind::Figure => p.words { a href=(at) dir="auto" { (searched.around(&line.words)) } },
            }
            p.whence {
                @if of_one {
                    @if !line.about.is_empty() { span { "“" span.cue { (isolated(&line.about)) } "”" } }
                } @else if line.kind != Kind::Report {
                    span { (source(line)) @if line.kind == Kind::Statement && !line.about.is_empty() { " " span.cue { (isolated(&line.about)) } } }
                }
                span { (outlet(line)) }
                span { (day(&line.date)) }
                @if line.kind != Kind::Report { span.of { (isolated(title)) } }
            }
        }
    }
}

/// An event: who did what to whom, and how it is told.
fn event(line: &Line, at: &str, searched: &Searched) -> Markup {
    let told = EventTold::of(&line.about);
    html! {
        p.words {
            a href=(at) {
                @match &told {
                    Some(it) if it.actors != "–" || it.recipients != "–" => {
                        @if it.actors != "–" { bdi { (searched.marked(&unturned(&clipped(it.actors, LONG)))) } " " }
                        em dir="auto" { (searched.marked(&unturned(&clipped(&line.words, LONG)))) }
                        @if it.recipients != "–" { span.to { " → " } bdi { (searched.marked(&unturned(&clipped(it.recipients, LONG)))) } }
                    }
                    _ => em dir="auto" { (searched.marked(&unturned(&clipped(&line.words, LONG)))) },
                }
            }
        }
        @if let Some(it) = told {
            p.about {
                span class={ "status " (words::status_word(it.status)) } { (words::status(it.status)) }
                span { (words::event_type(&it.event_type)) }
                @for detail in it.details { span { (isolated(&in_words(detail))) } }
            }
        } @else {
            p.about { (line.about) }
        }
    }
}

/// What the line of an event says beside its words: `occurred ASSAULT: gunmen → guards, Corvlow, 2026-01-05`.
struct EventTold<'a> {
    status: &'a str,
    event_type: String,
    actors: &'a str,
    recipients: &'a str,
    /// Place and time.
    details: Vec<&'a str>,
}

impl<'a> EventTold<'a> {
    fn of(about: &'a str) -> Option<Self> {
        let (head, told) = about.split_once(": ")?;
        let (status, event_type) = head.split_once(' ')?;
        let (actors, rest) = told.split_once(" → ")?;
        // Names may hold commas themselves; the last parts alone can be place and time.
        let mut parts: Vec<&str> = rest.split(", ").collect();
        let details = if parts.len() > 1 { parts.split_off(1) } else { Vec::new() };
        Some(Self {
            status,
            event_type: event_type.to_owned(),
            actors,
            recipients: parts.first().copied().unwrap_or("–"),
            details,
        })
    }
}

/// How many characters of words are shown in a list. All of them stand in their report.
const LONG: usize = 480;

/// Text up to so many characters.
pub(crate) fn clipped(text: &str, most: usize) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => text.into(),
        Some((end, _)) => {
            let whole = text[..end].rfind(char::is_whitespace).filter(|it| *it > end / 2).unwrap_or(end);
            format!("{} …", text[..whole].trim_end()).into()
        }
    }
}

/// What stands after the headline, where the words begin with it.
fn after_title<'a>(words: &'a str, title: &str) -> &'a str {
    words.strip_prefix(title).map(str::trim_start).filter(|it| !it.is_empty()).unwrap_or(words)
}

/// The words of a search, to be marked in what was found.
#[derive(Debug, Default)]
pub(crate) struct Searched {
    /// What each word begins with, and whether it goes on in any way.
    stems: Vec<(String, bool)>,
}

impl Searched {
    /// What was typed; words that must not stand there are left out.
    pub(crate) fn of(typed: Option<&str>) -> Self {
        let (mut stems, mut quoted) = (Vec::new(), false);
        for piece in typed.unwrap_or_default().split_whitespace() {
            let opens = piece.trim_start_matches('-').starts_with(['"', '“', '”']);
            if !(quoted || opens) && piece.starts_with('-') {
                continue;
            }
            if piece.chars().filter(|it| matches!(it, '"' | '“' | '”')).count() % 2 == 1 {
                quoted = !quoted;
            }
            let begins = piece.ends_with('*');
            let words = piece.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
            stems.extend(words.map(|it| (if begins { folded(it) } else { stem(it) }, begins)));
        }
        Self { stems }
    }

    /// Text with those words marked.
    pub(crate) fn marked(&self, text: &str) -> Markup {
        if self.stems.is_empty() {
            return html! { (text) };
        }
        html! {
            @for (is_word, piece) in pieces(text) {
                @if is_word && self.has(piece) { mark { (piece) } } @else { (piece) }
            }
        }
    }

    /// Likewise; of a long text the part that holds the first of those words, else its beginning.
    fn around(&self, text: &str) -> Markup {
        let mut at = 0;
        let mut first = pieces(text).filter_map(|(is_word, piece)| {
            at += piece.len();
            (is_word && self.has(piece)).then(|| at - piece.len())
        });
        let first = if self.stems.is_empty() { 0 } else { first.next().unwrap_or(0) };
        // Characters before the match that stand no more in view.
        let passed = text[..first].chars().count().saturating_sub(LONG / 2);
        if passed == 0 {
            return self.marked(&clipped(text, LONG));
        }
        let rest: String = text.chars().skip(passed).collect();
        html! { "… " (self.marked(&clipped(&rest, LONG))) }
    }

    fn has(&self, word: &str) -> bool {
        let (stem, folded) = (stem(word), folded(word));
        self.stems.iter().any(|(it, begins)| if *begins { folded.starts_with(it.as_str()) } else { *it == stem })
    }
}

/// Words and what stands between them, in order.
fn pieces(text: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_word = rest.chars().next()?.is_alphanumeric();
        let end = rest.find(|it: char| it.is_alphanumeric() != is_word).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some((is_word, piece))
    })
}

/// Small letters. What full text makes of accents beyond Latin ones is left alone: such words stay unmarked.
fn folded(word: &str) -> String {
    let plain = |letter: char| match letter {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        other => other,
    };
    word.to_lowercase().chars().map(plain).collect()
}

/// About what full text takes for the same word: without its ending. A page marks no more with it than one word too many.
fn stem(word: &str) -> String {
    let word = folded(word);
    let cut = |ending: &str| word.strip_suffix(ending).filter(|it| it.chars().count() >= 3).map(str::to_owned);
    let once = cut("ies").map(|it| it + "i");
    let once = once.or_else(|| ["ingly", "edly", "ing", "ed", "ly", "es", "s", "e"].into_iter().find_map(cut));
    let mut out = once.unwrap_or(word.clone());
    if out.ends_with('y') {
        out.pop();
        out.push('i');
    }
    // *stopped* is *stop*, *closes* and *closing* are *close*.
    let mut last = out.chars().rev();
    if let (Some(a), Some(b)) = (last.next(), last.next())
        && a == b
        && !matches!(a, 'l' | 's' | 'z')
    {
        out.pop();
    }
    out.strip_suffix('e').filter(|it| it.chars().count() >= 3).map_or(out.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(typed: &str, text: &str) -> String {
        Searched::of(Some(typed)).marked(text).into_string()
    }

    #[test]
    fn searched_words_are_marked_in_all_their_forms() {
        assert_eq!(
            marked("close bridge", "Bridges closed; closing"),
            "<mark>Bridges</mark> <mark>closed</mark>; <mark>closing</mark>"
        );
        assert_eq!(marked("flo*", "Flood, flow & fly"), "<mark>Flood</mark>, <mark>flow</mark> &amp; fly");
        assert_eq!(marked("bridge -flood", "a flooded bridge"), "a flooded <mark>bridge</mark>");
        assert_eq!(marked("cafe", "Cafés <b>"), "<mark>Cafés</mark> &lt;b&gt;");
        assert_eq!(marked("“the city -says”", "The city says"), "<mark>The</mark> <mark>city</mark> <mark>says</mark>");
        assert_eq!(marked("", "as it is"), "as it is");
    }

    #[test]
    fn of_a_long_text_the_part_that_was_searched_for_is_shown() {
        let text = format!("{}the bridge fell {}", "word ".repeat(500), "and so on ".repeat(500));
        let shown = Searched::of(Some("bridge")).around(&text).into_string();
        assert!(shown.starts_with("… ") && shown.contains("the <mark>bridge</mark> fell") && shown.ends_with(" …"));
        assert!(shown.len() < 600, "{}", shown.len());
        assert_eq!(Searched::default().around("as it is").into_string(), "as it is");
        assert_eq!(clipped(&"x".repeat(20), 10), "xxxxxxxxxx …");
    }

    #[test]
    fn an_event_tells_how_it_is_told() {
        let it = EventTold::of("occurred ASSAULT: gunmen → two guards, Corvlow, 2026-01-05").unwrap();
        assert_eq!(
            (it.status, it.event_type.as_str(), it.actors, it.recipients),
            ("occurred", "ASSAULT", "gunmen", "two guards")
        );
        assert_eq!(it.details, ["Corvlow", "2026-01-05"]);
        assert!(EventTold::of("something else").is_none());
    }
}
