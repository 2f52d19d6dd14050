//! What happens between two marked parties, the form in which corpora such as PLV ask: not which words tell it, only its type.

use super::tagged::from;
use crate::read::Page;
use sayso_types::{EventType, Span};

/// How much less likely than the least link that is told one is that the signals leave out, as a logarithm.
const UNTOLD: f32 = -6.0;

/// How likely each type, in the order of [`EventType::ALL`], is between an actor and a recipient: logarithms that sum to no
/// particular total. Some token carries the event and is linked to both; `None` without signals.
#[must_use]
pub fn between(page: &Page<'_>, actor: Span, recipient: Span) -> Option<[f32; EventType::ALL.len()]> {
    let signals = page.signals;
    if signals.events.is_empty() {
        return None;
    }
    let (actor, recipient) = (page.tokens_in(actor), page.tokens_in(recipient));
    let mut mass = [0.0_f32; EventType::ALL.len()];
    for (token, scores) in signals.events.iter().enumerate() {
        let linked = |links: &[sayso_types::Link], ends: &std::ops::Range<usize>| {
            let told = from(links, token).filter(|it| it.to != it.from && ends.contains(&(it.to as usize)));
            told.map(|it| it.score.exp()).sum::<f32>() + UNTOLD.exp()
        };
        let both = linked(&signals.actors, &actor) * linked(&signals.recipients, &recipient);
        for (sum, begins) in mass.iter_mut().zip(scores.begins) {
            *sum += both * begins.exp();
        }
    }
    Some(mass.map(f32::ln))
}
