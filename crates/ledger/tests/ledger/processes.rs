//! Several processes, and processes that are killed or run out of room: nothing recorded is lost, nothing is there twice.
//!
//! A test starts this very program again as the process it needs; what that one does stands in [`PART`].

use crate::record::{Folder, report};
use sayso_ledger::ask::{Kind, Question};
use sayso_ledger::{Ledger, What};
use sayso_wire::Record;
use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::ops::Range;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, SystemTime};

/// Names what a process that a test started does: `add`, `ask` or `fill`, a file, and which reports.
const PART: &str = "SAYSO_TEST_PART";

/// How often `add` is killed; more where [`MORE_KILLS`] says so.
const KILLS: usize = 12;
const MORE_KILLS: &str = "SAYSO_KILLS";

/// The report of a number.
fn made(number: u32) -> Record {
    let filler = "The ferry was late again, and nobody at the landing knew why. ".repeat(8 + (number % 40) as usize);
    let text = format!("“Boat {number} will not sail before the wind turns,” she said. {filler}");
    report(&format!("https://example.org/{number}"), &text, "1")
}

/// Starts this program as somebody who does a part.
fn start(part: &str, path: &Path, numbers: &Range<u32>) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    as_part(&mut command, part, path, numbers).spawn().unwrap()
}

fn as_part<'a>(command: &'a mut Command, part: &str, path: &Path, numbers: &Range<u32>) -> &'a mut Command {
    command
        .args(["--exact", "processes::part", "--nocapture", "--quiet"])
        .env(PART, format!("{part} {} {} {}", numbers.start, numbers.end, path.display()))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
}

/// What a process that a test started does; nothing otherwise.
#[test]
fn part() {
    let Ok(part) = std::env::var(PART) else { return };
    let mut words = part.splitn(4, ' ');
    let mut word = || words.next().unwrap();
    let (part, from, to, path) = (word(), word().parse().unwrap(), word().parse().unwrap(), Path::new(word()));
    match part {
        "add" => add(path, from..to),
        "ask" => ask(path, from as usize),
        _ => fill(path, from..to),
    }
}

/// Adds reports and says of each that it is recorded.
fn add(path: &Path, numbers: Range<u32>) {
    let mut ledger = Ledger::open(path).unwrap();
    for number in numbers {
        ledger.record(&made(number)).unwrap();
        told(number);
    }
}

fn told(number: u32) {
    // A line of its own: the harness writes to the same place.
    let mut out = std::io::stdout().lock();
    writeln!(out, "\nrecorded {number}").unwrap();
    out.flush().unwrap();
}

/// Asks again and again until so many reports are there.
fn ask(path: &Path, all: usize) {
    for _ in 0..4000 {
        let ledger = Ledger::open_to_ask(path).unwrap();
        let found = ledger.search(&Question { words: Some("boat".into()), ..Question::of(Kind::Report, 10) }).unwrap();
        assert!(found.iter().all(|it| it.words.contains("Boat")), "{found:?}");
        if there(&ledger).len() >= all {
            return;
        }
        std::thread::sleep(Duration::from_millis(15));
    }
    panic!("they never came");
}

/// Adds until there is no room, and looks at what is there.
fn fill(path: &Path, numbers: Range<u32>) {
    let mut ledger = Ledger::open(path).unwrap();
    let mut recorded = BTreeSet::new();
    let failed = numbers.into_iter().find_map(|number| {
        ledger.record(&made(number)).err().or_else(|| {
            told(number);
            recorded.insert(format!("https://example.org/{number}"));
            None
        })
    });
    let failed = failed.expect("there is room for all");
    assert!(matches!(failed.what, What::Full), "{failed:?}");
    assert!(failed.is_lasting() && failed.to_string().contains("the disk is full"), "{failed}");
    drop(ledger);
    let ledger = Ledger::open_to_ask(path).unwrap();
    ledger.check().unwrap();
    assert_eq!(there(&ledger), recorded);
}

/// The addresses of the reports that are there, none of them twice.
fn there(ledger: &Ledger) -> BTreeSet<String> {
    let rows = ledger.sql("SELECT url FROM document", usize::MAX).unwrap().rows;
    let urls: BTreeSet<String> = rows.iter().map(|row| format!("{:?}", row[0])).collect();
    assert_eq!(urls.len(), rows.len(), "a report is there twice");
    urls.iter().map(|it| it.trim_start_matches("Text(\"").trim_end_matches("\")").to_owned()).collect()
}

/// What a process said it had recorded, until it ended.
fn recorded(child: &mut Child) -> BTreeSet<String> {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let numbers = lines.filter_map(|line| line.strip_prefix("recorded ")?.parse::<u32>().ok());
    numbers.map(|number| format!("https://example.org/{number}")).collect()
}

fn ended(mut child: Child) -> ExitStatus {
    // Its output is read to the end, so that it does not wait for somebody who reads.
    recorded(&mut child);
    child.wait().unwrap()
}

#[test]
fn what_was_recorded_outlives_a_kill() {
    const REPORTS: Range<u32> = 0..150;
    let folder = Folder::new("kills");
    let path = folder.ledger();
    let kills = std::env::var(MORE_KILLS).ok().and_then(|it| it.parse().ok()).unwrap_or(KILLS);
    let mut kept = BTreeSet::new();
    for kill in 0..kills {
        // Later and later, so that each part of the work is hit, but never twice at one moment.
        let chance = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().subsec_nanos() % 40;
        let mut child = start("add", &path, &REPORTS);
        std::thread::sleep(Duration::from_millis(5 + u64::from(chance) + 300 * kill as u64 / kills as u64));
        child.kill().unwrap();
        let said = recorded(&mut child);
        child.wait().unwrap();
        kept.extend(said);
        if path.is_file() {
            // Opening to write mends what was cut off; whoever asks before that must not fail either, once it is a ledger.
            let ledger = Ledger::open(&path).unwrap();
            ledger.check().unwrap();
            let there = there(&ledger);
            assert!(kept.is_subset(&there), "lost after kill {kill}: {:?}", kept.difference(&there));
        }
    }
    assert!(ended(start("add", &path, &REPORTS)).success(), "the next one goes on");
    let ledger = Ledger::open_to_ask(&path).unwrap();
    ledger.check().unwrap();
    assert_eq!(there(&ledger).len(), REPORTS.len());
}

#[test]
fn two_add_and_ten_ask_at_once() {
    let folder = Folder::new("crowd");
    let path = folder.ledger();
    drop(Ledger::open(&path).unwrap());
    // Half of their reports are the same.
    let adding = [0..80, 40..120].map(|numbers| start("add", &path, &numbers));
    let asking: Vec<Child> = (0..10).map(|_| start("ask", &path, &(120..120))).collect();
    for child in adding.into_iter().chain(asking) {
        assert!(ended(child).success());
    }
    let ledger = Ledger::open_to_ask(&path).unwrap();
    ledger.check().unwrap();
    assert_eq!(there(&ledger).len(), 120);
}

/// On a disk of two megabytes, where the system lets a test have one.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_costs_no_report() {
    let folder = Folder::new("full");
    let place = folder.ledger().with_file_name("disk");
    std::fs::create_dir(&place).unwrap();
    // A namespace of its own: the disk is gone with the process.
    let mount = |then: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c"]);
        command.arg(format!("mount -t tmpfs -o size=2m tmpfs '{}' && {then}", place.display()));
        command.stderr(Stdio::null());
        command
    };
    if !mount("true").status().is_ok_and(|it| it.success()) {
        println!("skipped: no disk can be mounted here");
        return;
    }
    let mut command = mount("exec \"$0\" \"$@\"");
    command.arg(std::env::current_exe().unwrap()).stderr(Stdio::inherit());
    let mut child = as_part(&mut command, "fill", &place.join("test.sayso"), &(0..20_000)).spawn().unwrap();
    let said = recorded(&mut child);
    assert!(child.wait().unwrap().success());
    assert!(said.len() > 10, "it recorded {} before the disk was full", said.len());
}

/// A limit of the size of files breaks off in the midst of a write; without it, the next one goes on.
#[test]
#[cfg(unix)]
fn a_file_that_may_not_grow_costs_no_report() {
    let folder = Folder::new("limit");
    let path = folder.ledger();
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; ulimit -f 6000; exec \"$0\" \"$@\""]).arg(std::env::current_exe().unwrap());
    command.stderr(Stdio::null());
    let mut child = as_part(&mut command, "add", &path, &(0..20_000)).spawn().unwrap();
    let said = recorded(&mut child);
    assert!(!child.wait().unwrap().success(), "the limit was never reached");
    assert!(said.len() > 10, "it recorded {} before", said.len());
    let last = said.len() as u32 + 5;
    assert!(ended(start("add", &path, &(0..last))).success());
    let ledger = Ledger::open_to_ask(&path).unwrap();
    ledger.check().unwrap();
    let there = there(&ledger);
    assert!(said.is_subset(&there) && there.len() == last as usize, "{} of {last}", there.len());
}

/// A folder that may not be written is told, and what is there can still be asked.
#[test]
#[cfg(unix)]
fn a_read_only_folder_can_be_asked() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("readonly");
    let path = folder.ledger();
    let mut ledger = Ledger::open(&path).unwrap();
    ledger.record(&made(1)).unwrap();
    drop(ledger);
    let (inside, mode) = (path.parent().unwrap(), |mode| std::fs::Permissions::from_mode(mode));
    std::fs::set_permissions(&path, mode(0o444)).unwrap();
    std::fs::set_permissions(inside, mode(0o555)).unwrap();
    // Whoever may do everything may write here, too.
    let may_all = std::fs::write(inside.join("try"), "").is_ok();
    let asked = Ledger::open_to_ask(&path).map(|ledger| there(&ledger).len());
    let added = Ledger::open(&path).and_then(|mut ledger| ledger.record(&made(2)).map(drop));
    let made_new = Ledger::open(&inside.join("new.sayso")).map(drop);
    std::fs::set_permissions(inside, mode(0o755)).unwrap();
    assert_eq!(asked.unwrap(), 1);
    if !may_all {
        for failed in [added.unwrap_err(), made_new.unwrap_err()] {
            assert!(matches!(failed.what, What::ReadOnly), "{failed:?}");
        }
    }
}
