//! PLOVER's rulings on hard cases: what is coded of an event by its type, its mode, how it is told, and the words around it.

use sayso_types::{EventType, Status};

/// An event as its predicate tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Told<'a> {
    /// The predicate's type.
    pub(crate) event_type: EventType,
    /// Its mode.
    pub(crate) mode: Option<&'static str>,
    /// How it is told.
    pub(crate) status: Status,
    /// Whether who would do it says so himself: announces, promises, threatens it.
    pub(crate) avowed: bool,
    /// The words of its sentence, in lower case.
    pub(crate) words: &'a [&'a str],
}

/// An event as it is coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Coded {
    /// PLOVER type.
    pub(crate) event_type: EventType,
    /// PLOVER mode of that type.
    pub(crate) mode: Option<&'static str>,
    /// How it is told.
    pub(crate) status: Status,
}

const PRISON: [&str; 9] =
    ["prison", "jail", "jailed", "imprisoned", "imprisonment", "bars", "incarcerated", "detention", "life"];
const SHARED: [&str; 8] = ["joint", "with", "alongside", "together", "allied", "bilateral", "jointly", "multinational"];
const RELIEF: [&str; 12] = [
    "flood",
    "floods",
    "flooding",
    "earthquake",
    "quake",
    "cyclone",
    "hurricane",
    "typhoon",
    "disaster",
    "relief",
    "humanitarian",
    "wildfires",
];
const OFFICIAL: [&str; 7] =
    ["diplomat", "diplomats", "ambassador", "peacekeepers", "inspectors", "observers", "attaché"];
const CANCELS: [&str; 9] =
    ["cancel", "cancels", "cancelled", "canceled", "cancelling", "scrapped", "postponed", "postpones", "snubbed"];
const CUTS: [&str; 11] =
    ["cut", "cuts", "suspend", "suspended", "suspends", "halt", "halted", "halts", "withdrew", "withheld", "froze"];
const HOSTAGES: [&str; 5] = ["hostage", "hostages", "kidnapped", "abducted", "captives"];

/// What is coded of an event: itself, what PLOVER makes of it, or both of two.
pub(crate) fn coded(told: Told<'_>) -> Vec<Coded> {
    use EventType::*;
    let says = |words: &[&str]| told.words.iter().any(|word| words.contains(word));
    let one = |event_type, mode, status| vec![Coded { event_type, mode, status }];
    let done = |event_type, mode| one(event_type, mode, Status::Occurred);
    let open = matches!(told.status, Status::Future | Status::Hypothetical);
    match (told.event_type, told.mode) {
        // A meeting that was called off is a refusal, aid that was cut off a sanction.
        (Consult, _) if told.status != Status::Hypothetical && says(&CANCELS) => done(Reject, Some("meet")),
        (Aid, _) if told.status != Status::Hypothetical && says(&CUTS) => done(Sanction, Some("discontinue")),
        // What is announced or agreed for later has happened as a promise.
        (Support | Consult | Cooperate | Aid, _) if told.status == Status::Future && told.avowed => done(Agree, None),
        (Retreat, _) if told.status == Status::Future && told.avowed => done(Concede, None),
        // Force that the speaker himself holds out is a threat.
        (Assault | Protest | Mobilize, _) if open && told.avowed => done(Threaten, Some("violence")),
        (Coerce | Sanction, mode) if open && told.avowed => done(Threaten, threat(mode)),
        // Prison after a conviction is both.
        (Sanction, Some("convict")) if says(&PRISON) => [(Sanction, "convict"), (Coerce, "arrest")]
            .map(|(event_type, mode)| Coded { event_type, mode: Some(mode), status: told.status })
            .into(),
        // Who represents a state is expelled, not deported.
        (Coerce, Some("deport")) if says(&OFFICIAL) => one(Sanction, Some("expel"), told.status),
        // Exercises of one country alone ready force; troops sent after a disaster help.
        (Cooperate, _) if says(&["exercise", "exercises", "drill", "drills"]) && !says(&SHARED) => {
            one(Mobilize, Some("troops"), told.status)
        }
        (Mobilize, _) if says(&RELIEF) => one(Aid, None, told.status),
        // Freeing hostages by force or bargain helps them; letting one's own prisoners go is a retreat.
        (Retreat, Some("release")) if says(&HOSTAGES) && says(&["rescued", "rescue", "freed"]) => {
            one(Aid, None, told.status)
        }
        (event_type, mode) => one(event_type, mode, told.status),
    }
}

/// The mode of a threat to do what has this mode.
fn threat(mode: Option<&'static str>) -> Option<&'static str> {
    match mode? {
        "arrest" | "convict" => Some("arrest"),
        "ban" | "censor" => Some("ban"),
        "deport" | "expel" => Some("expel"),
        "withdraw" | "discontinue" => Some("relations"),
        "restrict" | "curfew" | "martial-law" | "withhold" => Some("restrict"),
        "seize" => Some("territory"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use EventType::*;
    use Status::*;

    /// What is coded of an event in these words.
    fn of(event_type: EventType, mode: Option<&'static str>, status: Status, avowed: bool, words: &str) -> Vec<String> {
        let words: Vec<&str> = words.split(' ').collect();
        coded(Told { event_type, mode, status, avowed, words: &words })
            .iter()
            .map(|it| format!("{} {} {}", it.event_type.name(), it.mode.unwrap_or("-"), it.status.name()))
            .collect()
    }

    #[test]
    fn what_is_promised_is_an_agreement_and_no_act_yet() {
        assert_eq!(of(Aid, None, Future, true, "peru will send grain"), ["AGREE - occurred"]);
        assert_eq!(of(Consult, Some("visit"), Future, true, "he will visit"), ["AGREE - occurred"]);
        assert_eq!(of(Retreat, Some("withdraw"), Future, true, "we will pull out"), ["CONCEDE - occurred"]);
        assert_eq!(of(Aid, None, Future, false, "observers expect aid"), ["AID - future"]);
        assert_eq!(of(Concede, None, Future, true, "it will accept"), ["CONCEDE - future"]);
    }

    #[test]
    fn force_held_out_by_the_speaker_is_a_threat() {
        assert_eq!(of(Assault, Some("aerial"), Hypothetical, true, "we will strike"), ["THREATEN violence occurred"]);
        assert_eq!(of(Coerce, Some("ban"), Future, true, "we will ban it"), ["THREATEN ban occurred"]);
        assert_eq!(
            of(Assault, Some("aerial"), Hypothetical, false, "they may strike"),
            ["ASSAULT aerial hypothetical"]
        );
    }

    #[test]
    fn prison_after_conviction_is_two_events() {
        let both = ["SANCTION convict occurred", "COERCE arrest occurred"];
        assert_eq!(of(Sanction, Some("convict"), Occurred, false, "sentenced to two years in prison"), both);
        assert_eq!(of(Sanction, Some("convict"), Occurred, false, "fined by the court"), both[..1]);
    }

    #[test]
    fn what_was_called_off_or_cut_off_is_no_meeting_and_no_aid() {
        assert_eq!(of(Consult, None, Occurred, false, "chile cancelled the meeting"), ["REJECT meet occurred"]);
        assert_eq!(of(Aid, None, Occurred, false, "it suspended the aid"), ["SANCTION discontinue occurred"]);
    }

    #[test]
    fn exercises_troops_envoys_and_hostages() {
        assert_eq!(of(Cooperate, None, Occurred, false, "a joint exercise"), ["COOPERATE - occurred"]);
        assert_eq!(of(Cooperate, None, Occurred, false, "the navy began an exercise"), ["MOBILIZE troops occurred"]);
        assert_eq!(of(Mobilize, Some("troops"), Occurred, false, "soldiers sent after the flood"), ["AID - occurred"]);
        assert_eq!(of(Coerce, Some("deport"), Occurred, false, "expelled two diplomats"), ["SANCTION expel occurred"]);
        assert_eq!(of(Retreat, Some("release"), Occurred, false, "commandos freed the hostages"), ["AID - occurred"]);
    }
}
