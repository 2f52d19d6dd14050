//! The report itself: its blocks in reading order, each with its marks, and beside it who speaks in it.

use super::super::safe_link;
use super::marks::{Inside, Piece};
use super::{Sheet, words};
use crate::pages::{isolated, unturned};
use maud::{Escaper, Markup, PreEscaped, html};
use sayso_wire::{Block, Embed};
use std::fmt::Write as _;

/// How many statements of one speaker are numbered beside a paragraph.
const NUMBERED: usize = 12;

/// A block with its margin. `is_title` makes the page's heading of it.
pub(super) fn row(sheet: &Sheet<'_>, block: &Block, is_title: bool) -> Markup {
    let pieces = sheet.pieces_in(block);
    let flow = PreEscaped(flow(sheet, pieces));
    let at = block.span[0];
    html! {
        div.row {
            (margin(sheet, pieces))
            @match block.kind.as_str() {
                _ if is_title => h1.text dir="auto" data-at=(at) { (flow) },
                "headline" => h2.text.headline dir="auto" data-at=(at) { (flow) },
                "heading" => h2.text dir="auto" data-at=(at) { (flow) },
                "byline" => p.text.byline dir="auto" data-at=(at) { (flow) },
                "list_item" => p.text.item dir="auto" data-at=(at) { (flow) },
                "caption" => p.text.caption dir="auto" data-at=(at) { (flow) },
                "quote" => blockquote { p.text dir="auto" data-at=(at) { (flow) } },
                "post" => blockquote.post {
                    @if let Some(embed) = &block.embed { (posted(embed)) }
                    p.text dir="auto" data-at=(at) { (flow) }
                },
                _ => p.text dir="auto" data-at=(at) { (flow) },
            }
        }
    }
}

/// Whose post it is.
fn posted(embed: &Embed) -> Markup {
    html! {
        p.from {
            @if let Some(author) = &embed.author { b { (isolated(author)) } " " }
            @if let Some(handle) = &embed.handle { bdi { "@" (unturned(handle)) } " " }
            @let whence = match &embed.platform { Some(platform) => platform.as_str(), None => "Post" };
            span.whence {
                (isolated(whence))
                @if let Some(at) = &embed.published { ", " time datetime=(at) { (words::date(at)) } }
                @if let Some(url) = &embed.url { ", " (safe_link(url, "the post itself")) }
            }
        }
    }
}

/// Who begins to speak in a block.
fn margin(sheet: &Sheet<'_>, pieces: &[Piece]) -> Markup {
    let mut speakers: Vec<(usize, Vec<u32>)> = Vec::new();
    for &statement in pieces.iter().flat_map(|it| &it.begins) {
        let voice = sheet.voices.index(statement);
        match speakers.iter_mut().find(|it| it.0 == voice) {
            Some((_, all)) => all.push(statement),
            None => speakers.push((voice, vec![statement])),
        }
    }
    html! {
        @if !speakers.is_empty() {
            ul.who aria-label="Who speaks here" {
                @for (voice, statements) in &speakers {
                    li class=(sheet.color(statements[0])) {
                        bdi.name { (unturned(&sheet.voices.all[*voice].name)) }
                        @for statement in statements.iter().take(NUMBERED) { " " (reference(sheet, *statement)) }
                        @if statements.len() > NUMBERED { " …" }
                    }
                }
            }
        }
    }
}

/// The raised number that leads to a statement's card.
fn reference(sheet: &Sheet<'_>, statement: u32) -> Markup {
    let it = &sheet.record.statements[statement as usize];
    let name = &sheet.voices.of(statement).name;
    let label = format!("Statement {}: {name}, {}", statement + 1, words::manner(&it.manner));
    html! { a.ref href=(sheet.to_statement(statement)) aria-label=(label) { (statement + 1) } }
}

/// The words of a block with all their marks.
fn flow(sheet: &Sheet<'_>, pieces: &[Piece]) -> String {
    let mut out = String::new();
    let mut open: Vec<Inside> = Vec::new();
    for piece in pieces {
        let same = open.iter().zip(&piece.inside).take_while(|(a, b)| a == b).count();
        close(&mut out, &mut open, same);
        for (depth, &it) in piece.inside.iter().enumerate().skip(same) {
            let id = sheet.statement(it.statement);
            let anchor = if piece.begins.contains(&it.statement) { format!(" id=\"at-{id}\"") } else { String::new() };
            let kind = if it.quoted { " q" } else { "" };
            let color = sheet.color(it.statement);
            let _ = write!(out, "<span class=\"s {color}{kind} n{depth}\" data-of=\"{id}\"{anchor}>");
            open.push(it);
        }
        marked(sheet, piece, &mut out);
        for (n, &statement) in piece.closes.iter().enumerate() {
            // What encloses the statement that ends here goes on after its number.
            let at = open.iter().position(|it| it.statement == statement).unwrap_or(open.len());
            close(&mut out, &mut open, at);
            let color = sheet.color(statement);
            let more = if n > 0 { " more" } else { "" };
            let _ = write!(out, "<sup class=\"{color}{more}\">{}</sup>", reference(sheet, statement).into_string());
        }
    }
    close(&mut out, &mut open, 0);
    out
}

fn close(out: &mut String, open: &mut Vec<Inside>, to: usize) {
    for _ in to..open.len() {
        out.push_str("</span>");
    }
    open.truncate(to);
}

/// The words of a piece with the marks of its own: events, figures, sources, cues.
fn marked(sheet: &Sheet<'_>, piece: &Piece, out: &mut String) {
    let start = piece.span[0];
    let begins = |id: &&u32| sheet.record.events[**id as usize].trigger[0] == start;
    let mut events: Vec<u32> = piece.events.iter().filter(begins).copied().collect();
    let figure = piece.figures.first().copied();
    let told = figure.filter(|id| sheet.record.figures[*id as usize].span[0] == start);
    // Links do not nest: of what begins here the figure, else the first event, holds the words; other events get a sign.
    let holder = if told.is_none() && !events.is_empty() { Some(events.remove(0)) } else { None };
    for id in events {
        event(sheet, id, " sign", out);
        out.push_str("</a>");
    }
    let goes_on = piece.events.first().filter(|_| holder.is_none());
    if let Some(&id) = goes_on {
        let (status, id) = (sheet.status(id), sheet.event(id));
        let _ = write!(out, "<span class=\"e on {status}\" data-of=\"{id}\">");
    }
    if let Some(id) = holder {
        event(sheet, id, "", out);
    }
    for &id in piece.figures.iter().skip(1).filter(|id| sheet.record.figures[**id as usize].span[0] == start) {
        let _ = write!(out, "<span id=\"at-{}\"></span>", sheet.figure(id));
    }
    match (told, figure) {
        (Some(id), _) => {
            let it = &sheet.record.figures[id as usize];
            let (id, to) = (sheet.figure(id), sheet.to_figure(id));
            let _ = write!(
                out,
                "<a class=\"f\" id=\"at-{id}\" href=\"{to}\" data-of=\"{id}\" draggable=\"false\" aria-label=\""
            );
            escaped(&format!("{}, figure", sheet.words(it.span)), out);
            out.push_str("\">");
        }
        (None, Some(id)) => {
            let _ = write!(out, "<span class=\"f on\" data-of=\"{}\">", sheet.figure(id));
        }
        (None, None) => {}
    }
    let tags = [piece.source.map(|id| ("src", id)), piece.cue.map(|id| ("cue", id))];
    for &(class, id) in tags.iter().flatten() {
        let _ = write!(out, "<span class=\"{class} {}\">", sheet.color(id));
    }
    escaped(sheet.words(piece.span), out);
    tags.iter().flatten().for_each(|_| out.push_str("</span>"));
    match (told, figure) {
        (Some(_), _) => out.push_str("</a>"),
        (None, Some(_)) => out.push_str("</span>"),
        (None, None) => {}
    }
    if holder.is_some() {
        out.push_str("</a>");
    }
    if goes_on.is_some() {
        out.push_str("</span>");
    }
}

/// Opens the link of an event.
fn event(sheet: &Sheet<'_>, id: u32, class: &str, out: &mut String) {
    let it = &sheet.record.events[id as usize];
    let (status, id, to) = (sheet.status(id), sheet.event(id), sheet.to_event(id));
    let _ = write!(
        out,
        "<a class=\"e {status}{class}\" id=\"at-{id}\" href=\"{to}\" data-of=\"{id}\" draggable=\"false\" aria-label=\""
    );
    escaped(&format!("{}, event {}", sheet.words(it.trigger), words::status(&it.status)), out);
    out.push_str("\">");
}

/// Text as HTML. A control character, which HTML forbids or rewrites, becomes a space, so that places stay as they are.
fn escaped(text: &str, out: &mut String) {
    let plain: std::borrow::Cow<'_, str> = if text.contains(|c: char| c.is_control() && c != '\n') {
        text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect::<String>().into()
    } else {
        text.into()
    };
    // Writing to a string does not fail.
    let _ = Escaper::new(out).write_str(&plain);
}
