//! Prints what is extracted from one page as JSON: `{"text", "title", "author", "date"}`. The text is every block but
//! headline, byline and caption, as the published benchmarks of article extraction count it.

use sayso::ingest::{self, Format, Input, Options, worker};
use sayso::types::BlockKind;
use std::process::ExitCode;

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "an example's output")]
fn main() -> ExitCode {
    let Some(argument) = std::env::args().nth(1) else {
        eprintln!("usage: extract_page PAGE.html");
        return ExitCode::FAILURE;
    };
    if argument == worker::ARGUMENT {
        return if worker::serve().is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let blocks = std::env::args().nth(2).is_some_and(|it| it == "--blocks");
    let options = Options {
        format: Some(Format::Html),
        worker: std::env::current_exe().ok().map(Into::into),
        ..Options::default()
    };
    for document in ingest::open(&Input::named(&argument), &options) {
        match document {
            Ok(document) => {
                let body = document.blocks.iter().filter(|block| {
                    !matches!(block.kind, BlockKind::Headline | BlockKind::Byline | BlockKind::Caption)
                });
                let text: Vec<&str> = body.map(|block| block.span.of(&document.text)).collect();
                let head = &document.masthead;
                if blocks {
                    println!("{head:#?}");
                    for block in &document.blocks {
                        println!("{}: {} {:?}", block.kind.name(), block.span.of(&document.text), block.embed);
                    }
                } else {
                    let date = head.published.map(|at| at.to_string());
                    let record = serde_json::json!({
                        "text": text.join("\n\n"), "title": head.title, "author": head.authors, "date": date,
                    });
                    println!("{record}");
                }
            }
            Err(error) => {
                eprintln!("{error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
