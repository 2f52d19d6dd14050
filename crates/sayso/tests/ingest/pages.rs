//! Pages of our own making: what their mastheads and embedded posts must come out as.

use crate::{bytes, one, with_worker};
use sayso::ingest::{Extractor, Hint, Input, Options};
use sayso::types::{BlockKind, Document};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ingest/pages")
}

fn read(input: &Input, address: Option<&str>, extractor: &mut Extractor) -> Document {
    let hint = Hint { url: address.map(str::to_owned), ..Hint::default() };
    let options = Options { hint, ..with_worker() };
    let mut found: Vec<_> = sayso::ingest::open_with(input, &options, extractor).collect();
    assert_eq!(found.len(), 1);
    found.remove(0).unwrap_or_else(|error| panic!("{error}"))
}

/// Each page ends in a comment with what is expected of it, a line a field.
pub(crate) fn mastheads() {
    let mut extractor = Extractor::new(&with_worker());
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder()).expect("pages").map(|entry| entry.expect("a page").path()).collect();
    files.sort();
    let (mut dated, mut right, mut wrong) = (0, 0, Vec::new());
    for file in &files {
        let page = std::fs::read_to_string(file).expect("a readable page");
        let (_, expected) = page.rsplit_once("<!-- expected\n").expect("what is expected");
        let fields: Vec<(&str, &str)> = expected.lines().filter_map(|line| line.split_once(": ")).collect();
        let address = fields.iter().find(|(name, _)| *name == "address").map(|(_, value)| *value);
        let document = read(&Input::File(file.clone()), address, &mut extractor);
        let head = &document.masthead;
        for (name, value) in fields {
            let stamp = |at: Option<sayso::types::Timestamp>| at.map_or("none".to_owned(), |at| at.to_string());
            let found = match name {
                "address" => continue,
                "title" => head.title.clone().unwrap_or_default(),
                "authors" => head.authors.join("; "),
                "outlet" => head.outlet.clone().unwrap_or_default(),
                "url" => head.url.clone().unwrap_or_default(),
                "modified" => stamp(head.modified),
                "published" => stamp(head.published),
                other => panic!("{}: no field {other}", file.display()),
            };
            dated += usize::from(name == "published");
            right += usize::from(name == "published" && found == value);
            if found != value {
                wrong.push(format!("{}: {name} is {found}, not {value}", file.display()));
            }
        }
        let first = &document.blocks[0];
        assert_eq!(first.kind, BlockKind::Headline, "{}", file.display());
        assert_eq!(Some(first.span.of(&document.text)), head.title.as_deref(), "{}", file.display());
        assert_eq!(document.blocks.iter().filter(|block| block.kind == BlockKind::Headline).count(), 1);
        for noise in ["About us", "Home", "All rights"] {
            assert!(!document.text.contains(noise), "{}: {noise}", file.display());
        }
    }
    println!("published date right on {right} of {dated} pages, {} %", right * 100 / dated);
    assert!(right * 100 >= dated * 85, "published dates");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// One page for every name in the table, with other dates around.
pub(crate) fn every_meta_name() {
    let table = include_str!("../../../../data/page_fields.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect::<Vec<_>>());
    let mut extractor = Extractor::new(&with_worker());
    let (mut names, mut right) = (0, 0);
    for row in rows.filter(|row| matches!(row[0], "published" | "modified") && row[1] == "meta") {
        let attribute = if row[2].contains(':') { "property" } else { "name" };
        let page = format!(
            "<html><head><title>Harbour wall to be raised</title><meta {attribute}=\"{}\" content=\"2026-03-04T09:05:00+00:00\">\
             </head><body><article><h1>Harbour wall to be raised</h1><p>The harbour wall at Port Elsby will be raised by \
             two metres next spring, the council said on Monday, after the third flood in a year.</p><p>“We cannot wait \
             for another winter,” Mayor Tom Field told reporters at the town hall.</p></article></body></html>",
            row[2]
        );
        let document = read(&bytes("page.html", page), None, &mut extractor);
        let found = if row[0] == "published" { document.masthead.published } else { document.masthead.modified };
        names += 1;
        right += usize::from(found.is_some_and(|at| at.to_string() == "2026-03-04T09:05:00Z"));
    }
    println!("dates right on {right} of {names} pages with one name each");
    assert!(names >= 27 && right == names);
}

pub(crate) fn embedded_posts() {
    let document = one(&Input::File(folder().join("embeds.html")), &with_worker());
    let posts: Vec<_> = document.blocks.iter().filter(|block| block.kind == BlockKind::Post).collect();
    let seen: Vec<_> = posts
        .iter()
        .map(|block| {
            let embed = block.embed.as_ref().expect("whose post it is");
            let words = |word: &Option<String>| word.clone().unwrap_or_default();
            let at = embed.published.map_or(String::new(), |at| at.date.to_string());
            (words(&embed.platform), words(&embed.handle), at, words(&embed.url))
        })
        .collect();
    let expected = [
        ("X", "elsbycouncil", "2026-03-03", "https://twitter.com/elsbycouncil/status/1234567890"),
        ("Instagram", "tomfield", "2026-03-03", "https://www.instagram.com/p/Cabc123/"),
        ("Facebook", "elsbyferries", "2026-03-03", "https://www.facebook.com/elsbyferries/posts/998877"),
        ("Bluesky", "lenamarsh.example", "2026-03-03", "https://bsky.app/profile/lenamarsh.example/post/3k"),
        ("Truth Social", "astley", "2026-03-03", "https://truthsocial.com/@astley/posts/11223344"),
        ("Mastodon", "elsbybridge@social.example", "", "https://social.example/@elsbybridge/11223344556677"),
        ("Telegram", "elsbynews", "2026-03-04", "https://t.me/elsbynews/77"),
        ("Reddit", "marketgirl", "", "https://www.reddit.com/r/portelsby/comments/abc/bridge_closed/"),
        ("TikTok", "elsbylad", "", "https://www.tiktok.com/@elsbylad/video/7001"),
        ("Threads", "ineswrites", "", "https://www.threads.net/@ineswrites/post/Dxyz"),
    ];
    let expected = expected.map(|(a, b, c, d)| (a.to_owned(), b.to_owned(), c.to_owned(), d.to_owned()));
    assert_eq!(seen, expected);
    let kinds: Vec<BlockKind> = document.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(
        kinds[..5],
        [BlockKind::Headline, BlockKind::Byline, BlockKind::Caption, BlockKind::Paragraph, BlockKind::Post]
    );
    assert_eq!(kinds.iter().filter(|kind| **kind == BlockKind::Quote).count(), 1);
    // Each post stands where it stood: between two paragraphs.
    for (at, _) in kinds.iter().enumerate().filter(|(_, kind)| **kind == BlockKind::Post) {
        assert_eq!((kinds[at - 1], kinds[at + 1] == BlockKind::Post), (BlockKind::Paragraph, false));
    }
    for gone in ["View this post", "View on Threads", "Another story"] {
        assert!(!document.text.contains(gone), "{gone}");
    }
}

pub(crate) fn another_language() {
    let page = "<html lang=\"en\"><body><article><h1>Die Brücke bleibt zu</h1><p>Die alte Brücke ist seit Dienstag für den \
                gesamten Verkehr gesperrt, nachdem Taucher Risse in zwei Pfeilern gefunden haben, wie die Stadt mitteilte.</p>\
                <p>Die Händler am Nordufer erklärten, man habe ihnen nichts gesagt, bevor am Morgen die Absperrungen \
                aufgestellt wurden. Die Fähre fuhr mit zwei zusätzlichen Booten.</p></article></body></html>";
    let document = one(&bytes("page.html", page), &with_worker());
    assert_eq!(document.masthead.language.as_deref(), Some("de"));
    let english = one(&Input::File(folder().join("embeds.html")), &with_worker());
    assert_eq!(english.masthead.language.as_deref(), Some("en"));
    let short = one(&bytes("note.txt", "Berlin: Brücke gesperrt"), &Options::default());
    assert_eq!(short.masthead.language.as_deref(), Some("en"));
    for (language, text) in [
        (
            "de",
            "Die Brücke ist seit Dienstag gesperrt, teilte die Stadt mit. „Wir haben keine Wahl“, sagte der \
                Bürgermeister. Die Händler am Nordufer sind nicht zufrieden, und auch die Fähre fährt nicht mehr.",
        ),
        (
            "fr",
            "Le pont est fermé depuis mardi, a annoncé la mairie. « Nous n’avons pas le choix », a déclaré le maire. \
                Les commerçants de la rive nord ne sont pas contents, et le bac ne circule plus.",
        ),
        (
            "es",
            "El puente está cerrado desde el martes, anunció el ayuntamiento. «No tenemos otra opción», dijo la \
                alcaldesa. Los comerciantes de la orilla norte no están contentos.",
        ),
    ] {
        let line = serde_json::json!({"text": text}).to_string();
        for input in [bytes("note.txt", text), bytes("r.jsonl", line)] {
            assert_eq!(one(&input, &Options::default()).masthead.language.as_deref(), Some(language), "{text}");
        }
    }
    // English, however many names of other languages are in it.
    for text in [
        "Le Monde, El País, La Repubblica and Der Spiegel Sue Los Angeles Startup Over De La Cruz Archive, Die Zeit Says",
        "Mayor Ada Brook, Council Leader Tom Reed Clash Over £3.1m Orrin Bridge Repairs: Live Updates, Photos, Maps",
        "San Juan de los Lagos, El Paso, La Paz, Las Cruces: mayors meet in Los Alamos, sign deal on water, trade, energy",
    ] {
        assert_eq!(
            one(&bytes("note.txt", text), &Options::default()).masthead.language.as_deref(),
            Some("en"),
            "{text}"
        );
    }
}

pub(crate) fn advertisements() {
    let paragraph = |n: usize| {
        format!(
            "<p>The harbour wall at Port Elsby will be raised by {n} metres next spring, the council said on Monday, after the \
                 third flood in a year. Work begins in April and lasts until the autumn.</p>"
        )
    };
    let page = |between: &str| {
        let text = format!(
            "<body><article><h1>Wall to be raised</h1>{}{}{between}{}{}</article></body>",
            paragraph(2),
            paragraph(3),
            paragraph(4),
            paragraph(5)
        );
        one(&bytes("page.html", text), &with_worker()).text.to_string()
    };
    for between in [
        "<div class=\"ad\"><p>Soft sofas, half the price until Sunday</p></div>",
        "<div class='box ad-slot'><a href=/s>Soft sofas, half the price</a></div>",
        "<div id=advert><a href=/s>Soft sofas, half the price</a></div>",
        "<section aria-label=Advertisement><p>Soft sofas, half the price</p></section>",
        "<div class=z7><p>ADVERTISEMENT</p><p><a href=/s>Soft sofas, half the price</a></p></div>",
    ] {
        let text = page(between);
        assert!(!text.contains("sofas") && text.contains("raised by 5 metres"), "{between}: {text}");
    }
    // A class that only sounds like it costs nothing, nor does one round the whole report.
    assert!(page("<div class=ad-free><p>A plan of the wall can be seen in the library.</p></div>").contains("library"));
    let whole = format!("<body><div class=ad><h1>Wall to be raised</h1>{}{}</div></body>", paragraph(2), paragraph(3));
    assert!(one(&bytes("page.html", whole), &with_worker()).text.contains("raised by 3 metres"));
}
