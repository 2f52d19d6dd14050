//! Codes of parties in whole passages.

use super::Parties;
use crate::ingest::{self, Hint};
use crate::{Encoder, Reader};

/// The parties of a text with their codes, `-` for none.
fn codes(text: &str, published: &str, table: &str) -> Vec<(String, String)> {
    let document = ingest::text(text, &Hint { published: crate::date(published), ..Hint::default() });
    let reader = Reader::new(Encoder::without_weights()).parties(Parties::parse(table).expect("a table"));
    let (_, resolution) = reader.read(&document);
    resolution.parties.into_iter().map(|it| (it.name, it.code.unwrap_or_else(|| "-".to_owned()))).collect()
}

#[test]
fn the_readers_own_table_goes_first() {
    let text = "Hamas said on Monday that the talks would go on. The Skerra Pilots said so, too.";
    let found = codes(text, "2024-03-04", "Skerra Pilots\tNORLAB\nHamas\tPSEOPP\t2024\t2024-02\n");
    let code = |name: &str| found.iter().find(|it| it.0 == name).map(|it| it.1.as_str());
    assert_eq!(code("Hamas"), Some("PSEREBHMS"), "{found:?}");
    assert_eq!(code("Skerra Pilots"), Some("NORLAB"), "{found:?}");
}

#[test]
fn a_table_changes_the_digest_of_the_data() {
    let reader = |table| Reader::new(Encoder::without_weights()).parties(Parties::parse(table).expect("a table"));
    assert_eq!(reader("").versions(), reader("# none\n").versions());
    assert_ne!(reader("").versions().data, reader("Skerra Pilots\tNORLAB\n").versions().data);
}
