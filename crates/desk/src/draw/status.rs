//! How it is told that something happened: a word, a colour and a filling each, the same in every picture and table.

use maud::{Markup, html};
use sayso_ledger::ask::Statuses;

/// How an event is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Happened,
    Planned,
    Possible,
    Denied,
}

impl Status {
    /// All of them, in the order in which they are stacked.
    pub(crate) const ALL: [Self; 4] = [Self::Happened, Self::Planned, Self::Possible, Self::Denied];

    /// By its name in records.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// Its name in records and addresses.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Happened => "occurred",
            Self::Planned => "future",
            Self::Possible => "hypothetical",
            Self::Denied => "negated",
        }
    }

    /// As people say it, after *told as*.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Planned => "planned",
            Self::Possible => "possible",
            Self::Denied => "denied",
        }
    }

    /// How many of these.
    pub(crate) fn count(self, of: &Statuses) -> u32 {
        match self {
            Self::Happened => of.occurred,
            Self::Planned => of.future,
            Self::Possible => of.hypothetical,
            Self::Denied => of.negated,
        }
    }

    /// The one that most are told with.
    pub(crate) fn most(of: &Statuses) -> Self {
        // Of as many the earlier one, hence from the end.
        Self::ALL.into_iter().rev().max_by_key(|it| it.count(of)).unwrap_or(Self::Happened)
    }

    /// What fills a shape of this status; see [`patterns`].
    pub(crate) fn fill(self, picture: &str) -> String {
        format!("url(#{picture}-{})", self.word())
    }
}

/// In words: `9 happened, 2 planned`.
pub(crate) fn told(of: &Statuses) -> String {
    let parts = Status::ALL.into_iter().filter(|it| it.count(of) > 0);
    parts.map(|it| format!("{} {}", it.count(of), it.word())).collect::<Vec<_>>().join(", ")
}

/// Fillings for the shapes of one picture, whose name keeps them apart from those of others on the page.
pub(crate) fn patterns(picture: &str) -> Markup {
    html! {
        defs {
            @for it in Status::ALL {
                pattern.pattern.(it.word()) id={ (picture) "-" (it.word()) } patternUnits="userSpaceOnUse" width="6" height="6" {
                    rect.ground width="6" height="6" {}
                    @match it {
                        Status::Happened => {},
                        Status::Planned => path d="M-1,1l2-2M0,6l6-6M5,7l2-2" {},
                        Status::Possible => { circle cx="1.5" cy="1.5" r="1" {} circle cx="4.5" cy="4.5" r="1" {} },
                        Status::Denied => path d="M0,3h6" {},
                    }
                }
            }
        }
    }
}

/// A status as a small sign with its word.
pub(crate) fn sign(it: Status) -> Markup {
    html! {
        span.told.(it.word()) {
            svg.sign width="13" height="13" viewBox="0 0 13 13" aria-hidden="true" {
                circle.ring cx="6.5" cy="6.5" r="5" {}
                @match it {
                    Status::Happened => {},
                    Status::Planned => path d="M2.8,6.6l3.8-3.8M3.4,9.8l6.4-6.4M6.4,10.2l3.8-3.8" {},
                    Status::Possible => circle.dot cx="6.5" cy="6.5" r="1.5" {},
                    Status::Denied => path d="M3,10l7-7" {},
                }
            }
            (it.word())
        }
    }
}

/// What the fillings mean; only of those that are there.
pub(crate) fn key(of: &Statuses) -> Markup {
    html! {
        ul.statuses aria-label="How it is told" {
            @for it in Status::ALL.into_iter().filter(|it| it.count(of) > 0) {
                li { (sign(it)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_most_is_told_with_is_the_furthest_of_as_many() {
        let of = |occurred, future, hypothetical, negated| Statuses { occurred, future, hypothetical, negated };
        assert_eq!(Status::most(&of(2, 2, 0, 0)), Status::Happened);
        assert_eq!(Status::most(&of(1, 2, 2, 0)), Status::Planned);
        assert_eq!(told(&of(1, 0, 0, 3)), "1 happened, 3 denied");
    }
}
