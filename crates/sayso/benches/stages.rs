//! Each stage alone, on the reports of `examples/`: `cargo bench -p sayso`. `sayso bench` measures the whole.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use sayso::ingest::{Extractor, Hint, Input, Options, items, text};
use sayso::types::{Document, Segments, Signals};
use sayso::{Encoder, Reader, Stage, read, resolve, segment};
use std::sync::LazyLock;

const TEXT: &str = include_str!("../../../examples/harbour.txt");
const PAGE: &str = include_str!("../../../examples/bridge.html");

/// A report of some thousand words: the example over and over.
static DOCUMENT: LazyLock<Document> = LazyLock::new(|| {
    let words = TEXT.split_whitespace().count();
    text(&vec![TEXT; 1000_usize.div_ceil(words)].join("\n\n"), &Hint::default())
});

static ENCODER: LazyLock<Encoder> = LazyLock::new(Encoder::new);

fn main() {
    divan::main();
}

fn bytes() -> BytesCount {
    BytesCount::new(DOCUMENT.text.len())
}

fn signals(threads: usize) -> (Segments, Signals) {
    let segments = segment::segment(&DOCUMENT);
    let signals = ENCODER.encode(&DOCUMENT, &segments, threads);
    (segments, signals)
}

#[divan::bench]
fn extract(bencher: Bencher<'_, '_>) {
    let options = Options::default();
    let mut extractor = Extractor::new(&options);
    let input = Input::Bytes { name: "bridge.html".into(), bytes: PAGE.into() };
    let item = items(&input, &options).next().expect("one page").expect("a page");
    bencher.counter(BytesCount::new(PAGE.len())).bench_local(|| extractor.document(item.clone()).expect("a report"));
}

#[divan::bench]
fn segments(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).bench(|| segment::segment(black_box(&DOCUMENT)));
}

#[divan::bench(args = [1, 2])]
fn encode(bencher: Bencher<'_, '_>, threads: usize) {
    let segments = segment::segment(&DOCUMENT);
    bencher.counter(bytes()).bench(|| ENCODER.encode(&DOCUMENT, black_box(&segments), threads));
}

#[divan::bench]
fn rules(bencher: Bencher<'_, '_>) {
    let (segments, signals) = signals(1);
    let page = read::Page::new(&DOCUMENT, &segments, &signals);
    bencher.counter(bytes()).bench(|| read::read(black_box(&page)));
}

#[divan::bench]
fn resolving(bencher: Bencher<'_, '_>) {
    let (segments, signals) = signals(1);
    let page = read::Page::new(&DOCUMENT, &segments, &signals);
    let reading = read::read(&page);
    bencher.counter(bytes()).bench(|| resolve::resolve(&page, &mut reading.clone()));
}

#[divan::bench]
fn whole(bencher: Bencher<'_, '_>) {
    let reader = Reader::default();
    bencher.counter(bytes()).bench(|| reader.read_watched(black_box(&DOCUMENT), 1, |_: Stage| {}));
}
