//! Setting the extracted text against the page: what kind of block each piece is there, and which embedded posts and
//! captions stood between kept pieces and were lost.

use super::render::Piece;
use crate::ingest::plain::fold;
use rustc_hash::FxHashMap;
use sayso_types::BlockKind;

/// Letters of a piece's beginning that tell it from others.
const KEY: usize = 60;

/// More posts or captions than this are not put back: each is looked for in the whole text.
const MOST: usize = 300;

/// A piece that was kept: its place on the page, if it is a block there, and its letters.
struct Kept {
    place: Option<usize>,
    key: String,
    piece: Piece,
}

/// The kept pieces with the kinds they have on the page, and the posts and captions added back. `start` is the place
/// of the headline on the page, if it is known: what stands before it is no part of the report.
pub(super) fn align(kept: Vec<Piece>, page: &[Piece], start: Option<usize>) -> Vec<Piece> {
    let keys: Vec<String> = page.iter().map(|piece| fold(&piece.text)).collect();
    let mut places: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, key) in keys.iter().enumerate() {
        places.entry(head(key)).or_default().push(at);
    }
    let mut out: Vec<Kept> = Vec::with_capacity(kept.len());
    let mut last = 0;
    for mut piece in kept {
        let key = fold(&piece.text);
        let place = places.get(head(&key)).and_then(|all| {
            let next = all.partition_point(|place| *place < last);
            all.get(next).or_else(|| all.last()).copied()
        });
        if let Some(place) = place {
            last = place;
            piece.linked = page[place].linked;
            piece.advert = page[place].advert;
            if keys[place] == key {
                piece.kind = page[place].kind;
                piece.embed.clone_from(&page[place].embed);
                piece.text.clone_from(&page[place].text);
            }
        }
        out.push(Kept { place, key, piece });
    }
    let first = out.iter().filter_map(|kept| kept.place).min();
    let posts = page.iter().enumerate().filter(|(_, piece)| piece.kind == BlockKind::Post);
    for (place, post) in posts.take(MOST) {
        restore_post(&mut out, place, post, &keys[place]);
    }
    let begins = start.into_iter().chain(first).min();
    let captions = page.iter().enumerate().filter(|(place, piece)| {
        let own = piece.kind == BlockKind::Caption && !piece.aside && (15..=700).contains(&piece.text.len());
        own && begins.is_some_and(|begins| begins < *place)
    });
    for (place, caption) in captions.take(MOST) {
        if !out.iter().any(|kept| kept.key == keys[place]) {
            insert(&mut out, place, caption, &keys[place]);
        }
    }
    out.into_iter().map(|kept| kept.piece).collect()
}

fn head(key: &str) -> &str {
    &key[..key.char_indices().nth(KEY).map_or(key.len(), |(at, _)| at)]
}

/// Puts a post in the place of the pieces that are its lines, or where it stood.
fn restore_post(out: &mut Vec<Kept>, place: usize, post: &Piece, key: &str) {
    if out.iter().any(|kept| kept.place == Some(place) && kept.piece.embed.is_some()) {
        return;
    }
    // What is a block of the page by itself is no line of a post, even if the post says the same.
    let free = |kept: &Kept| kept.place.is_none_or(|it| it == place) && kept.piece.embed.is_none();
    let line = |kept: &Kept, least: usize| free(kept) && kept.key.len() >= least && key.contains(&kept.key);
    // The extractor may have drawn the whole post, and some words after it, into one line.
    let whole = |kept: &Kept| {
        let length = kept.key.len();
        free(kept) && (key.len() * 6 / 10..=key.len() * 2).contains(&length) && kept.key.contains(head(key))
    };
    let Some(mut begin) = out.iter().position(|kept| line(kept, 12) || whole(kept)) else {
        return insert(out, place, post, key);
    };
    // A short line above it, such as the account's name.
    while begin > 0 && line(&out[begin - 1], 3) {
        begin -= 1;
    }
    let length = out[begin..].iter().take_while(|kept| line(kept, 1)).count().max(1);
    out.splice(begin..begin + length, [Kept { place: Some(place), key: key.to_owned(), piece: post.clone() }]);
}

/// Puts a piece after the kept piece before it on the page, if a kept one follows too.
fn insert(out: &mut Vec<Kept>, place: usize, piece: &Piece, key: &str) {
    let before = out.iter().rposition(|kept| kept.place.is_some_and(|found| found < place));
    let after = out.iter().position(|kept| kept.place.is_some_and(|found| found > place));
    let at = match (before, after) {
        (Some(before), Some(after)) if before < after => before + 1,
        // Above the first paragraph: the picture below the headline.
        (None, Some(0)) if piece.kind == BlockKind::Caption => 0,
        // After the last paragraph only a post, and only right after it.
        (Some(before), None)
            if piece.kind == BlockKind::Post && !piece.aside && out[before].place == place.checked_sub(1) =>
        {
            before + 1
        }
        _ => return,
    };
    out.insert(at, Kept { place: Some(place), key: key.to_owned(), piece: piece.clone() });
}
