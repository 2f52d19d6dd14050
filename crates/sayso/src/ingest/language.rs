//! The language of a text, where it is long enough to tell.

use sayso_types::Document;
use whatlang::{Lang, detect};

/// Fewer letters than this tell nothing: a headline, a caption, a short note.
const LETTERS: usize = 200;

/// BCP 47 primary language of the text: detection overrules `told` (what the page says) on long text. A short text
/// counts as what it says it is, else as English; so does a long one without a confident verdict.
pub(super) fn of(text: &str, told: Option<&str>) -> String {
    let told = told.and_then(primary);
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(LETTERS + 1).count();
    if letters <= LETTERS {
        return told.unwrap_or_else(|| "en".to_owned());
    }
    let end = text.char_indices().nth(3000).map_or(text.len(), |(at, _)| at);
    // Counting is a hundred times as fast as detecting, and nearly all that comes in is English.
    if english(&text[..end]) {
        return "en".to_owned();
    }
    match detect(&text[..end]) {
        Some(found) if found.lang() == Lang::Eng => "en".to_owned(),
        Some(found) if found.is_reliable() => code(found.lang()).to_owned(),
        // Unsure: what the page says decides, and without it the text counts as English.
        _ => told.unwrap_or_else(|| "en".to_owned()),
    }
}

/// Fills in the language of a document from its text.
pub(super) fn fill(document: &mut Document) {
    let told = document.masthead.language.take();
    document.masthead.language = Some(of(&document.text, told.as_deref()));
}

/// Whether enough of the words are those that English cannot do without: names in other languages do not make a
/// report about them foreign.
fn english(text: &str) -> bool {
    let (mut words, mut common) = (0_usize, 0_usize);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        common +=
            usize::from(matches!(word, "the" | "The" | "of" | "and" | "to" | "that" | "is" | "was" | "with" | "for"));
    }
    common * 100 > words * 14
}

/// The primary subtag of a language tag (`en` of `en-GB`), if it is one.
pub(super) fn primary(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    let known = matches!(primary.len(), 2 | 3) && primary.bytes().all(|byte| byte.is_ascii_lowercase());
    known.then_some(primary)
}

/// BCP 47 wants the two-letter code where there is one.
fn code(lang: Lang) -> &'static str {
    match lang.code() {
        "ara" => "ar",
        "aze" => "az",
        "bel" => "be",
        "ben" => "bn",
        "bul" => "bg",
        "cat" => "ca",
        "ces" => "cs",
        "cmn" => "zh",
        "cym" => "cy",
        "dan" => "da",
        "deu" => "de",
        "ell" => "el",
        "epo" => "eo",
        "est" => "et",
        "fin" => "fi",
        "fra" => "fr",
        "guj" => "gu",
        "heb" => "he",
        "hin" => "hi",
        "hrv" => "hr",
        "hun" => "hu",
        "hye" => "hy",
        "ind" => "id",
        "ita" => "it",
        "jav" => "jv",
        "jpn" => "ja",
        "kan" => "kn",
        "kat" => "ka",
        "khm" => "km",
        "kor" => "ko",
        "lat" => "la",
        "lav" => "lv",
        "lit" => "lt",
        "mal" => "ml",
        "mar" => "mr",
        "mkd" => "mk",
        "mya" => "my",
        "nep" => "ne",
        "nld" => "nl",
        "nob" => "nb",
        "ori" => "or",
        "pan" => "pa",
        "pes" => "fa",
        "pol" => "pl",
        "por" => "pt",
        "ron" => "ro",
        "rus" => "ru",
        "sin" => "si",
        "slk" => "sk",
        "slv" => "sl",
        "sna" => "sn",
        "spa" => "es",
        "srp" => "sr",
        "swe" => "sv",
        "tam" => "ta",
        "tel" => "te",
        "tgl" => "tl",
        "tha" => "th",
        "tuk" => "tk",
        "tur" => "tr",
        "ukr" => "uk",
        "urd" => "ur",
        "uzb" => "uz",
        "vie" => "vi",
        "yid" => "yi",
        "zul" => "zu",
        "afr" => "af",
        "aka" => "ak",
        "amh" => "am",
        other => other,
    }
}
