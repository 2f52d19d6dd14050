//! Prints attributions of a folder of texts as `score_attribution.py` reads them (code point offsets).

use sayso::Reader;
use sayso::ingest::{self, Hint};
use serde_json::json;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).expect("usage: dump_attributions TEXT_FOLDER");
    let mut files: Vec<_> = std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let reader = Reader::default();
    for file in files {
        let text = std::fs::read_to_string(&file)?;
        let name = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let document = ingest::text(&text, &Hint { published: sayso::date("2016-09-01"), ..Hint::default() });
        let (reading, _) = reader.read(&document);
        let at = |byte: u32| text[..byte as usize].chars().count();
        let span = |it: sayso::types::Span| json!([at(it.start), at(it.end)]);
        let list = |it: Option<sayso::types::Span>| it.map(|it| vec![span(it)]).unwrap_or_default();
        let rows: Vec<_> = reading.statements.iter().map(|s| json!({
            "source": list(s.source), "cue": list(s.cue), "content": s.content.iter().map(|&it| span(it)).collect::<Vec<_>>(),
            "by": format!("{:?}", s.by.finder), "score": s.by.score,
        })).collect();
        println!("{}", json!({"doc": name, "attributions": rows}));
    }
    Ok(())
}
