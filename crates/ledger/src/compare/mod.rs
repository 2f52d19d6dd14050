//! Comparing: pure functions that say what of many reports belongs together. The ledger stores their keys and asks them.
//!
//! | file | asks |
//! | --- | --- |
//! | `near` | is one report a near-copy of the other |
//! | `quotation` | are two contents one quotation, and what was cut or changed |
//! | `figure` | do two figures tell of one thing, and can both hold |
//! | `event` | do two records tell of one event; what do all of them tell together |
//! | `story` | are two reports about the same happening |
//! | `pairs` | how well all that works, on pairs of our own writing |
//!
//! `words` and `stems` prepare texts, `days` and `places` say when and where.

pub mod days;
pub mod event;
pub mod figure;
pub mod near;
pub mod pairs;
pub mod places;
pub mod quotation;
pub mod stems;
pub mod story;
pub mod words;
