//! `sayso add` killed, without room, without the right to write, and in company: nothing recorded is lost, nothing is there twice.

use crate::harness::{Folder, Ran};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime};

/// How often `add` is killed; [`MORE_KILLS`] may ask for more.
const KILLS: u64 = 20;
const MORE_KILLS: &str = "SAYSO_KILLS";

/// Reports of a file.
const REPORTS: usize = 300;

/// Reports as JSON Lines, from one number to another. Their sayings differ, so that none is another's copy.
fn reports(from: usize, to: usize) -> String {
    let names = ["Ada Brook", "Omar Castell", "Mara Lindqvist", "Piet Orrel", "Tessa Vane", "Ruben Holt", "Inga Marsh"];
    let things =
        ["bridge", "ferry", "harbour wall", "water tower", "night bus", "grain store", "school roof", "tram depot"];
    let lines = (from..to).map(|n| {
        let (name, thing) = (names[n % names.len()], things[n / 3 % things.len()]);
        let text = format!(
            "The {thing} of district {n} was closed on Monday.\n\n“We counted {} cracks in the {thing} and will count again,” Mayor {name} said. \
             At least {} people were injured when part number {n} fell, an official said.",
            n + 2,
            n % 90 + 2,
        );
        let day = n % 27 + 1;
        serde_json::json!({"id": format!("r{n}"), "url": format!("https://example.org/{n}"), "outlet": format!("Outlet {}", n % 9),
                           "title": format!("District {n} loses its {thing}"), "published": format!("2026-03-{day:02}"), "text": text})
        .to_string()
    });
    lines.collect::<Vec<_>>().join("\n")
}

const ADD: [&str; 5] = ["add", "--weights", "none", "--ledger", "test.ledger"];

fn start(folder: &Folder, input: &str) -> Child {
    folder.command().args(ADD).arg(input).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn add(folder: &Folder, input: &str) -> Ran {
    folder.run(ADD.into_iter().chain([input]))
}

/// The answer to a question in SQL that has one row, as comma-separated values.
fn answer(folder: &Folder, question: &str) -> String {
    let out = folder.run(["sql", "--ledger", "test.ledger", "--format", "csv", question]).ok();
    out.lines().nth(1).unwrap_or_default().to_owned()
}

/// How many reports are there, each once, in a ledger that is whole.
fn whole(folder: &Folder) -> usize {
    assert_eq!(answer(folder, "PRAGMA integrity_check"), "ok");
    let counts = answer(
        folder,
        "SELECT count(*), count(DISTINCT url), (SELECT count(DISTINCT document) FROM reading WHERE superseded = 0) FROM document",
    );
    let counts: Vec<usize> = counts.split(',').map(|it| it.parse().unwrap()).collect();
    assert!(counts[0] == counts[1] && counts[1] == counts[2], "reports, addresses, readings in force: {counts:?}");
    counts[0]
}

#[test]
fn add_goes_on_after_kills() {
    let folder = Folder::new();
    folder.file("reports.jsonl", reports(0, REPORTS));
    let kills = std::env::var(MORE_KILLS).ok().and_then(|it| it.parse().ok()).unwrap_or(KILLS);
    let mut before = 0;
    for kill in 0..kills {
        let chance = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().subsec_nanos() % 60;
        let mut child = start(&folder, "reports.jsonl");
        // Later and later, so that every part of the work is hit.
        std::thread::sleep(Duration::from_millis(10 + u64::from(chance) + 600 * kill / kills));
        child.kill().unwrap();
        child.wait().unwrap();
        // Before its tables were made it is an empty file, or none.
        let begun = folder.run(["sql", "--ledger", "test.ledger", "SELECT count(*) FROM document"]).code == Some(0);
        if begun || before > 0 {
            let there = whole(&folder);
            assert!(there >= before, "{before} reports were there before kill {kill}, {there} after it");
            before = there;
        }
    }
    let last = add(&folder, "reports.jsonl");
    assert_eq!(last.code, Some(0), "{last:?}");
    assert_eq!(whole(&folder), REPORTS);
    let again = add(&folder, "reports.jsonl");
    assert_eq!((again.code, whole(&folder)), (Some(0), REPORTS), "{again:?}");
}

#[test]
fn two_add_while_ten_ask() {
    let folder = Folder::new();
    folder
        .file("one.jsonl", reports(0, 200))
        .file("two.jsonl", reports(100, REPORTS))
        .file("first.jsonl", reports(0, 1));
    // Whoever asks before there is a ledger is told so; here it is about what comes after.
    assert_eq!(add(&folder, "first.jsonl").code, Some(0));
    let mut adding = ["one.jsonl", "two.jsonl"].map(|input| start(&folder, input));
    std::thread::scope(|scope| {
        let asking = || {
            for _ in 0..12 {
                let found = folder.run(["search", "--ledger", "test.ledger", "--format", "jsonl", "district"]);
                assert_eq!((found.code, found.err.as_str()), (Some(0), ""), "{found:?}");
            }
        };
        (0..10).for_each(|_| drop(scope.spawn(asking)));
    });
    for child in &mut adding {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(whole(&folder), REPORTS);
}

/// A limit of the size of files stands for a full disk: it breaks off in the midst of a write.
#[test]
#[cfg(unix)]
fn no_room_costs_no_report() {
    let folder = Folder::new();
    folder.file("reports.jsonl", reports(0, REPORTS));
    let run = Command::new("sh")
        .current_dir(&folder.0)
        .env("XDG_CONFIG_HOME", folder.0.join("config"))
        .args(["-c", "trap '' XFSZ; ulimit -f 6000; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_sayso")])
        .args(ADD)
        .arg("reports.jsonl")
        .output()
        .unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(2), "{said}");
    assert!(said.contains("test.ledger: "), "the ledger is named: {said}");
    let there = whole(&folder);
    assert!(there < REPORTS, "the limit was never reached");
    let next = add(&folder, "reports.jsonl");
    assert_eq!((next.code, whole(&folder)), (Some(0), REPORTS), "{next:?}");
}

/// On a disk of two megabytes, where the system lets a test have one.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    let folder = Folder::new();
    folder.file("reports.jsonl", reports(0, 3000)).file("disk/empty", "");
    let script = "mount -t tmpfs -o size=2m tmpfs disk && if [ \"$1\" = probe ]; then exit 0; fi
                  \"$0\" add --weights none --ledger disk/test.ledger reports.jsonl; echo \"code $?\"
                  \"$0\" sql --ledger disk/test.ledger --format csv 'PRAGMA integrity_check'
                  \"$0\" sql --ledger disk/test.ledger --format csv 'SELECT count(*) > 0, count(*) = count(DISTINCT url) FROM document'";
    let run = |probe: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script, env!("CARGO_BIN_EXE_sayso"), probe]);
        command.current_dir(&folder.0).env("XDG_CONFIG_HOME", folder.0.join("config")).output()
    };
    if !run("probe").is_ok_and(|it| it.status.success()) {
        println!("skipped: no disk can be mounted here");
        return;
    }
    let ran = run("add").unwrap();
    let (out, said) = (String::from_utf8(ran.stdout).unwrap(), String::from_utf8(ran.stderr).unwrap());
    assert!(said.contains("disk/test.ledger: the disk is full"), "{said}");
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0] == "code 2" && lines[2] == "ok" && lines[4] == "1,1", "{out}{said}");
}

/// Where nothing may be written, that is what is said; what is there can still be asked.
#[test]
#[cfg(unix)]
fn a_read_only_folder_is_told_and_asked() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    folder.file("reports.jsonl", reports(0, 3)).file("more.jsonl", reports(3, 6));
    assert_eq!(add(&folder, "reports.jsonl").code, Some(0));
    let mode = |name: &str, mode| {
        std::fs::set_permissions(folder.0.join(name), std::fs::Permissions::from_mode(mode)).unwrap()
    };
    mode("test.ledger", 0o444);
    mode(".", 0o555);
    // Whoever may do everything may write here, too.
    let may_all = std::fs::write(folder.0.join("try"), "").is_ok();
    let (asked, added) = (folder.run(["search", "--ledger", "test.ledger", "district"]), add(&folder, "more.jsonl"));
    mode(".", 0o755);
    mode("test.ledger", 0o644);
    assert_eq!(asked.code, Some(0), "{asked:?}");
    if !may_all {
        assert_eq!(added.code, Some(2), "{added:?}");
        assert!(added.err.contains("test.ledger: cannot be written"), "{}", added.err);
        assert_eq!(whole(&folder), 3);
    }
}
