//! Parties in GDELT's columns: CAMEO's chain of three-letter codes, and its parts.

use super::{Report, places, within};
use sayso_wire::{Participant, Party};

/// What comes first in a chain without being a country.
const GENERIC: [&str; 8] = ["IGO", "IMG", "INT", "ISM", "MNC", "NGM", "NGO", "UIS"];

/// What somebody is.
const ROLES: [&str; 33] = [
    "AGR", "BUS", "COP", "CRM", "CVL", "DEV", "EDU", "ELI", "ENV", "GOV", "HLH", "HRI", "INS", "JRN", "JUD", "LAB",
    "LEG", "MED", "MIL", "MOD", "OPP", "PRM", "PTY", "RAD", "REB", "REF", "REL", "SEP", "SET", "SOC", "SPY", "UAF",
    "UNK",
];

/// Code, name, country, group, ethnic group, two religions and three types of the first of these.
pub(super) fn cells(report: &Report<'_>, people: &[Participant]) -> [String; 10] {
    let mut cells: [String; 10] = Default::default();
    let Some(first) = people.first() else { return cells };
    let chain = super::super::party(report.record, first).map(chain).unwrap_or_default();
    cells[0] = chain.concat();
    cells[1] = within(&first.name, &[]);
    let mut types = 7..10;
    for (n, part) in chain.into_iter().enumerate() {
        if GENERIC.contains(&part.as_str()) || ROLES.contains(&part.as_str()) {
            types.next().into_iter().for_each(|at| cells[at].clone_from(&part));
        } else if n == 0 && places::is_country(&part) {
            cells[2] = part;
        } else if cells[3].is_empty() {
            cells[3] = part;
        }
    }
    cells
}

/// The chain of a party, in CAMEO's codes.
fn chain(party: &Party) -> Vec<String> {
    let sector = party.sector.as_deref();
    let whole = party.code.clone().unwrap_or_else(|| {
        let parts = [party.country.as_deref(), sector];
        parts.into_iter().flatten().collect()
    });
    let letters: Vec<char> = whole.chars().filter(char::is_ascii_alphanumeric).collect();
    letters.chunks(3).flat_map(|part| cameo(&part.iter().collect::<String>(), sector)).collect()
}

/// PLOVER names two sectors and two bodies in another way.
fn cameo(part: &str, sector: Option<&str>) -> Vec<String> {
    let parts: &[&str] = match part {
        "UNO" => &["IGO", "UNO"],
        "EUR" => &["IGO", "EEC"],
        "JRN" => &["MED"],
        // In CAMEO the letters mean media; only a sector is surely PLOVER's.
        "MED" if sector == Some("MED") => &["HLH"],
        _ => return vec![part.to_owned()],
    };
    parts.iter().map(|&it| it.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: Option<&str>, country: Option<&str>, sector: Option<&str>) -> String {
        let [code, country, sector] = [code, country, sector].map(|it| it.map(str::to_owned));
        let (name, kind) = ("somebody".to_owned(), "group".to_owned());
        chain(&Party { id: 0, name, kind, role: None, country, sector, code, mentions: Vec::new() }).join(" ")
    }

    #[test]
    fn chains_are_cut_and_named_as_cameo_names_them() {
        assert_eq!(of(Some("USAGOV"), Some("USA"), Some("GOV")), "USA GOV");
        assert_eq!(of(None, Some("FRA"), Some("MED")), "FRA HLH");
        assert_eq!(of(Some("FRAMED"), Some("FRA"), None), "FRA MED");
        assert_eq!(of(None, Some("FRA"), Some("JRN")), "FRA MED");
        assert_eq!(of(Some("UNO"), None, None), "IGO UNO");
        assert_eq!(of(Some("IMGMUSISI"), None, None), "IMG MUS ISI");
        assert_eq!(of(None, None, None), "");
    }
}
