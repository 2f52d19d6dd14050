//! Settling overlaps between what the rules found.

use sayso_types::{Mention, MentionKind, PartyKind};
use std::collections::BTreeMap;

/// Of mentions that share a head or cross, the one that an earlier rule found; in text order, the wider first.
pub(super) fn choose(found: Vec<Mention>) -> Vec<Mention> {
    let mut kept: Vec<Mention> = Vec::with_capacity(found.len());
    // Rules come in order of precedence, so `found` does too: whatever a later one adds must leave the kept alone.
    let mut by_start: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for it in found {
        let before = by_start.range(..(it.span.end, 0)).rev().take(10);
        if before.map(|(_, &at)| &kept[at]).all(|other| goes_with(&it, other)) {
            by_start.insert((it.span.start, it.head.start), kept.len());
            kept.push(it);
        }
    }
    kept.sort_by_key(|it| (it.span.start, std::cmp::Reverse(it.span.end)));
    kept
}

/// Whether both can stand: apart, or one inside the other without touching its head.
fn goes_with(a: &Mention, b: &Mention) -> bool {
    if !a.span.overlaps(b.span) {
        return true;
    }
    if a.head.overlaps(b.head) {
        return false;
    }
    // A title tells of its name and is nobody else.
    let title = |name: &Mention, told: &Mention| {
        matches!(name.kind, MentionKind::Name(PartyKind::Person))
            && matches!(told.kind, MentionKind::Description(PartyKind::Person | PartyKind::Unnamed))
            && name.span.contains(told.span)
    };
    if title(a, b) || title(b, a) {
        return false;
    }
    (a.span.contains(b.span) && !a.head.overlaps(b.span)) || (b.span.contains(a.span) && !b.head.overlaps(a.span))
}
