//! The rules, in order of precedence.

mod acronym;
mod body_description;
mod bracketed_name;
mod country;
mod described_name;
mod document;
mod full_name;
mod group_description;
mod handle;
mod known_body;
mod lone_name;
mod organization_name;
mod person_description;
mod pronoun;
mod speaking_name;
mod titled_name;
mod told_body;
mod unlisted_name;

use crate::read::Rule;
use sayso_types::Mention;

/// Every rule of this folder.
pub const RULES: &[Rule<Mention>] = &[
    handle::RULE,
    titled_name::RULE,
    bracketed_name::RULE,
    organization_name::RULE,
    known_body::RULE,
    told_body::RULE,
    full_name::RULE,
    described_name::RULE,
    acronym::RULE,
    speaking_name::RULE,
    unlisted_name::RULE,
    lone_name::RULE,
    country::RULE,
    person_description::RULE,
    group_description::RULE,
    body_description::RULE,
    document::RULE,
    pronoun::RULE,
];
