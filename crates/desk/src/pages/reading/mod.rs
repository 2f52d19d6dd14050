//! The reading view: a report with what was read in it.
//!
//! | module | what it sets |
//! | --- | --- |
//! | `flow` | the text with its marks, and who speaks in the margin |
//! | `marks` | where marks begin and end |
//! | `cards` | a card for each statement, event and figure |
//! | `aside` | who speaks, what differs, what has no source, who is who |
//! | `strip` | when things are said to have happened, as a drawing |
//! | `correct` | forms to correct what was read |
//! | `cite` | words with their source, to be copied |
//! | `voices` | who gets to speak, and how much |
//! | `window` | which findings have a card, where a text is as long as a book |
//! | `words` | codes of the record in plain words |
//! | `text` | the text by code points |

mod aside;
mod cards;
mod cite;
mod correct;
#[cfg(test)]
pub(crate) mod example;
mod flow;
mod marks;
mod strip;
mod text;
mod voices;
mod window;
pub(crate) mod words;

use super::{Place, reading_shell, safe_link};
use crate::pages::isolated;
use crate::views::report::Page;
use marks::Piece;
use maud::{Markup, html};
use sayso_ledger::ask::{Id, Kind};
use sayso_wire::{Block, Document, Record, Span};
use std::collections::HashMap;
use text::Text;
pub(crate) use text::short;
use voices::Voices;
use window::Window;

/// How many colours the style sheet knows.
const COLORS: usize = 8;

/// How many other records of one event, or figures that differ, a card names.
const AGAIN: usize = 8;

/// A report ready to be set.
struct Sheet<'a> {
    page: &'a Page,
    record: &'a Record,
    text: Text<'a>,
    pieces: Vec<Piece>,
    voices: Voices,
    window: Window,
    /// Records of one event, by its number, and figures that differ, by each of them.
    same: HashMap<u32, Vec<u32>>,
    differing: HashMap<u32, Vec<u32>>,
}

pub(crate) fn page(page: &Page) -> Markup {
    let record = &page.record;
    let (text, pieces) = (Text::new(&record.document.text), marks::cut(record));
    let voices = Voices::count(record, &text, &pieces);
    let window = Window::around(record, page.marked());
    let (same, differing) = (same(record), differing(record));
    let sheet = Sheet { page, record, text, pieces, voices, window, same, differing };
    let place = if page.report.is_some() { Place::Reports } else { Place::Read };
    let document = &record.document;
    let title = document.title.as_deref().unwrap_or("A report without a headline");
    reading_shell(
        place,
        title,
        &html! {
            div.reading data-reading data-part=[sheet.window.is_part.then_some("")] {
                article.report id="report" lang=[document.language.as_deref()] {
                    (report(&sheet))
                }
                (aside::beside(&sheet))
                div.below {
                    (strip::strip(&sheet))
                    (aside::figures(&sheet))
                    (cards::cards(&sheet))
                }
            }
        },
    )
}

/// Masthead, legend and text.
fn report(sheet: &Sheet<'_>) -> Markup {
    let document = &sheet.record.document;
    let first = document.blocks.iter().position(|it| it.kind == "headline");
    html! {
        (meta(document))
        @match (first, &document.title) {
            (Some(at), _) => (flow::row(sheet, &document.blocks[at], true)),
            (None, Some(title)) => div.row { h1.text dir="auto" { (title) } },
            (None, None) => h1.unseen { "A report without a headline" },
        }
        (actions(sheet))
        (legend())
        @for (at, block) in document.blocks.iter().enumerate().filter(|it| first != Some(it.0)) {
            @if first.is_none_or(|first| at > first) || block.kind != "byline" { (flow::row(sheet, block, false)) }
        }
    }
}

/// Where the report comes from.
fn meta(document: &Document) -> Markup {
    let authors = document.authors.join(", ");
    html! {
        p.meta.whence {
            @if let Some(outlet) = &document.outlet { b { (isolated(outlet)) } }
            @if let Some(at) = &document.published { span { time datetime=(at) { (words::date(at)) } } }
            @if let Some(at) = document.modified.as_ref().filter(|it| document.published.as_ref() != Some(it)) {
                span { "changed " time datetime=(at) { (words::date(at)) } }
            }
            @if !authors.is_empty() { span { "by " (isolated(&authors)) } }
            @if let Some(url) = &document.url { span { (safe_link(url, &host(url))) } }
        }
    }
}

/// The host of an address, which tells where a link leads in few letters.
fn host(url: &str) -> String {
    let host = url::Url::parse(url).ok().and_then(|it| it.host_str().map(str::to_owned));
    host.map_or_else(|| text::short(url, 60), |it| it.trim_start_matches("www.").to_owned())
}

/// What can be done with the report as a whole.
fn actions(sheet: &Sheet<'_>) -> Markup {
    let known = sheet.page.known.as_ref();
    let of = |number: Option<i64>| known.and_then(|it| it.corrections.iter().find(|one| Some(one.decision) == number));
    let wanted = &sheet.page.wanted;
    html! {
        @if let Some(it) = of(wanted.corrected.or(wanted.undone)) {
            div.notice role="status" {
                p { b { (if it.undone { "Undone." } else { "Corrected." }) } (super::corrections::turn(it, true)) }
                (super::corrections::changes(&it.changes))
            }
        }
        @if let Some(gone) = wanted.gone.as_deref().filter(|_| sheet.page.known.is_some()) {
            div.notice role="status" {
                p { "What was marked as " (isolated(gone)) " has been corrected or read anew since: nothing of its words is marked so now." }
            }
        }
        @if sheet.page.report.is_none() {
            form.keep method="post" action={ (crate::views::read::address(&sheet.record.document.id)) "/add" } {
                p { "Read, but not kept. " button { "Add to the ledger" } }
            }
        }
    }
}

/// What the marks mean, each a switch.
fn legend() -> Markup {
    let layer = |name: &str, marks: Markup| {
        html! {
            label { input type="checkbox" checked data-layer=(name) id={ "layer-" (name) } autocomplete="off"; " " (marks) }
        }
    };
    html! {
        fieldset.layers {
            legend.unseen { "What is marked" }
            (layer("statements", html! {
                "statements: " span.s.v0.q.n0 { "quoted" } ", " span.s.v0.n0 { "in other words" }
            }))
            (layer("events", html! {
                "events: "
                @for (n, (status, _)) in words::STATUSES.iter().enumerate() {
                    @let word = words::status_word(status);
                    @if n > 0 { ", " }
                    span class={ "e " (word) } { (word) }
                }
            }))
            (layer("figures", html! { span.f { "figures" } }))
            (layer("sources", html! { span.src.v0 { "sources" } " and " span.cue.v0 { "verbs of saying" } }))
        }
    }
}

/// Records of each event.
fn same(record: &Record) -> HashMap<u32, Vec<u32>> {
    let mut out: HashMap<u32, Vec<u32>> = HashMap::new();
    (0..).zip(&record.events).for_each(|(id, it)| out.entry(it.same_as).or_default().push(id));
    out
}

/// Figures that cannot hold together with each.
fn differing(record: &Record) -> HashMap<u32, Vec<u32>> {
    let mut out: HashMap<u32, Vec<u32>> = HashMap::new();
    let there = |it: &&u32| (**it as usize) < record.figures.len();
    for group in &record.differ {
        for &one in group.figures.iter().filter(there) {
            let others = group.figures.iter().filter(there).copied().filter(|it| *it != one).take(AGAIN);
            out.entry(one).or_default().extend(others);
        }
    }
    out
}

impl<'a> Sheet<'a> {
    fn words(&self, span: Span) -> &'a str {
        self.text.words(span)
    }

    /// The pieces of a block.
    fn pieces_in(&self, block: &Block) -> &[Piece] {
        let from = self.pieces.partition_point(|it| it.span[0] < block.span[0]);
        let to = self.pieces.partition_point(|it| it.span[0] < block.span[1]);
        &self.pieces[from..to.max(from)]
    }

    /// The anchor of a statement: its number in the ledger, else in the record.
    fn statement(&self, id: u32) -> String {
        self.page.anchor(Kind::Statement, id)
    }

    fn event(&self, id: u32) -> String {
        self.page.anchor(Kind::Event, id)
    }

    fn figure(&self, id: u32) -> String {
        self.page.anchor(Kind::Figure, id)
    }

    /// Where the card of a statement is.
    fn to_statement(&self, id: u32) -> String {
        self.to(Kind::Statement, id)
    }

    fn to_event(&self, id: u32) -> String {
        self.to(Kind::Event, id)
    }

    fn to_figure(&self, id: u32) -> String {
        self.to(Kind::Figure, id)
    }

    fn to(&self, kind: Kind, place: u32) -> String {
        let anchor = self.page.anchor(kind, place);
        if self.window.has(kind, place) {
            format!("#{anchor}")
        } else {
            format!("{}?mark={anchor}#{anchor}", self.page.address())
        }
    }

    /// The class that gives a statement its speaker's colour.
    fn color(&self, statement: u32) -> String {
        format!("v{}", self.voices.index(statement) % COLORS)
    }

    /// How an event is told, as a class.
    fn status(&self, event: u32) -> &'a str {
        words::status_word(&self.record.events[event as usize].status)
    }

    /// The statement that something rests on, where there is such a one; else it is in the report's own voice.
    fn rests_on(&self, attributed_to: Option<u32>) -> Option<u32> {
        attributed_to.filter(|id| (*id as usize) < self.record.statements.len())
    }

    /// The statements that a statement lies within, outermost first, and itself.
    fn chain(&self, statement: u32) -> Vec<u32> {
        let mut chain = vec![statement];
        while let Some(outer) = chain.last().and_then(|it| self.record.statements[*it as usize].within) {
            if (outer as usize) >= self.record.statements.len() || chain.contains(&outer) {
                break;
            }
            chain.push(outer);
        }
        chain.reverse();
        chain
    }

    /// The report, as the first link of a chain of sources.
    fn outlet(&self) -> &str {
        self.record.document.outlet.as_deref().unwrap_or("the report")
    }

    /// The words of a statement, its fragments joined.
    fn content(&self, statement: u32) -> String {
        let fragments = self.record.statements[statement as usize].content.iter();
        fragments.map(|span| text::one_line(self.words(*span))).collect::<Vec<_>>().join(" … ")
    }

    /// The sentence around a span, cut where it is very long.
    fn sentence(&self, span: Span, most: usize) -> String {
        text::short(self.words(self.text.sentence(span, self.block_of(span))), most)
    }

    /// The block that a span begins in.
    fn block_of(&self, span: Span) -> Span {
        let blocks = &self.record.document.blocks;
        let at = blocks.partition_point(|it| it.span[0] <= span[0]);
        at.checked_sub(1).map_or(span, |at| blocks[at].span)
    }

    /// On whose word something rests, with a link to the statement.
    fn whose(&self, attributed_to: Option<u32>) -> Markup {
        html! {
            @match self.rests_on(attributed_to) {
                Some(id) => a class={ "by " (self.color(id)) } href=(self.to_statement(id)) { (isolated(&self.voices.of(id).name)) },
                None => i.own { "the report’s own voice" },
            }
        }
    }

    /// The number of a finding in the ledger.
    fn id(&self, kind: Kind, place: u32) -> Option<Id> {
        self.page.id(kind, place)
    }

    /// A party's name, and where the ledger has everything of it.
    fn party(&self, id: Option<u32>) -> Option<(&'a str, String)> {
        let (id, known) = (id? as usize, self.page.known.as_ref()?);
        let number = known.parties.get(id).copied().flatten()?;
        Some((self.record.parties.get(id)?.name.as_str(), format!("/speakers/{number}")))
    }

    /// Other records of the same event in this report.
    fn told_again(&self, event: u32) -> impl Iterator<Item = u32> + '_ {
        let all = self.same.get(&self.record.events[event as usize].same_as);
        all.into_iter().flatten().copied().filter(move |it| *it != event).take(AGAIN)
    }

    /// Figures of this report that cannot hold together with one.
    fn differs_from(&self, figure: u32) -> impl Iterator<Item = u32> + '_ {
        self.differing.get(&figure).into_iter().flatten().copied().take(AGAIN)
    }

    /// The words of a figure with the thing counted.
    fn counted(&self, figure: u32) -> String {
        let it = &self.record.figures[figure as usize];
        let words = text::one_line(self.words(it.span));
        // What is counted may hold the figure's own words.
        if it.of.is_empty() || it.of.contains(&words) { words } else { format!("{words} {}", text::one_line(&it.of)) }
    }
}
