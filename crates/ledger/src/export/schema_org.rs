//! schema.org as JSON-LD, one report a line: `NewsArticle`, `Quotation`, `Claim`, and drafts of `ClaimReview`.
//!
//! A statement with words in quotation marks is a `Quotation`. One that asserts something is a `Claim`; a denial is none,
//! since a claim's author holds what its text says. A draft of a review has no author, date or rating: the verdict is
//! somebody's who signs it. `<` is escaped, so that a line can stand in a page's `<script>` as it is.

use super::Words;
use sayso_wire::{Record, Statement};
use serde_json::{Map, Value, json};
use std::borrow::Borrow;
use std::io::{self, Write};

/// Acts that assert something.
const ASSERTS: [&str; 6] = ["say", "accuse", "warn", "admit", "think", "promise"];

/// The address of the report that has a statement of a record first.
pub type First<'a> = dyn Fn(&Record, &Statement) -> Option<String> + 'a;

/// What to write beside quotations and claims.
#[derive(Default)]
pub struct Options<'a> {
    /// Whether each claim gets a draft of a review.
    pub drafts: bool,
    /// The address of the report that has a claim first, where the ledger knows; else `firstAppearance` is left out,
    /// because one report cannot know.
    pub first: Option<&'a First<'a>>,
}

/// Writes one graph a line.
///
/// # Errors
/// What `out` gives.
pub fn write<R: Borrow<Record>>(
    records: impl IntoIterator<Item = R>,
    out: &mut impl Write,
    options: &Options<'_>,
) -> io::Result<()> {
    for record in records {
        let line = serde_json::to_string(&graph(record.borrow(), options))?.replace('<', "\\u003c");
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The graph of one report.
#[must_use]
pub fn graph(record: &Record, options: &Options<'_>) -> Value {
    let words = Words::new(&record.document.text);
    let address = super::web_annotation::address(record);
    let here = json!({"@id": address});
    let mut nodes = vec![article(record, &address)];
    for statement in &record.statements {
        let id = |what: &str| format!("{address}#{what}-{}", statement.id);
        let who = Voice::of(record, statement);
        if !statement.quoted.is_empty() {
            let quoted: Vec<&str> = statement.quoted.iter().map(|&it| unquoted(words.at(it))).collect();
            let mut node = Map::new();
            node.insert("@type".into(), "Quotation".into());
            node.insert("@id".into(), id("quotation").into());
            node.insert("text".into(), quoted.join(super::rows::GAP).into());
            who.write(&mut node, &["spokenByCharacter", "creator"]);
            put(&mut node, "dateCreated", statement.said_at.as_ref().or(statement.said_on.as_ref()));
            node.insert("isPartOf".into(), here.clone());
            nodes.push(node.into());
        }
        if ASSERTS.contains(&statement.act.as_str()) && !statement.content.is_empty() {
            let text = words.joined(&statement.content);
            let mut node = Map::new();
            node.insert("@type".into(), "Claim".into());
            node.insert("@id".into(), id("claim").into());
            node.insert("text".into(), text.clone().into());
            who.write(&mut node, &["author"]);
            node.insert("appearance".into(), here.clone());
            if let Some(first) = options.first.and_then(|first| first(record, statement)) {
                node.insert("firstAppearance".into(), json!({"@type": "NewsArticle", "url": first}));
            }
            nodes.push(node.into());
            if options.drafts {
                nodes.push(json!({
                    "@type": "ClaimReview",
                    "@id": id("review"),
                    "creativeWorkStatus": "Draft",
                    "claimReviewed": text,
                    "itemReviewed": {"@id": id("claim")},
                }));
            }
        }
    }
    json!({"@context": "https://schema.org", "@graph": nodes})
}

fn article(record: &Record, address: &str) -> Value {
    let document = &record.document;
    let mut node = Map::new();
    node.insert("@type".into(), "NewsArticle".into());
    node.insert("@id".into(), address.into());
    node.insert("identifier".into(), document.id.as_str().into());
    put(&mut node, "url", document.url.as_ref());
    put(&mut node, "headline", document.title.as_ref());
    put(&mut node, "datePublished", document.published.as_ref());
    put(&mut node, "dateModified", document.modified.as_ref());
    put(&mut node, "inLanguage", document.language.as_ref());
    if let Some(outlet) = &document.outlet {
        node.insert("publisher".into(), json!({"@type": "NewsMediaOrganization", "name": outlet}));
    }
    if !document.authors.is_empty() {
        let authors = document.authors.iter().map(|it| json!({"@type": "Person", "name": it}));
        node.insert("author".into(), authors.collect());
    }
    node.into()
}

fn put(node: &mut Map<String, Value>, key: &str, value: Option<&String>) {
    if let Some(value) = value {
        node.insert(key.into(), value.as_str().into());
    }
}

/// Who speaks, in the forms that schema.org has.
enum Voice<'a> {
    /// A person or a body.
    Agent(&'static str, &'a str),
    /// A document, which speaks but is no agent.
    Work(&'a str),
    /// Somebody of whom it is not known whether it is a person or a body.
    Described(&'a str),
    /// Nobody is told.
    Nobody,
}

impl<'a> Voice<'a> {
    fn of(record: &'a Record, statement: &'a Statement) -> Self {
        let Some(name) = statement.speaker.as_deref() else { return Self::Nobody };
        let party = statement.party.and_then(|id| record.parties.iter().find(|it| it.id == id));
        match party.map(|it| it.kind.as_str()) {
            Some("person") => Self::Agent("Person", name),
            Some("government") => Self::Agent("GovernmentOrganization", name),
            Some("outlet") => Self::Agent("NewsMediaOrganization", name),
            // A place that speaks is its government; which, the report leaves open.
            Some("organization" | "place") => Self::Agent("Organization", name),
            Some("document") => Self::Work(name),
            _ => Self::Described(name),
        }
    }

    fn write(&self, node: &mut Map<String, Value>, roles: &[&str]) {
        match self {
            Self::Agent(kind, name) => {
                let agent = json!({"@type": kind, "name": name});
                node.extend(roles.iter().map(|it| ((*it).to_owned(), agent.clone())));
            }
            Self::Work(name) => {
                node.insert("isBasedOn".into(), json!({"@type": "CreativeWork", "name": name}));
            }
            Self::Described(words) => {
                node.insert("creditText".into(), (*words).into());
            }
            Self::Nobody => {}
        }
    }
}

/// A quotation without the pair of marks around it, and without the comma that belongs to the sentence around it.
fn unquoted(words: &str) -> &str {
    const MARKS: [char; 10] = ['“', '”', '„', '‟', '"', '«', '»', '‘', '’', '\''];
    let words = words.trim();
    let words = words.strip_prefix(MARKS).unwrap_or(words);
    words.strip_suffix(MARKS).unwrap_or(words).trim_end_matches(',')
}
