//! The language of a text, where it is long enough to tell.

use sayso_types::Document;
use whatlang::{Lang, Script, detect};

/// Fewer letters than this tell nothing: a headline, a caption, a short note.
const LETTERS: usize = 80;

/// From this many letters on, detection alone may call a text foreign; below it the words that hold a language
/// together must be there too, for English headlines are mostly names.
const SURE: usize = 200;

/// The words that hold a language together, but for those that English texts hold too. One of them in
/// every six words is in no English headline.
const COMMON: [(&str, &[&str]); 6] = [
    (
        "de",
        &[
            "der", "die", "das", "und", "ist", "nicht", "ein", "eine", "einen", "den", "dem", "von", "mit", "sich",
            "auf", "für", "des", "im", "zu", "zum", "zur", "wurde", "wird", "dass", "auch", "nach", "bei", "seit",
            "haben", "hat", "er", "sie", "es", "man", "wie", "werden", "sei",
        ],
    ),
    (
        "fr",
        &[
            "le", "la", "les", "l", "d", "de", "des", "et", "est", "une", "un", "du", "dans", "que", "qu", "qui",
            "pour", "pas", "sur", "au", "aux", "en", "par", "il", "elle", "ne", "se", "ce", "ont", "été", "avec",
            "depuis", "sont",
        ],
    ),
    (
        "es",
        &[
            "el", "la", "los", "las", "de", "del", "que", "y", "en", "un", "una", "se", "por", "con", "su", "al", "es",
            "fue", "lo", "para", "ha", "han", "desde", "como", "más", "está",
        ],
    ),
    (
        "it",
        &[
            "il", "la", "di", "che", "e", "un", "una", "per", "non", "del", "della", "dei", "sono", "con", "gli", "ha",
            "hanno", "nel", "è", "si", "le", "dal", "al",
        ],
    ),
    (
        "pt",
        &[
            "o", "os", "as", "de", "que", "e", "do", "da", "dos", "das", "em", "um", "uma", "para", "com", "não", "no",
            "na", "se", "por", "foi", "ao",
        ],
    ),
    (
        "nl",
        &[
            "de", "het", "een", "en", "van", "dat", "op", "te", "niet", "met", "zijn", "voor", "die", "er", "aan",
            "werd", "door", "ook", "hij",
        ],
    ),
];

/// BCP 47 primary language of the text: detection overrules `told` (what the page says) on long text. A short text
/// counts as what it says it is, else as English; so does a long one without a confident verdict.
pub(super) fn of(text: &str, told: Option<&str>) -> String {
    let told = told.and_then(primary);
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(SURE + 1).count();
    if letters <= LETTERS {
        return told.unwrap_or_else(|| "en".to_owned());
    }
    let end = text.char_indices().nth(3000).map_or(text.len(), |(at, _)| at);
    // Counting is a hundred times as fast as detecting, and nearly all that comes in is English.
    if english(&text[..end]) {
        return "en".to_owned();
    }
    if let Some(language) = held_together(&text[..end]) {
        return language.to_owned();
    }
    match detect(&text[..end]) {
        Some(found) if found.lang() == Lang::Eng => "en".to_owned(),
        // Another alphabet tells by itself; in our own a short text may be a list of names.
        Some(found) if found.is_reliable() && (letters > SURE || found.script() != Script::Latin) => {
            code(found.lang()).to_owned()
        }
        // Unsure: what the page says decides, and without it the text counts as English.
        _ => told.unwrap_or_else(|| "en".to_owned()),
    }
}

/// The language whose common words are at least a sixth of a text that has hardly any of English; the one with most.
fn held_together(text: &str) -> Option<&'static str> {
    const ENGLISH: [&str; 16] =
        ["the", "of", "and", "to", "that", "is", "was", "with", "for", "on", "said", "at", "by", "from", "after", "it"];
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(400).collect();
    let (language, most) = COMMON
        .iter()
        // Capitals are left out: they are in names and titles, which English borrows (`La Paz`, `Die Zeit`).
        .map(|(language, list)| (*language, words.iter().filter(|word| list.contains(word)).count()))
        .fold(("en", 0), |best, next| if next.1 > best.1 { next } else { best });
    let english = |word: &&&str| ENGLISH.iter().any(|it| it.eq_ignore_ascii_case(word));
    let enough = most * 6 >= words.len() && words.iter().filter(english).count() * 20 < words.len();
    enough.then_some(language)
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
