//! Ingest from outside: pages with every hint, inputs that are broken, a server that misbehaves, pages mutated at random.
//!
//! This program is its own extracting child process: started with that argument it serves pages.

#![expect(clippy::print_stdout, reason = "a test program with a main of its own prints its results")]

mod archive;
mod broken;
mod feeds;
mod fetch;
mod follow;
mod mutate;
mod pages;
mod parts;
mod reach;
mod records;
mod server;
mod warc;

use sayso::ingest::{self, Error, Input, Options, worker};
use sayso::types::Document;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|it| it == worker::ARGUMENT) {
        return if worker::serve().is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let checks: [(&str, fn()); 60] = [
        ("pages::mastheads", pages::mastheads),
        ("pages::every_meta_name", pages::every_meta_name),
        ("pages::embedded_posts", pages::embedded_posts),
        ("pages::another_language", pages::another_language),
        ("pages::advertisements", pages::advertisements),
        ("records::text_is_kept_to_the_character", records::text_is_kept_to_the_character),
        ("records::json_lines", records::json_lines),
        ("records::items_on_threads", records::items_on_threads),
        ("records::json_arrays_and_objects", records::json_arrays_and_objects),
        ("records::the_caller_goes_over_the_page", records::the_caller_goes_over_the_page),
        ("records::formats_by_content", records::formats_by_content),
        ("broken::inputs_at_their_limits", broken::inputs_at_their_limits),
        ("broken::pages", broken::pages),
        ("broken::json_lines", broken::json_lines),
        ("broken::a_page_that_takes_too_long", broken::a_page_that_takes_too_long),
        ("broken::a_worker_that_dies", broken::a_worker_that_dies),
        ("broken::a_worker_that_hangs_is_killed", broken::a_worker_that_hangs_is_killed),
        ("feeds::rss", feeds::rss),
        ("feeds::rss_1_and_prefixes", feeds::rss_1_and_prefixes),
        ("feeds::atom", feeds::atom),
        ("feeds::json_feed", feeds::json_feed),
        ("feeds::told_by_content", feeds::told_by_content),
        ("feeds::broken", feeds::broken),
        ("feeds::at_their_limits", feeds::at_their_limits),
        ("follow::entries_as_pages", follow::entries_as_pages),
        ("follow::private_networks", follow::private_networks),
        ("follow::hosts_have_their_pause", follow::hosts_have_their_pause),
        ("follow::servers_that_ask_to_wait", follow::servers_that_ask_to_wait),
        ("follow::lists", follow::lists),
        ("follow::a_feed_is_read_from_its_address", follow::a_feed_is_read_from_its_address),
        ("fetch::a_page_and_its_charset", fetch::a_page_and_its_charset),
        ("fetch::redirects", fetch::redirects),
        ("fetch::sizes", fetch::sizes),
        ("fetch::times", fetch::times),
        ("fetch::answers_that_are_none", fetch::answers_that_are_none),
        ("reach::closed_addresses", reach::closed_addresses),
        ("reach::schemes_ports_and_users", reach::schemes_ports_and_users),
        ("reach::redirects", reach::redirects),
        ("reach::names", reach::names),
        ("reach::a_name_that_changes", reach::a_name_that_changes),
        ("reach::followed_entries", reach::followed_entries),
        ("reach::hosts_that_the_operator_allows", reach::hosts_that_the_operator_allows),
        ("reach::no_proxy", reach::no_proxy),
        ("reach::what_answers_is_not_told", reach::what_answers_is_not_told),
        ("warc::every_coding", warc::every_coding),
        ("warc::what_is_passed_over_is_counted", warc::what_is_passed_over_is_counted),
        ("warc::quirks_of_crawls", warc::quirks_of_crawls),
        ("warc::one_in_five_broken", warc::one_in_five_broken),
        ("warc::bytes_flipped", warc::bytes_flipped),
        ("warc::cut_off", warc::cut_off),
        ("warc::dictionaries", warc::dictionaries),
        ("warc::no_archives", warc::no_archives),
        ("warc::at_their_limits", warc::at_their_limits),
        ("warc::how_far_it_is", warc::how_far_it_is),
        ("parts::together_they_are_the_whole", parts::together_they_are_the_whole),
        ("parts::of_damaged_archives", parts::of_damaged_archives),
        ("parts::what_cannot_be_cut", parts::what_cannot_be_cut),
        ("parts::pages_on_archives", parts::pages_on_archives),
        ("parts::files_and_what_is_no_archive", parts::files_and_what_is_no_archive),
        ("mutate::nothing_panics", mutate::nothing_panics),
    ];
    let wanted = arguments.iter().find(|it| !it.starts_with('-'));
    let mut failed = 0;
    for (name, check) in checks.iter().filter(|(name, _)| wanted.is_none_or(|wanted| name.contains(wanted.as_str()))) {
        let fine = std::panic::catch_unwind(check).is_ok();
        println!("test {name} ... {}", if fine { "ok" } else { "FAILED" });
        failed += usize::from(!fine);
    }
    println!("test result: {}. {failed} failed", if failed == 0 { "ok" } else { "FAILED" });
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Options with this program as the extracting child process.
fn with_worker() -> Options {
    let program = std::env::current_exe().expect("this program has a path");
    Options { worker: Some(program.into()), ..Options::default() }
}

fn bytes(name: &str, bytes: impl Into<Vec<u8>>) -> Input {
    Input::Bytes { name: name.to_owned(), bytes: bytes.into() }
}

fn all(input: &Input, options: &Options) -> Vec<Result<Document, Error>> {
    ingest::open(input, options).collect()
}

/// The one document of an input.
fn one(input: &Input, options: &Options) -> Document {
    let mut found = all(input, options);
    assert_eq!(found.len(), 1, "{input:?}");
    found.remove(0).unwrap_or_else(|error| panic!("{error}"))
}

/// The one error of an input; it names the item and is one line.
fn error(input: &Input, options: &Options) -> Error {
    let mut found = all(input, options);
    assert_eq!(found.len(), 1, "one item: {}", input.name());
    let error = found.remove(0).expect_err(&input.name());
    let shown = error.to_string();
    assert!(shown.starts_with(&input.name()) && !shown.contains('\n') && shown.len() < 300, "{shown}");
    error
}
