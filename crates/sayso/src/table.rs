//! The word lists and code tables of `data/`: tab-separated lines under a header of `#` comments.

use crate::ingest;
use std::sync::OnceLock;

/// The rows of a table, each cut at its tabs; comment lines and empty lines are left out.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('\t').collect())
}

/// SHA-256 over all tables and the word-class model, in hexadecimal: what a record names as its data.
pub(crate) fn digest() -> &'static str {
    static DIGEST: OnceLock<String> = OnceLock::new();
    DIGEST.get_or_init(|| {
        let mut all = Vec::new();
        for (name, bytes) in FILES {
            all.extend_from_slice(format!("{name} {}\n", ingest::digest(bytes)).as_bytes());
        }
        ingest::digest(&all)
    })
}

/// SHA-256 of bytes that are read with the tables, in hexadecimal.
pub(crate) fn digest_of(bytes: &[u8]) -> String {
    ingest::digest(bytes)
}

macro_rules! tables {
    ($($name:ident $file:literal),+ $(,)?) => {
        $(pub(crate) const $name: &str = include_str!(concat!("../../../data/", $file));)+

        /// The model of parts of speech, from `training/word_classes`.
        pub(crate) static WORD_CLASSES: &[u8] = include_bytes!("../../../data/word_classes.bin");

        /// Every embedded file by name; a test holds it and the folder together.
        const FILES: &[(&str, &[u8])] =
            &[$(($file, include_bytes!(concat!("../../../data/", $file)))),+, ("word_classes.bin", WORD_CLASSES)];
    };
}

tables! {
    ABBREVIATIONS "abbreviations.tsv",
    ACTORS "actors.tsv",
    BOUNDS "bounds.tsv",
    CAMEO "cameo.tsv",
    CONTEXTS "contexts.tsv",
    CUES "cues.tsv",
    CURRENCIES "currencies.tsv",
    CURRENCIES_SHARED "currencies_shared.tsv",
    DEMONYMS "demonyms.tsv",
    FIRST_NAMES "first_names.tsv",
    HANDLES "handles.tsv",
    HOLIDAYS "holidays.tsv",
    NUMBER_WORDS "number_words.tsv",
    OFFICE_HOLDERS "office_holders.tsv",
    ORGANIZATION_WORDS "organization_words.tsv",
    ORGANIZATIONS "organizations.tsv",
    PAGE_FIELDS "page_fields.tsv",
    PAGE_NOISE "page_noise.tsv",
    PARTY_NOUNS "party_nouns.tsv",
    PLACE_WORDS "place_words.tsv",
    PLACES "places.tsv",
    PREDICATES "predicates.tsv",
    REGIONS "regions.tsv",
    SAME_THINGS "same_things.tsv",
    SECTORS "sectors.tsv",
    TERMS "terms.tsv",
    TITLES "titles.tsv",
    UNITS "units.tsv",
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What measures the reader, and what a format or a map needs; nothing is read with them, so records need not name them.
    const NOT_READ_WITH: &[&str] = &["coastline.tsv", "fips.tsv", "swaps.tsv"];

    #[test]
    fn every_file_of_the_folder_is_embedded() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");
        let names = std::fs::read_dir(folder)
            .expect("the folder data/")
            .filter_map(|it| it.ok()?.file_name().into_string().ok());
        for name in names {
            assert!(
                FILES.iter().any(|(file, _)| *file == name) || NOT_READ_WITH.contains(&name.as_str()),
                "data/{name}: add its line to tables! in crates/sayso/src/table.rs"
            );
        }
    }

    #[test]
    fn the_digest_is_that_of_the_data() {
        assert_eq!(digest().len(), 64);
        assert_eq!(digest(), digest());
    }
}
