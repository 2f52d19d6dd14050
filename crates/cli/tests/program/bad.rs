//! Everything that goes wrong with inputs, each beside reports that are read: one line, which names it.

use crate::harness::Folder;
use crate::server::{bomb, respond, serve};

const GOOD: &str = "“The bridge is safe,” Mayor Ada Brook said on Monday.\n";

/// Names and contents that cannot be read, with what the line about each opens with and what else it says.
fn files() -> Vec<(&'static str, Vec<u8>, &'static str, &'static str)> {
    let text = |words: &str| words.as_bytes().to_vec();
    let page = "<article><p>The harbour wall at Port Elsby will be raised by two metres next spring.</p>";
    vec![
        ("empty.txt", Vec::new(), "empty.txt: ", "empty"),
        ("blank.txt", text(" \n\n"), "blank.txt: ", "empty"),
        ("binary.txt", b"\x00\x01\x02\xff".repeat(50), "binary.txt: ", "binary"),
        ("binary.html", b"\x89PNG\r\n\x1a\n".to_vec(), "binary.html: ", "a PNG picture"),
        ("cut.html", format!("{page}<a href=\"/x").into_bytes(), "cut.html: ", "truncated"),
        ("ten.txt", GOOD.repeat(180_000).into_bytes(), "ten.txt: ", "too large: more than 4 MB"),
        (
            "ten.html",
            format!("<article>{}", "<p>The harbour wall will be raised by two metres next spring.</p>".repeat(160_000))
                .into_bytes(),
            "ten.html: ",
            "too large: more than 60000 tags",
        ),
        ("deep.html", "<div>".repeat(100_000).into_bytes(), "deep.html: ", "nested more than"),
        ("invalid.txt", b"one\ntwo \xff\xfe three".to_vec(), "invalid.txt: ", "invalid UTF-8 at byte 8 (line 2)"),
        ("none.html", text("<html><body><nav>Home</nav></body></html>"), "none.html: ", "no text of a report"),
        (
            "array.jsonl",
            text("{\"text\": \"One.\"}\n[1, 2]\n{\"text\": \"Two.\"}\n"),
            "array.jsonl:2: ",
            "no JSON object",
        ),
        ("words.jsonl", text("{\"text\": \"One.\"}\n\nOnce upon a time\n"), "words.jsonl:3: ", "no JSON"),
        ("cut.jsonl", text("{\"text\": \"One.\"}\n{\"text\": \"Tw"), "cut.jsonl:2: ", "truncated"),
        (
            "huge.jsonl",
            format!("{{\"text\": \"{}\"}}\n{{\"text\": \"Two.\"}}\n", "a".repeat(33 << 20)).into_bytes(),
            "huge.jsonl:1: ",
            "too large: more than 32 MB",
        ),
    ]
}

/// Reports that are read from among the bad files above.
const READ_AMONG_THEM: usize = 5;

/// A server for what goes wrong on the way.
fn server() -> String {
    serve(|path, stream| match path {
        "/bomb" => respond(stream, "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", &bomb(400_000)),
        "/file" => respond(stream, "302 Found\r\nLocation: file:///etc/hostname", b""),
        "/gone" => respond(stream, "404 Not Found", b""),
        _ => respond(stream, "302 Found\r\nLocation: /for-ever", b""),
    })
}

#[test]
fn each_bad_input_is_one_line_that_names_it_and_the_others_are_read() {
    let folder = Folder::new();
    folder.file("good.txt", GOOD).file("folder.html/good.txt", GOOD);
    let server = server();
    let mut inputs: Vec<String> = Vec::new();
    let mut expected: Vec<(String, String)> = Vec::new();
    for (name, content, place, why) in files() {
        folder.file(name, content);
        inputs.extend(["good.txt".to_owned(), name.to_owned()]);
        expected.push((place.to_owned(), why.to_owned()));
    }
    for (path, why) in [
        ("/bomb", "too large: more than 32 MB"),
        ("/for-ever", "redirects more than 10 times"),
        ("/file", "redirects to file:///etc/hostname, which is neither http nor https"),
        ("/gone", "404"),
    ] {
        inputs.push(format!("{server}{path}"));
        expected.push((format!("{server}{path}: "), why.to_owned()));
    }
    inputs.extend(["absent.txt".to_owned(), "folder.html".to_owned(), "-".to_owned(), "good.txt".to_owned()]);
    expected.extend([("absent.txt: ".to_owned(), "No such file".to_owned()), ("-: ".to_owned(), "empty".to_owned())]);
    for threads in ["1", "3"] {
        let ran =
            folder.run(["read", "-f", "jsonl", "-j", threads].map(str::to_owned).into_iter().chain(inputs.clone()));
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        let lines: Vec<&str> = ran.err.lines().collect();
        assert_eq!(lines.len(), expected.len(), "{}", ran.err);
        for (line, (place, why)) in lines.iter().zip(&expected) {
            assert!(
                line.starts_with(&format!("sayso: {place}")) && line.contains(why),
                "{place}{why} is not in: {line}"
            );
            assert!(line.len() < 300, "{line}");
        }
        assert_eq!(ran.out.lines().count(), files().len() + READ_AMONG_THEM + 2, "{}", ran.err);
    }
    let only = folder.run(["read", "empty.txt", "absent.txt"]);
    assert_eq!((only.code, only.out.as_str(), only.err.lines().count()), (Some(2), "", 2));
}

/// Circles and pipes that a folder holds by chance do not keep the program; a pipe that is named is read.
#[test]
#[cfg(unix)]
fn links_in_a_circle_pipes_and_a_closed_input_do_not_hang() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    folder.file("in/good.txt", GOOD);
    symlink("..", folder.0.join("in/up")).unwrap();
    symlink("loop.txt", folder.0.join("in/loop.txt")).unwrap();
    for pipe in ["in/pipe.txt", "pipe"] {
        assert!(std::process::Command::new("mkfifo").arg(folder.0.join(pipe)).status().unwrap().success());
    }
    let ran = folder.run(["read", "-f", "jsonl", "in"]);
    assert_eq!((ran.code, ran.out.lines().count(), ran.err.lines().count()), (Some(1), 1, 1), "{ran:?}");
    assert!(ran.err.starts_with("sayso: in/loop.txt: cannot be read: "), "{}", ran.err);
    let pipe = folder.0.join("pipe");
    let writer = std::thread::spawn(move || std::fs::write(pipe, GOOD).unwrap());
    assert_eq!(folder.run(["read", "-f", "jsonl", "pipe"]).ok().lines().count(), 1);
    writer.join().unwrap();
    let shell = std::process::Command::new("/bin/sh")
        .args(["-c", "exec \"$0\" read - <&-", env!("CARGO_BIN_EXE_sayso")])
        .output()
        .unwrap();
    let said = String::from_utf8(shell.stderr).unwrap();
    assert_eq!((shell.status.code(), said.lines().count()), (Some(2), 1), "{said}");
    assert!(said.starts_with("sayso: -: "), "{said}");
}
