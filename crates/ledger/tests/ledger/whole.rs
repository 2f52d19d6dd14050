//! Whether a ledger is whole: SQLite's own check, and full text that holds what is in force and nothing else.

use rusqlite::Connection;
use std::path::Path;

/// The searched tables, their columns, and what of them is in force.
const SEARCHED: [(&str, &str, &str); 4] = [
    ("document", "title, text, keys", "replaced = 0"),
    ("statement", "words, keys", FORCE),
    ("event", "words, names, keys", FORCE),
    ("figure", "words, \"of\", keys", FORCE),
];

const FORCE: &str = "reading IN (SELECT r.id FROM reading r JOIN document d ON d.id = r.document WHERE r.superseded = 0 AND d.replaced = 0)";

/// Fails where anything is amiss.
pub(crate) fn whole(path: &Path) {
    let c = Connection::open(path).unwrap();
    let one = |sql: &str| c.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(one("PRAGMA integrity_check"), "ok");
    assert_eq!(one("SELECT count(*) || '' FROM pragma_foreign_key_check"), "0");
    for (table, columns, in_force) in SEARCHED {
        // The same words indexed afresh give the same index, to the last place of the last word.
        c.execute_batch(&format!(
            "INSERT INTO {table}_words ({table}_words) VALUES ('integrity-check');
             CREATE VIRTUAL TABLE temp.fresh USING fts5 ({columns}, tokenize = 'porter unicode61 remove_diacritics 2');
             INSERT INTO fresh (rowid, {columns}) SELECT id, {columns} FROM {table} WHERE {in_force};
             CREATE VIRTUAL TABLE temp.is_there USING fts5vocab (main, {table}_words, instance);
             CREATE VIRTUAL TABLE temp.should_be USING fts5vocab (temp, fresh, instance);"
        ))
        .unwrap();
        for (less, more) in [("should_be", "is_there"), ("is_there", "should_be")] {
            let odd = one(&format!(
                "SELECT coalesce(group_concat(term || ' in ' || doc), '') FROM (SELECT * FROM temp.{more} EXCEPT SELECT * FROM temp.{less})"
            ));
            assert_eq!(odd, "", "{table}: {more} has what {less} has not");
        }
        c.execute_batch("DROP TABLE temp.is_there; DROP TABLE temp.should_be; DROP TABLE temp.fresh;").unwrap();
    }
}
