//! What people look at: the terminal view and the page, of the example in the repository.

use crate::harness::{Folder, root};

fn example(arguments: &[&str]) -> String {
    let page = root().join("examples/bridge.html");
    Folder::new().run([&["read", page.to_str().unwrap()], arguments].concat()).ok()
}

#[test]
fn the_example_is_read_as_a_report_without_what_surrounds_it() {
    let text = example(&["--width", "100"]);
    for there in [
        "Nell Ward",
        "The Calder Quay Ledger",
        "Maren Holt",
        "@adabrook_mayor",
        "Lorries wait at the closed Orrin Bridge",
    ] {
        assert!(text.contains(there), "{there} is missing in\n{text}");
    }
    for absent in [
        "Subscribe",
        "cookies",
        "sofas",
        "Most read",
        "Lottery",
        "quayside_pete",
        "Privacy",
        "morning briefing",
        "van insurance",
    ] {
        assert!(!text.contains(absent), "{absent} is in\n{text}");
    }
    for section in ["WHO SPEAKS", "FIGURES, AND ON WHOSE WORD"] {
        assert!(text.contains(section), "{section} is missing in\n{text}");
    }
}

#[test]
fn colours_come_on_demand_and_brackets_without() {
    let (plain, bright) = (example(&[]), example(&["--color", "always"]));
    assert!(!plain.contains('\u{1b}') && plain.contains('⟨'));
    assert!(bright.contains("\u{1b}[") && !bright.contains('⟨'));
    let folder = Folder::new();
    let mut command = folder.command();
    let page = root().join("examples/bridge.html");
    let forced = command.args(["read", "--color", "never", page.to_str().unwrap()]).env("CLICOLOR_FORCE", "1").output();
    assert!(!forced.unwrap().stdout.contains(&0x1b));
}

#[test]
fn no_line_is_wider_than_asked_for() {
    for width in [20, 40, 63, 64, 80, 120] {
        let text = example(&["--width", &width.to_string()]);
        // The line under the headline holds an address, which is not broken.
        for line in text.lines().filter(|line| !line.contains("https://")) {
            let room = width.max(52);
            assert!(line.chars().count() <= room, "{width}: {line}");
        }
    }
}

#[test]
fn control_characters_of_a_report_do_not_reach_the_terminal() {
    let folder = Folder::new();
    folder.file(
        "evil.txt",
        "“Look\u{1b}]0;title\u{7} here,” said \u{9b}31mAda Brook.\n".to_owned() + &"Nothing more was said. ".repeat(30),
    );
    let text = folder.run(["read", "--color", "never", "evil.txt"]).ok();
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
}

#[test]
fn the_page_stands_alone_and_runs_nothing() {
    let page = example(&["--format", "html"]);
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"));
    assert!(page.contains("<title>Engineers “begged” council to shut Orrin Bridge, report finds · Sayso</title>"));
    for fetched in ["<script", "<img", "<link", "<iframe", "src=", "url(", "@import", " on"] {
        let found = page.match_indices(fetched).map(|(at, _)| &page[at..]);
        let harmful = found.filter(|rest| {
            fetched != " on"
                || rest[3..].chars().take_while(char::is_ascii_lowercase).count() > 0 && {
                    let name = rest[3..].trim_start_matches(|c: char| c.is_ascii_lowercase());
                    name.starts_with("=\"")
                }
        });
        assert_eq!(harmful.count(), 0, "{fetched}");
    }
    for part in
        ["Who speaks", "prefers-color-scheme: dark", "@media print", "class=\"legend\"", "Content-Security-Policy"]
    {
        assert!(page.contains(part), "{part}");
    }
    balanced(&page);
}

#[test]
fn everything_of_a_report_is_escaped_on_the_page() {
    let folder = Folder::new();
    let evil = "<script>alert('x')</script> \"&\" </style>";
    folder.file("evil.txt", format!("“{evil},” said Ada Brook <b onclick=\"y\">.\n"));
    let flags = [format!("--title={evil}"), format!("--outlet={evil}"), "--url=javascript:alert(1)".to_owned()];
    let page = folder.run(["read", "-f", "html", "evil.txt"].map(str::to_owned).into_iter().chain(flags)).ok();
    assert!(!page.contains("<script") && !page.contains("<b onclick") && !page.contains("href=\"javascript"));
    assert_eq!(page.matches("</style>").count(), 1);
    balanced(&page);
}

#[test]
fn many_reports_make_one_page() {
    let folder = Folder::new();
    folder.file("a.txt", "“No,” said Ada Brook.").file("b.txt", "“Yes,” said Tom Reed.");
    let page = folder.run(["read", "-f", "html", "a.txt", "b.txt"]).ok();
    assert_eq!(
        (page.matches("<article").count(), page.matches("<html").count(), page.matches("</html>").count()),
        (2, 1, 1)
    );
    balanced(&page);
}

/// Every element that is opened is closed, in order, and no id is given twice.
fn balanced(page: &str) {
    const VOID: [&str; 2] = ["meta", "!doctype"];
    let mut open = Vec::new();
    let mut ids = std::collections::HashSet::new();
    for tag in page.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
        let name = tag.split([' ', '\n']).next().unwrap();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "at <{tag}>"),
            None if VOID.contains(&name) => {}
            None => open.push(name),
        }
        if let Some(id) = tag.split(" id=\"").nth(1) {
            assert!(ids.insert(id.split('"').next().unwrap().to_owned()), "id twice: {tag}");
        }
    }
    assert_eq!(open, [] as [&str; 0]);
}
