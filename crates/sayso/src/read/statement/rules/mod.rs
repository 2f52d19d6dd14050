//! The patterns of attribution, in order of precedence: where two propose the same saying, the first stands.

use super::Rule;

mod according_to;
mod bare_quotation;
mod cue_after;
mod cue_before;
mod embedded_post;
mod headline_source;
mod noun_cue;
mod puts_at;
mod quotation;
mod reportedly;
mod signature;

/// Every rule of this folder.
pub const RULES: &[Rule] = &[
    embedded_post::RULE,
    signature::RULE,
    quotation::RULE,
    according_to::RULE,
    cue_after::RULE,
    cue_before::RULE,
    puts_at::RULE,
    headline_source::RULE,
    reportedly::RULE,
    noun_cue::RULE,
    // Takes what no other rule could tell the source of.
    bare_quotation::RULE,
];
