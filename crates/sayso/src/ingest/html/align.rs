//! Setting the extracted text against the page: what kind of block each piece is there, and which embedded posts and
//! captions stood between kept pieces and were lost.

use super::render::Piece;
use crate::ingest::plain::fold;
use rustc_hash::FxHashMap;
use sayso_types::BlockKind;

/// Letters of a piece's beginning that tell it from others.
const KEY: usize = 60;

/// The kept pieces with the kinds they have on the page, and the posts and captions added back. `start` is the place
/// of the headline on the page, if it is known: what stands before it is no part of the report.
pub(super) fn align(kept: Vec<Piece>, page: &[Piece], start: Option<usize>) -> Vec<Piece> {
    let keys: Vec<String> = page.iter().map(|piece| fold(&piece.text)).collect();
    let mut places: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, key) in keys.iter().enumerate() {
        places.entry(head(key)).or_default().push(at);
    }
    let mut out: Vec<(Option<usize>, Piece)> = Vec::with_capacity(kept.len());
    let mut last = 0;
    for mut piece in kept {
        let key = fold(&piece.text);
        let found = places.get(head(&key)).and_then(|all| {
            let next = all.partition_point(|place| *place < last);
            all.get(next).or_else(|| all.last()).copied()
        });
        if let Some(place) = found {
            last = place;
            piece.linked = page[place].linked;
            if keys[place] == key {
                piece.kind = page[place].kind;
                piece.embed.clone_from(&page[place].embed);
                piece.text.clone_from(&page[place].text);
            }
        }
        out.push((found, piece));
    }
    let first = out.iter().filter_map(|(place, _)| *place).min();
    let posts = page.iter().enumerate().filter(|(_, piece)| piece.kind == BlockKind::Post);
    for (place, post) in posts {
        restore_post(&mut out, place, post, &keys[place]);
    }
    let captions = page.iter().enumerate().filter(|(_, piece)| {
        piece.kind == BlockKind::Caption && !piece.aside && (15..=700).contains(&piece.text.len())
    });
    for (place, caption) in captions {
        let there = out.iter().any(|(_, piece)| fold(&piece.text) == keys[place]);
        let begins = start.into_iter().chain(first).min();
        if !there && begins.is_some_and(|begins| begins < place) {
            insert(&mut out, place, caption);
        }
    }
    out.into_iter().map(|(_, piece)| piece).collect()
}

fn head(key: &str) -> &str {
    &key[..key.char_indices().nth(KEY).map_or(key.len(), |(at, _)| at)]
}

/// Puts a post in the place of the pieces that are its lines, or where it stood.
fn restore_post(out: &mut Vec<(Option<usize>, Piece)>, place: usize, post: &Piece, key: &str) {
    if out.iter().any(|(found, piece)| *found == Some(place) && piece.embed.is_some()) {
        return;
    }
    let part = |piece: &Piece| {
        let words = fold(&piece.text);
        let fits = words.len() >= 12 && key.contains(&words);
        // The extractor may have drawn the whole post, and the words after it, into one line.
        (fits, words.len() <= key.len() * 2 && words.contains(head(key)) && words.len() >= key.len() * 6 / 10)
    };
    let run = out.iter().position(|(_, piece)| piece.embed.is_none() && matches!(part(piece), (true, _) | (_, true)));
    let Some(mut begin) = run else { return insert(out, place, post) };
    // A short line above it, such as the account's name.
    while begin > 0 && out[begin - 1].0.is_none() && {
        let words = fold(&out[begin - 1].1.text);
        words.len() >= 3 && key.contains(&words)
    } {
        begin -= 1;
    }
    let more = out[begin..].iter().take_while(|(_, piece)| {
        piece.embed.is_none() && {
            let words = fold(&piece.text);
            !words.is_empty() && key.contains(&words)
        }
    });
    let length = more.count().max(1);
    out.splice(begin..begin + length, [(Some(place), post.clone())]);
}

/// Puts a piece after the kept piece before it on the page, if a kept one follows too.
fn insert(out: &mut Vec<(Option<usize>, Piece)>, place: usize, piece: &Piece) {
    if piece.aside {
        return;
    }
    let before = out.iter().rposition(|(found, _)| found.is_some_and(|found| found < place));
    let after = out.iter().position(|(found, _)| found.is_some_and(|found| found > place));
    match (before, after) {
        (Some(before), Some(after)) if before < after => out.insert(before + 1, (Some(place), piece.clone())),
        // Above the first paragraph: the picture below the headline.
        (None, Some(0)) if piece.kind == BlockKind::Caption => out.insert(0, (Some(place), piece.clone())),
        // After the last paragraph only a post, and only right after it.
        (Some(before), None)
            if piece.kind == BlockKind::Post && out[before].0.is_some_and(|found| found + 1 == place) =>
        {
            out.insert(before + 1, (Some(place), piece.clone()));
        }
        _ => {}
    }
}
