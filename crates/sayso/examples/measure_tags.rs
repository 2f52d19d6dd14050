//! Measures the parts of speech on treebanks in CoNLL-U, and writes such treebanks cut our way for the trainer.
//!
//! `cargo run -p sayso --example measure_tags -- dev.conllu …` prints accuracy, the commonest confusions and speed.
//! `… -- --columns train.conllu …` prints one token a line: kind, word, tag (`_` where the treebank cuts otherwise),
//! an empty line after each sentence. `… -- --plain sentences.txt` does so for one untagged sentence a line.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints figures")]

use sayso::ingest::{self, Hint};
use sayso::segment::segment;
use sayso::types::{Segments, Tag, TokenKind};
use std::collections::HashMap;
use std::io::Write;
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mode = arguments.first().filter(|it| it.starts_with("--")).cloned();
    if mode.is_some() {
        arguments.remove(0);
    }
    let start = Instant::now();
    // The first call decodes the model.
    let _ = segment(&ingest::text("", &Hint::default()));
    let loaded = start.elapsed();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for path in &arguments {
        let file = std::fs::read_to_string(path)?;
        match mode.as_deref() {
            Some("--columns") => {
                for sentence in sentences(&file) {
                    write_columns(&mut out, &sentence)?;
                }
            }
            Some("--plain") => {
                for line in file.lines().filter(|line| !line.is_empty()) {
                    write_columns(&mut out, &Sentence { text: line.to_owned(), parts: Vec::new() })?;
                }
            }
            _ => measure(&mut out, path, &sentences(&file))?,
        }
    }
    if mode.is_none() {
        writeln!(out, "model decoded in {:.1} ms", 1000.0 * loaded.as_secs_f64())?;
    }
    out.flush()
}

/// A sentence of a treebank.
struct Sentence {
    text: String,
    parts: Vec<Part>,
}

/// A token of a treebank, and where it stands in its sentence.
struct Part {
    start: usize,
    end: usize,
    form: String,
    xpos: String,
    relation: String,
}

/// The sentences of a treebank whose tokens can be found in their text.
fn sentences(file: &str) -> Vec<Sentence> {
    file.split("\n\n").filter_map(sentence).collect()
}

fn sentence(lines: &str) -> Option<Sentence> {
    let text = lines.lines().find_map(|line| line.strip_prefix("# text = "))?.to_owned();
    let mut parts: Vec<Part> = Vec::new();
    let mut at = 0;
    // Last index, and end in the text, of the contraction that is being read.
    let mut joined: Option<(usize, usize)> = None;
    for line in lines.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let &[id, form, _, _, xpos, _, _, relation, _, _] = fields.as_slice() else { continue };
        if id.contains('.') {
            continue;
        }
        if let Some((_, last)) = id.split_once('-') {
            let start = at + text[at..].find(form)?;
            joined = Some((last.parse().ok()?, start + form.len()));
            at = start;
            continue;
        }
        let number: usize = id.parse().ok()?;
        let limit = joined.map_or(text.len(), |(_, end)| end);
        // A contraction whose parts are not written out keeps the tag of its first part.
        if let Some(found) = text[at..limit].find(form).filter(|&gap| text[at..at + gap].trim().is_empty()) {
            let start = at + found;
            at = start + form.len();
            let (xpos, relation) = (xpos.to_owned(), relation.to_owned());
            parts.push(Part { start, end: at, form: form.to_owned(), xpos, relation });
        } else if joined.is_none() {
            return None;
        }
        if let Some((last, end)) = joined
            && number == last
        {
            if let Some(part) = parts.last_mut() {
                part.end = end;
            }
            at = end;
            joined = None;
        }
    }
    Some(Sentence { text, parts })
}

/// Our tag for a tag of the Penn Treebank as the English treebanks of Universal Dependencies use it.
fn collapse(xpos: &str) -> Option<Tag> {
    Some(match xpos {
        "CC" => Tag::Cc,
        "CD" => Tag::Cd,
        "DT" | "PDT" => Tag::Dt,
        "EX" => Tag::Ex,
        "IN" => Tag::In,
        "JJ" | "JJR" | "JJS" => Tag::Jj,
        "MD" => Tag::Md,
        "NN" => Tag::Nn,
        "NNS" => Tag::Nns,
        "NNP" | "NNPS" => Tag::Nnp,
        "POS" => Tag::Pos,
        "PRP" => Tag::Prp,
        "PRP$" => Tag::PrpPoss,
        "RB" | "RBR" | "RBS" => Tag::Rb,
        "RP" => Tag::Rp,
        "TO" => Tag::To,
        "UH" => Tag::Uh,
        "VB" => Tag::Vb,
        "VBD" => Tag::Vbd,
        "VBG" => Tag::Vbg,
        "VBN" => Tag::Vbn,
        "VBP" => Tag::Vbp,
        "VBZ" => Tag::Vbz,
        "WDT" | "WP" | "WP$" | "WRB" => Tag::Wh,
        "." | "," | ":" | "-LRB-" | "-RRB-" | "``" | "''" | "HYPH" | "NFP" | "-" => Tag::Punct,
        "SYM" | "ADD" | "FW" | "LS" | "$" => Tag::Other,
        _ => return None,
    })
}

/// The tag of each of our tokens, where the treebank cuts at both its ends.
fn gold(sentence: &Sentence, segments: &Segments) -> Vec<Option<Tag>> {
    let of = |start: u32, end: u32| {
        let first = sentence.parts.iter().position(|it| it.start == start as usize)?;
        let last = sentence.parts.iter().position(|it| it.end == end as usize)?;
        let parts = sentence.parts.get(first..=last)?;
        let (head, tail) = (parts.first()?, parts.last()?);
        if parts.len() == 1 {
            return collapse(&tail.xpos);
        }
        if !parts.iter().any(|it| it.xpos == "HYPH" || matches!(it.form.as_str(), "-" | "‑")) {
            return collapse(&head.xpos);
        }
        // *long-term debt*: the treebanks call *term* a noun; the whole is an adjective.
        let modifies = matches!(tail.relation.as_str(), "amod" | "compound");
        match collapse(&tail.xpos)? {
            Tag::Nn if modifies && !head.xpos.starts_with("NN") => Some(Tag::Jj),
            tag => Some(tag),
        }
    };
    segments
        .tokens
        .iter()
        .map(|token| match token.kind {
            TokenKind::Open | TokenKind::Close | TokenKind::Mark => Some(Tag::Punct),
            TokenKind::Symbol | TokenKind::Address => Some(Tag::Other),
            TokenKind::Handle => Some(Tag::Nnp),
            _ => of(token.span.start, token.span.end),
        })
        .collect()
}

fn write_columns(out: &mut impl Write, sentence: &Sentence) -> std::io::Result<()> {
    let document = ingest::text(&sentence.text, &Hint::default());
    let segments = segment(&document);
    let tags = if sentence.parts.is_empty() {
        vec![None; segments.tokens.len()]
    } else {
        // The document's text is the input's, so the treebank's offsets hold.
        gold(sentence, &segments)
    };
    for it in &segments.sentences {
        for (token, tag) in segments.tokens[it.tokens.clone()].iter().zip(&tags[it.tokens.clone()]) {
            let tag = tag.map_or("_".to_owned(), |tag| format!("{tag:?}"));
            writeln!(out, "{:?}\t{}\t{tag}", token.kind, token.span.of(&document.text))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn measure(out: &mut impl Write, path: &str, sentences: &[Sentence]) -> std::io::Result<()> {
    let mut all = (0, 0);
    let mut words = (0, 0);
    let mut agree = (0, 0);
    let mut confusions: HashMap<(Tag, Tag), usize> = HashMap::new();
    for sentence in sentences {
        let document = ingest::text(&sentence.text, &Hint::default());
        let segments = segment(&document);
        for (token, tag) in segments.tokens.iter().zip(gold(sentence, &segments)) {
            agree.1 += 1;
            let Some(tag) = tag else { continue };
            agree.0 += 1;
            let right = usize::from(tag == token.tag);
            all = (all.0 + right, all.1 + 1);
            if matches!(token.kind, TokenKind::Word | TokenKind::Clitic) {
                words = (words.0 + right, words.1 + 1);
            }
            if right == 0 {
                *confusions.entry((tag, token.tag)).or_default() += 1;
            }
        }
    }
    let percent = |(right, of): (usize, usize)| 100.0 * right as f64 / of.max(1) as f64;
    writeln!(out, "{path}: {} sentences, {} tokens", sentences.len(), agree.1)?;
    writeln!(out, "  boundaries agree  {:.2} %", percent(agree))?;
    writeln!(out, "  accuracy          {:.2} % of {}", percent(all), all.1)?;
    writeln!(out, "  words and clitics {:.2} % of {}", percent(words), words.1)?;
    let mut confusions: Vec<_> = confusions.into_iter().collect();
    confusions.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let worst: Vec<String> =
        confusions.iter().take(16).map(|((gold, got), count)| format!("{gold:?}→{got:?} {count}")).collect();
    writeln!(out, "  treebank→ours     {}", worst.join(", "))?;

    let text = sentences.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join("\n\n");
    let document = ingest::text(&text, &Hint::default());
    // The best of some rounds: the machine may be busy with other things.
    let rate = (0..9)
        .map(|_| {
            let start = Instant::now();
            segment(&document).tokens.len() as f64 / start.elapsed().as_secs_f64()
        })
        .fold(0.0, f64::max);
    writeln!(out, "  segmenting, tags included: {rate:.0} tokens a second")
}
