//! One function an address: from what is asked to what is answered.
//!
//! A view asks the desk, and gives an answer that is serialized as it is for programs and laid out by the function of the
//! same name in `pages` for people.

pub(crate) mod add;
pub(crate) mod corrections;
pub(crate) mod events;
pub(crate) mod figures;
pub(crate) mod marks;
pub(crate) mod quotations;
pub(crate) mod read;
pub(crate) mod report;
pub(crate) mod reports;
pub(crate) mod search;
pub(crate) mod sign_in;
pub(crate) mod speakers;
pub(crate) mod start;
pub(crate) mod stories;
