//! GDELT's rows against a table of its columns and their types.

/// The table: stream, column, type.
const COLUMNS: &str = include_str!("gdelt_columns.tsv");

/// What is wrong with the rows of a stream (`events`, `mentions` or `gkg`); empty if nothing.
pub(crate) fn faults(stream: &str, rows: &str) -> Vec<String> {
    let columns: Vec<(&str, &str)> = COLUMNS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.strip_prefix(stream)?.strip_prefix('\t')?.split_once('\t'))
        .collect();
    let mut out = Vec::new();
    if !rows.is_empty() && !rows.ends_with('\n') {
        out.push("the last row has no end".to_owned());
    }
    for row in rows.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        if cells.len() != columns.len() {
            out.push(format!("{stream}: {} cells, {} columns: {row}", cells.len(), columns.len()));
        }
        for (cell, (name, kind)) in cells.iter().zip(&columns) {
            let needed = !kind.ends_with('?') && !kind.starts_with("list");
            let wrong = if cell.is_empty() { needed } else { !fits(cell, kind.trim_end_matches('?')) };
            if wrong {
                out.push(format!("{stream}: {name}: {cell:?} is no {kind}"));
            }
        }
    }
    out
}

fn fits(cell: &str, kind: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let words: Vec<&str> = kind.split(' ').collect();
    match words[..] {
        ["id"] => digits(cell) && cell.parse::<i64>().is_ok(),
        ["integer"] => cell.parse::<i64>().is_ok(),
        ["float"] => cell.parse::<f64>().is_ok_and(f64::is_finite),
        ["text"] => true,
        ["date"] => digits(cell) && cell.len() == 8,
        ["stamp"] => digits(cell) && cell.len() == 14,
        ["record"] => cell.split_once('-').is_some_and(|(stamp, n)| fits(stamp, "stamp") && digits(n)),
        ["cameo"] => digits(cell) && (2..=4).contains(&cell.len()),
        ["codes"] => cell.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()),
        ["fips"] => fits(cell, "codes") && cell.len() == 2,
        ["floats", n] => cell.split(',').all(|it| fits(it, "float")) && n.parse() == Ok(cell.split(',').count()),
        ["list", between, inside, n] => cell.split(between).all(|it| n.parse() == Ok(it.split(inside).count())),
        _ => panic!("{kind}: no such type"),
    }
}
