//! Money: signs, codes and names, from `data/currencies.tsv`.

use super::phrases::Phrases;
use super::piece::{Gap, Kind, Line};
use crate::read::Page;
use crate::table;
use rustc_hash::FxHashMap;
use sayso_types::{Reading, TokenKind};
use std::sync::OnceLock;

/// The currency sign or code before a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Money {
    pub(super) code: &'static str,
    /// The sign's first byte, and its token.
    pub(super) start: usize,
    pub(super) token: usize,
}

#[derive(Debug)]
struct Tables {
    /// By sign or code, case as written.
    signs: FxHashMap<&'static str, &'static str>,
    /// Code and how many of it one is, by name.
    names: Phrases<(&'static str, f64)>,
    /// Codes that share a form, by that form.
    shared: FxHashMap<&'static str, Vec<&'static str>>,
    /// Country of a code.
    countries: FxHashMap<&'static str, &'static str>,
}

/// Codes that are English words in capitals; only their signs and names count.
const WORDS: [&str; 7] = ["ALL", "TRY", "MAD", "CUP", "COP", "PEN", "TOP"];

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let rows: Vec<_> = table::rows(table::CURRENCIES).collect();
        let (mut signs, mut names, mut countries) = (FxHashMap::default(), Vec::new(), FxHashMap::default());
        for row in &rows {
            let code = row[0];
            for sign in row[1].split('|').filter(|sign| !sign.is_empty() && !WORDS.contains(sign)) {
                signs.entry(sign).or_insert(code);
            }
            if !WORDS.contains(&code) {
                signs.entry(code).or_insert(code);
            }
            names.extend(row[2].split('|').map(|name| (name, (code, 1.0))));
            names.extend(row[3].split('|').map(|name| (name, (code, 0.01))));
            if let Some(country) = row.get(4).filter(|country| !country.is_empty()) {
                countries.insert(code, *country);
            }
        }
        let shared = table::rows(table::CURRENCIES_SHARED)
            .flat_map(|row| row[0].split('|').map(move |form| (form, row[1].split('|').collect())))
            .collect();
        Tables { signs, names: Phrases::forward(names.into_iter()), shared, countries }
    })
}

/// The sign before a token: `$`, `US $`, `Rs.`, `KD`, `EUR`.
pub(super) fn sign_before(page: &Page<'_>, token: usize) -> Option<Money> {
    let last = token.checked_sub(1)?;
    let word = page.word(last);
    let is_sign = match page.kind(last) {
        TokenKind::Symbol => true,
        TokenKind::Word => word.len() > 1 && word.starts_with(char::is_uppercase) && word.len() <= 7,
        // `Rs.` where the stop was cut off.
        TokenKind::Mark => word == "." && last > 0 && !page.space_before(last),
        _ => false,
    };
    if !is_sign {
        return None;
    }
    let signs = &tables().signs;
    let start = |token: usize| page.tokens()[token].span.start as usize;
    if word == "." {
        let before = page.word(last - 1);
        let code = *signs.get(before).filter(|_| before.len() > 1 && before.len() < 5)?;
        return Some(Money { code, start: start(last - 1), token: last - 1 });
    }
    // `US $5`, `C $6`, `aud$ 15`; but *A $5 million plan* begins with an article
    let country = last.checked_sub(1).map_or("", |t| page.word(t));
    if last > 0 && word.ends_with('$') && (country != "A" || !page.space_before(last)) {
        let joined = [country, word].concat();
        let upper = || signs.get(joined.to_ascii_uppercase().as_str()).filter(|_| country.len() > 1);
        if let Some(&code) = signs.get(joined.as_str()).or_else(upper) {
            return Some(Money { code, start: start(last - 1), token: last - 1 });
        }
    }
    let code = *signs.get(word)?;
    Some(Money { code, start: start(last), token: last })
}

/// A sign stuck to the digits of one token (`KD200`, `R120`, `USD115`), and its bytes.
pub(super) fn prefix(page: &Page<'_>, token: usize) -> Option<(Money, usize)> {
    let word = page.word(token);
    let skip = word.find(|c: char| c.is_ascii_digit()).filter(|&at| at > 0 && at <= 6)?;
    let start = page.tokens()[token].span.start as usize;
    let letters = &word[..skip];
    if letters.contains('-') {
        return None;
    }
    // `$US160`
    if token > 0 && page.word(token - 1) == "$" && !page.space_before(token) {
        let code = *tables().signs.get([letters, "$"].concat().as_str())?;
        let start = page.tokens()[token - 1].span.start as usize;
        return Some((Money { code, start, token: token - 1 }, skip));
    }
    let code = *tables().signs.get(letters)?;
    let rest = page.text().get(start + skip..)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    // `P5` and `N95` are no money, `R120 000` is.
    let long = digits > 2 || rest[digits..].starts_with([',', '.']) || rest[digits..].starts_with(char::is_alphabetic);
    (letters.chars().count() > 1
        || long
        || super::number::scale_word(&Line::of(page, token), start + skip + digits).is_some())
    .then_some((Money { code, start, token }, skip))
}

/// The currency's name or code after a number that ends at `at`: code, factor, gap, end.
pub(super) fn name_after(
    page: &Page<'_>,
    line: &Line<'_>,
    at: usize,
    value: f64,
) -> Option<(&'static str, f64, Gap, usize)> {
    let piece = line.piece(at)?;
    if piece.kind == Kind::Sign {
        let sign = page.text().get(piece.start..piece.end)?;
        let code =
            *tables().signs.get(sign).filter(|_| piece.gap == Gap::None || !followed_by_digit(line, piece.end))?;
        return Some((code, 1.0, piece.gap, piece.end));
    }
    if piece.kind == Kind::Digits {
        return None;
    }
    if let Some(((code, factor), gap, end)) = tables().names.after(line, at) {
        let name = line.word(piece);
        let enough = value.abs() >= 1000.0;
        let fits = match name {
            // Also a verb, weights and an adjective.
            "won" | "pound" | "pounds" | "real" | "sol" | "sterling" | "sterlings" | "dong" | "lev" | "kip" => {
                enough || end > piece.end
            }
            "p" | "cfa" => gap == Gap::None,
            _ => true,
        };
        if fits && !line.rest(end).starts_with(|c: char| c.is_ascii_digit()) {
            return Some((code, factor, gap, end));
        }
    }
    let written = page.text().get(piece.start..piece.end)?;
    if !written.is_ascii() {
        return tables().signs.get(written).map(|code| (*code, 1.0, piece.gap, piece.end));
    }
    // `30 MUSD`
    if let Some(&code) = written.strip_prefix('M').filter(|it| it.len() == 3).and_then(|it| tables().signs.get(it)) {
        return Some((code, 1e6, piece.gap, piece.end));
    }
    if line.rest(piece.end).starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let code = page.text().get(piece.start..piece.end).filter(|it| it.len() == 3)?;
    let code = *tables().signs.get(code).filter(|found| **found == code)?;
    Some((code, 1.0, piece.gap, piece.end))
}

fn followed_by_digit(line: &Line<'_>, at: usize) -> bool {
    line.piece(at).is_some_and(|it| it.kind == Kind::Digits)
}

/// The currency meant by a form that several countries share: that of the country the report names most.
pub(super) fn settle(code: &'static str, form: &str, reading: &Reading) -> &'static str {
    let tables = tables();
    let Some(codes) = tables.shared.get(form.to_lowercase().as_str()).filter(|codes| codes[0] == code) else {
        return code;
    };
    let named = |code: &str| {
        let country = tables.countries.get(code).copied();
        reading.places.iter().filter(|it| country.is_some() && it.place.country == country).count()
    };
    let mut best = (code, named(code));
    // Any report may count in US dollars; another dollar has to be the only one in sight.
    if form.eq_ignore_ascii_case("$") || form.to_lowercase().starts_with("dollar") {
        if best.1 > 0 {
            return code;
        }
        let mut others = codes[1..].iter().filter(|code| named(code) > 0);
        return match (others.next(), others.next()) {
            (Some(&only), None) if named(only) > 3 && matches!(only, "CAD" | "AUD" | "NZD") => only,
            _ => code,
        };
    }
    for &other in &codes[1..] {
        let count = named(other);
        if count > best.1 {
            best = (other, count);
        }
    }
    best.0
}
