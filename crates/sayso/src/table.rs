//! The word lists and code tables of `data/`: tab-separated lines under a header of `#` comments.

/// The rows of a table, each cut at its tabs; comment lines and empty lines are left out.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('\t').collect())
}
