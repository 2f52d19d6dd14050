//! What somebody wants changed, put on a record.

use super::typed;
use sayso::types::EventType;
use sayso_ledger::ask::Kind;
use sayso_wire::{Number, Record, Span, Statement};

/// One field and its new value, as typed or sent.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Change {
    /// Who speaks; nothing: nobody is named.
    Speaker(String),
    /// The words, fragment by fragment, each with where it is likely to stand.
    Words(Vec<(String, Option<u32>)>),
    Status(String),
    Type(String),
    Dead(String),
    Injured(String),
    Value(String),
    Of(String),
    /// It is no such finding.
    Remove,
}

impl Change {
    /// A change by the name of its field.
    pub(super) fn named(field: &str, value: String) -> Result<Self, String> {
        Ok(match field {
            "speaker" => Self::Speaker(value),
            "words" => Self::Words(vec![(value, None)]),
            "status" => Self::Status(value),
            "type" => Self::Type(value),
            "dead" => Self::Dead(value),
            "injured" => Self::Injured(value),
            "value" => Self::Value(value),
            "of" => Self::Of(value),
            "remove" => Self::Remove,
            _ => {
                return Err(format!(
                    "{field} is not to be corrected; speaker, words, status, type, dead, injured, value, of and remove are"
                ));
            }
        })
    }
}

/// Puts changes on the finding of a kind at a place. What is as it was stays untouched.
pub(super) fn put(record: &mut Record, kind: Kind, at: usize, changes: &[Change]) -> Result<(), String> {
    if changes.contains(&Change::Remove) {
        return remove(record, kind, at);
    }
    changes.iter().try_for_each(|change| one(record, kind, at, change))
}

fn remove(record: &mut Record, kind: Kind, at: usize) -> Result<(), String> {
    let gone = match kind {
        Kind::Statement => (at < record.statements.len()).then(|| drop(record.statements.remove(at))),
        Kind::Event => (at < record.events.len()).then(|| drop(record.events.remove(at))),
        Kind::Figure => (at < record.figures.len()).then(|| drop(record.figures.remove(at))),
        Kind::Report => None,
    };
    gone.ok_or_else(|| "there is no such finding".to_owned())
}

fn one(record: &mut Record, kind: Kind, at: usize, change: &Change) -> Result<(), String> {
    let missing = || "there is no such finding".to_owned();
    let text = &record.document.text;
    match (kind, change) {
        (Kind::Statement, Change::Speaker(name)) => {
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            let party = record.parties.iter().find(|it| it.name.to_lowercase() == name.to_lowercase());
            let known = party.map(|it| (it.id, it.name.clone()));
            let it = record.statements.get_mut(at).ok_or_else(missing)?;
            if it.speaker.as_deref().unwrap_or_default() != name {
                it.party = known.as_ref().map(|it| it.0);
                it.speaker = known.map(|it| it.1).or(Some(name)).filter(|it| !it.is_empty());
            }
        }
        (Kind::Statement, Change::Words(words)) => {
            let it = record.statements.get_mut(at).ok_or_else(missing)?;
            let spans = spans(text, words, &it.content)?;
            if spans.is_empty() {
                return Err("a statement has words".into());
            }
            if spans != it.content {
                requote(it, spans, text);
            }
        }
        (Kind::Event, Change::Status(status)) => {
            let it = record.events.get_mut(at).ok_or_else(missing)?;
            if !["occurred", "future", "hypothetical", "negated"].contains(&status.as_str()) {
                return Err(format!("status is occurred, future, hypothetical or negated, not {status}"));
            }
            it.status.clone_from(status);
        }
        (Kind::Event, Change::Type(name)) => {
            let it = record.events.get_mut(at).ok_or_else(missing)?;
            let known = EventType::ALL.into_iter().find(|it| it.name() == name);
            let known = known.ok_or_else(|| format!("{name} is no type of PLOVER such as PROTEST"))?;
            if it.event_type != *name {
                it.event_type.clone_from(name);
                // What belonged to the other type.
                (it.modes, it.cameo) = (Vec::new(), None);
                (it.quad, it.scale) = (known.quad(), Number::from(known.scale()));
            }
        }
        (Kind::Event, Change::Dead(typed)) => {
            record.events.get_mut(at).ok_or_else(missing)?.dead = typed::toll(typed)?;
        }
        (Kind::Event, Change::Injured(typed)) => {
            record.events.get_mut(at).ok_or_else(missing)?.injured = typed::toll(typed)?;
        }
        (Kind::Event, Change::Words(words)) => {
            let it = record.events.get_mut(at).ok_or_else(missing)?;
            it.trigger = single(text, words, it.trigger)?;
        }
        (Kind::Figure, Change::Words(words)) => {
            let it = record.figures.get_mut(at).ok_or_else(missing)?;
            it.span = single(text, words, it.span)?;
        }
        (Kind::Figure, Change::Value(value)) => {
            let it = record.figures.get_mut(at).ok_or_else(missing)?;
            let (low, high) = typed::range(value)?;
            if (low, high) == (None, None) {
                return Err("a figure has a value".into());
            }
            (it.low, it.high) = (low.map(Number), high.map(Number));
        }
        (Kind::Figure, Change::Of(of)) => {
            let it = record.figures.get_mut(at).ok_or_else(missing)?;
            it.of = of.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        (kind, change) => return Err(format!("{change:?} does not fit a {}", kind.name())),
    }
    Ok(())
}

/// The one place of words that must be in one piece.
fn single(text: &str, words: &[(String, Option<u32>)], was: Span) -> Result<Span, String> {
    match spans(text, words, &[was])?[..] {
        [span] => Ok(span),
        _ => Err("its words stand in one piece".into()),
    }
}

/// Where fragments stand; those left empty are none. In their order in the text, and apart.
fn spans(text: &str, words: &[(String, Option<u32>)], was: &[Span]) -> Result<Vec<Span>, String> {
    let mut out: Vec<Span> = Vec::new();
    let plain = Plain::of(text);
    for (n, (words, at)) in words.iter().enumerate().filter(|(_, it)| !it.0.trim().is_empty()) {
        let near = at.or(was.get(n).or(was.first()).map(|it| it[0])).unwrap_or(0);
        let span = plain.find(words, near);
        out.push(span.ok_or_else(|| format!("these words do not stand in the report: {}", words.trim()))?);
    }
    out.sort_unstable();
    out.dedup();
    if out.windows(2).any(|it| it[1][0] < it[0][1]) {
        return Err("two fragments overlap".into());
    }
    Ok(out)
}

/// A text in which all white space is one space and all quotation marks are plain, with where each of its letters stands.
struct Plain {
    letters: Vec<char>,
    at: Vec<u32>,
}

impl Plain {
    fn of(text: &str) -> Self {
        let (mut letters, mut at) = (Vec::new(), Vec::new());
        for (place, letter) in (0..).zip(text.chars()) {
            let plain = match letter {
                it if it.is_whitespace() => ' ',
                '“' | '”' | '„' | '«' | '»' => '"',
                '‘' | '’' => '\'',
                it => it,
            };
            if plain != ' ' || letters.last() != Some(&' ') {
                letters.push(plain);
                at.push(place);
            }
        }
        Self { letters, at }
    }

    /// Words where they stand nearest to a place.
    fn find(&self, words: &str, near: u32) -> Option<Span> {
        let wanted = Self::of(words.trim()).letters;
        let places = self.letters.windows(wanted.len().max(1)).enumerate().filter(|(_, it)| **it == wanted[..]);
        let first = places.map(|it| it.0).min_by_key(|at| self.at[*at].abs_diff(near))?;
        Some([self.at[first], self.at[first + wanted.len() - 1] + 1])
    }
}

/// Gives a statement other words, and tells what of them is quoted.
fn requote(it: &mut Statement, content: Vec<Span>, text: &str) {
    let letters: Vec<char> = text.chars().collect();
    let mut quoted: Vec<Span> = Vec::new();
    for &[start, end] in &content {
        let marked = marked(&letters, start, end);
        // Paragraphs within a long quotation have no mark at their end.
        let kept = it.quoted.iter().map(|was| [was[0].max(start), was[1].min(end)]).filter(|it| it[0] < it[1]);
        if marked.is_empty() { quoted.extend(kept) } else { quoted.extend(marked) }
    }
    let length = |all: &[Span]| {
        let letters = all.iter().flat_map(|it| &letters[it[0] as usize..(it[1] as usize).min(letters.len())]);
        letters.filter(|it| it.is_alphanumeric()).count()
    };
    it.manner = match length(&quoted) {
        0 => "indirect",
        all if all == length(&content) => "direct",
        _ => "mixed",
    }
    .to_owned();
    (it.content, it.quoted) = (content, quoted);
}

/// What stands between quotation marks, marks included.
fn marked(letters: &[char], start: u32, end: u32) -> Vec<Span> {
    let mut out = Vec::new();
    let mut open = None;
    for at in start..end.min(u32::try_from(letters.len()).unwrap_or(u32::MAX)) {
        match (letters[at as usize], open) {
            ('“' | '„' | '«', None) | ('"', None) => open = Some(at),
            ('”' | '»' | '"', Some(from)) => {
                out.push([from, at + 1]);
                open = None;
            }
            _ => {}
        }
    }
    out.extend(open.map(|from| [from, end]));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::reading::example;

    fn spoken() -> Record {
        let mut record = example::record("“We go,” she said. “We go home,” he said.\nThey go.");
        record.statements = vec![example::statement(0, &[[0, 8]], &[[0, 8]], None)];
        record.figures = vec![example::figure(0, [1, 3])];
        record
    }

    fn words(words: &str, at: Option<u32>) -> Change {
        Change::Words(vec![(words.into(), at)])
    }

    #[test]
    fn words_are_found_where_they_stand_nearest() {
        let mut record = spoken();
        put(&mut record, Kind::Statement, 0, &[words("\"We  go home,\"", None)]).unwrap();
        assert_eq!(
            (&record.statements[0].content[..], record.statements[0].manner.as_str()),
            (&[[19, 32]][..], "direct")
        );
        put(&mut record, Kind::Statement, 0, &[words("go", Some(40))]).unwrap();
        assert_eq!(
            (&record.statements[0].content[..], record.statements[0].manner.as_str()),
            (&[[47, 49]][..], "indirect")
        );
        let missing = put(&mut record, Kind::Statement, 0, &[words("we stay", None)]).unwrap_err();
        assert!(missing.contains("we stay"), "{missing}");
        assert!(put(&mut record, Kind::Statement, 0, &[words(" ", None)]).is_err());
        put(&mut record, Kind::Statement, 0, &[words("he said. They", None)]).unwrap();
        assert_eq!(record.statements[0].content, [[33, 46]]);
    }

    #[test]
    fn a_speaker_is_one_of_the_report_or_a_name() {
        let mut record = spoken();
        record.parties = vec![example::party(0, "Ada Quill")];
        put(&mut record, Kind::Statement, 0, &[Change::Speaker("ada  quill".into())]).unwrap();
        assert_eq!((record.statements[0].party, record.statements[0].speaker.as_deref()), (Some(0), Some("Ada Quill")));
        put(&mut record, Kind::Statement, 0, &[Change::Speaker("Jon Marr".into())]).unwrap();
        assert_eq!((record.statements[0].party, record.statements[0].speaker.as_deref()), (None, Some("Jon Marr")));
        put(&mut record, Kind::Statement, 0, &[Change::Speaker(String::new())]).unwrap();
        assert_eq!(record.statements[0].speaker, None);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let mut record = spoken();
        let before = record.clone();
        assert!(put(&mut record, Kind::Figure, 0, &[Change::Value("many".into())]).is_err());
        assert!(put(&mut record, Kind::Figure, 0, &[Change::Status("occurred".into())]).is_err());
        assert!(put(&mut record, Kind::Statement, 7, &[Change::Remove]).is_err());
        assert!(Change::named("text", String::new()).is_err());
        assert_eq!(record, before);
        put(&mut record, Kind::Figure, 0, &[Change::Value("10 to 15".into()), Change::Of(" boats ".into())]).unwrap();
        assert_eq!((record.figures[0].high, record.figures[0].of.as_str()), (Some(Number(15.0)), "boats"));
    }
}
