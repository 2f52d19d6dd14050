//! Text and JSON: what comes out is what went in, in order, with what the caller knows on top.

use crate::{all, bytes, error, one, with_worker};
use sayso::ingest::{self, ErrorKind, Extractor, Hint, Input, Options};
use sayso::types::BlockKind;

pub(crate) fn text_is_kept_to_the_character() {
    let text = "\n  Ferry strike enters its second week \r\n\r\nBy Ines Vale\r\n\r\n\u{a0}Crews stayed away for an eighth day on Tuesday, the company said.\t\n\n\n• “No,” she said — “not yet.”";
    let document = one(&bytes("report.txt", text), &Options::default());
    assert_eq!(&*document.text, text);
    let kinds: Vec<BlockKind> = document.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [BlockKind::Headline, BlockKind::Byline, BlockKind::Paragraph, BlockKind::ListItem]);
    assert_eq!(document.masthead.title.as_deref(), Some("Ferry strike enters its second week"));
    assert_eq!(document.masthead.authors, ["Ines Vale"]);
    let mut end = 0;
    for block in &document.blocks {
        assert!(text[end..block.span.start as usize].trim().is_empty(), "only white space between blocks");
        end = block.span.end as usize;
    }
    // A byte order mark is no part of the text; older encodings are told from broken ones.
    assert_eq!(&*one(&bytes("a.txt", "\u{feff}No."), &Options::default()).text, "No.");
    assert_eq!(&*one(&bytes("a.txt", b"caf\xe9 in Gen\xe8ve".to_vec()), &Options::default()).text, "café in Genève");
    let utf16: Vec<u8> = "\u{feff}Nö.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(&*one(&bytes("a.txt", utf16), &Options::default()).text, "Nö.");
}

pub(crate) fn json_lines() {
    let lines = concat!(
        "{\"id\": \"one\", \"text\": \"A\\nb “c”.\", \"published\": \"2026-03-04T09:05:00Z\", \"outlet\": \"Elsby Post\"}\n",
        "\n",
        "not JSON\n",
        "{\"text\": \"D.\", \"title\": \"D.\", \"authors\": [\"Ada Brook\", \"Tom Field\"], \"url\": \"https://elsbypost.example/d\"}\r\n",
        "{\"id\": 7, \"html\": \"<article><h1>Harbour wall to be raised</h1><p>The harbour wall at Port Elsby will be raised by two metres next spring, the council said on Monday.</p></article>\"}",
    );
    let found = all(&bytes("reports.jsonl", lines), &with_worker());
    assert_eq!(found.len(), 4);
    let first = found[0].as_ref().expect("a document");
    assert_eq!((first.id.as_str(), &*first.text), ("one", "A\nb “c”."));
    assert_eq!(first.origin.name, "reports.jsonl:1");
    assert_eq!(first.masthead.outlet.as_deref(), Some("Elsby Post"));
    let wrong = found[1].as_ref().expect_err("an error");
    assert_eq!((wrong.kind(), wrong.item()), (ErrorKind::Json, "reports.jsonl:3"));
    let third = found[2].as_ref().expect("a document");
    assert_eq!(third.masthead.authors, ["Ada Brook", "Tom Field"]);
    assert_eq!(third.id, third.origin.digest);
    assert_eq!(third.blocks[0].kind, BlockKind::Headline);
    let page = found[3].as_ref().expect("a document");
    assert_eq!(page.id, "7");
    assert_eq!(page.masthead.title.as_deref(), Some("Harbour wall to be raised"));
}

/// Items of one stream may be turned into documents by several threads, each with an extractor of its own.
pub(crate) fn items_on_threads() {
    let lines: String = (0..40).map(|at| format!("{{\"id\": \"{at}\", \"text\": \"Report {at}.\"}}\n")).collect();
    let options = Options::default();
    let items = std::sync::Mutex::new(ingest::items(&bytes("r.jsonl", lines), &options));
    let mut found: Vec<String> = std::thread::scope(|scope| {
        let work = || {
            let mut extractor = Extractor::new(&options);
            let mut ids = Vec::new();
            while let Some(item) = { items.lock().expect("no panic").next() } {
                ids.push(extractor.document(item.expect("an item")).expect("a document").id);
            }
            ids
        };
        let threads = [scope.spawn(work), scope.spawn(work)];
        threads.into_iter().flat_map(|it| it.join().expect("no panic")).collect()
    });
    found.sort_by_key(|id| id.parse::<u32>().expect("a number"));
    assert_eq!(found, (0..40).map(|at| at.to_string()).collect::<Vec<_>>());
}

pub(crate) fn json_arrays_and_objects() {
    let array = "[\n {\"text\": \"One [, {\\\"\"},\n {\"text\":\n \"Two\"}, 3, {\"text\": \"Four\"}\n]\n";
    let found = all(&bytes("reports.json", array), &Options::default());
    let texts: Vec<_> =
        found.iter().map(|it| it.as_ref().map_or_else(|error| error.to_string(), |it| it.text.to_string())).collect();
    assert_eq!(texts, ["One [, {\"", "Two", "reports.json:4: no JSON object but a number", "Four"]);
    assert_eq!(found[3].as_ref().expect("a document").origin.name, "reports.json:4");
    let object = "{\n  \"text\": \"One\",\n  \"title\": null\n}\n";
    assert_eq!(&*one(&bytes("report", object), &Options::default()).text, "One");
    let cut = error(&bytes("reports.json", "[{\"text\": \"One"), &Options::default());
    assert_eq!((cut.kind(), cut.item()), (ErrorKind::Truncated, "reports.json:1"));
}

pub(crate) fn the_caller_goes_over_the_page() {
    let published = sayso::date("2026-01-01");
    let hint = Hint {
        published,
        url: Some("https://elsbypost.example/x".into()),
        outlet: Some("Marrow Mail".into()),
        ..Hint::default()
    };
    let options = Options { hint, ..with_worker() };
    let line = "{\"id\": \"a\", \"text\": \"No.\", \"published\": \"2026-03-04\", \"outlet\": \"Elsby Post\"}\n";
    let head = one(&bytes("r.jsonl", line), &options).masthead;
    assert_eq!((head.published, head.outlet.as_deref()), (published, Some("Marrow Mail")));
    let page = "<meta property=\"og:site_name\" content=\"Elsby Post\"><meta name=\"date\" content=\"2026-03-04\"><article><h1>Harbour \
                wall to be raised</h1><p>The harbour wall at Port Elsby will be raised by two metres next spring.</p></article>";
    let head = one(&bytes("page.html", page), &options).masthead;
    assert_eq!((head.published, head.outlet.as_deref()), (published, Some("Marrow Mail")));
    assert_eq!(head.url.as_deref(), Some("https://elsbypost.example/x"));
}

pub(crate) fn formats_by_content() {
    let page = "\u{feff} <!doctype html><article><p>The harbour wall at Port Elsby will be raised by two metres.</p></article>";
    assert!(one(&bytes("-", page), &with_worker()).text.starts_with("The harbour"));
    assert_eq!(&*one(&bytes("-", "<i>No</i>, she said."), &Options::default()).text, "<i>No</i>, she said.");
    assert_eq!(all(&bytes("-", "{\"text\": \"A.\"}\n{\"text\": \"B.\"}\n"), &Options::default()).len(), 2);
    assert_eq!(&*one(&bytes("-", "{Laughter} No, she said."), &Options::default()).text, "{Laughter} No, she said.");
    assert_eq!(Input::named("-"), Input::Stdin);
    assert_eq!(Input::named("HTTPS://elsbypost.example/"), Input::Url("HTTPS://elsbypost.example/".into()));
    assert!(matches!(Input::named("a/b.html"), Input::File(_)));
}
