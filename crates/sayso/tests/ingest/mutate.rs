//! Pages, texts and records changed at random, from a fixed seed: whatever comes in, nothing panics.

use crate::{bytes, with_worker};
use sayso::ingest::{self, ErrorKind, Extractor};
use std::time::{Duration, Instant};

/// Xorshift: no more is needed to choose where to break something.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (limit.max(1) as u64)).expect("below a usize")
    }
}

pub(crate) fn nothing_panics() {
    const PIECES: [&[u8]; 17] = [
        b"]]>",
        b"&nope;",
        b"</item>",
        b"<",
        b">",
        b"\"",
        b"<!--",
        b"</p>",
        b"<blockquote class=twitter-tweet>",
        b"\xff",
        b"\xe2\x80",
        b"&#0;",
        b"\n\n",
        b"{",
        b"\\u",
        b"<table><tr><td>",
        "“\u{301}İ".as_bytes(),
    ];
    let seeds: [(&str, &[u8]); 6] = [
        ("a.html", include_bytes!("pages/embeds.html")),
        ("a.html", include_bytes!("pages/jsonld_graph.html")),
        ("a.txt", "Harbour wall\n\nBy Ada Brook\n\n- “No,” she said.\n— Ada (@ada) March 4, 2026\n> 1. x".as_bytes()),
        (
            "a.jsonl",
            b"{\"id\": 1, \"text\": \"a\", \"published\": \"Wed, 04 Mar 2026 09:05:00 GMT\"}\n{\"html\": \"<p>b\"}\n",
        ),
        ("a.xml", crate::feeds::RSS.as_bytes()),
        ("a.json", crate::feeds::JSON.as_bytes()),
    ];
    let options = with_worker();
    let mut extractor = Extractor::new(&options);
    let mut random = Random(0x5eed_1e55);
    let begin = Instant::now();
    let mut runs = 0;
    while runs < 400 && begin.elapsed() < Duration::from_secs(2) {
        let (name, seed) = seeds[runs % seeds.len()];
        let mut content = seed.to_vec();
        for _ in 0..=random.below(6) {
            let at = random.below(content.len());
            match random.below(4) {
                0 => content.truncate(at),
                1 => {
                    let end = (at + random.below(40)).min(content.len());
                    content.drain(at..end);
                }
                2 => {
                    let piece = PIECES[random.below(PIECES.len())];
                    content.splice(at..at, piece.iter().copied());
                }
                _ => content.iter_mut().skip(at).take(1).for_each(|byte| *byte = byte.wrapping_add(1)),
            }
        }
        for found in ingest::open_with(&bytes(name, content.clone()), &options, &mut extractor) {
            match found {
                Ok(document) => {
                    for block in &document.blocks {
                        assert!(document.text.get(block.span.range()).is_some_and(|words| words == words.trim()));
                    }
                }
                Err(error) => assert!(
                    !matches!(error.kind(), ErrorKind::Extractor | ErrorKind::TimeOut),
                    "{error} on {}",
                    String::from_utf8_lossy(&content)
                ),
            }
        }
        runs += 1;
    }
    println!("{runs} mutated inputs");
}
