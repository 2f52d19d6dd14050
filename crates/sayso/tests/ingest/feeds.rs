//! Feeds as they stand: what is read of each kind of entry, what is wrong with a broken one, and how much is too much.

use crate::{all, bytes, error, with_worker};
use sayso::ingest::{Error, ErrorKind, Input, Limits, Options};
use sayso::types::{BlockKind, Document};
use std::io::Write as _;

pub(crate) const RSS: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
  <title>Elsby Post &amp;amp; Echo</title>
  <atom:link rel="self" href="https://elsbypost.example/feeds/all.xml"/>
  <link>https://elsbypost.example/</link>
  <image><title>A logo</title><link>https://elsbypost.example/logo</link></image>
  <item>
    <title>Wall &amp;#8211; to be raised</title>
    <media:title>A picture of the wall</media:title>
    <link>/2026/wall?from=feed</link>
    <guid isPermaLink="false">tag:elsbypost.example,2026:wall</guid>
    <pubDate>Wed, 04 Mar 2026 09:05:00 GMT</pubDate>
    <dc:creator><![CDATA[Ines Vale]]></dc:creator>
    <description>Only the summary of it, which is not read.</description>
    <content:encoded><![CDATA[<p>The wall will be raised, <b>Ada Brook</b> said &amp; smiled.</p><blockquote>“It was time.”</blockquote>
      <p>The post <a href="/w">Wall to be raised</a> appeared first on <a href="/">Elsby Post</a>.</p>]]></content:encoded>
  </item>
  <item>
    <title>Ferry late</title>
    <description>&lt;p&gt;The ferry caf&eacute; was full, &lsquo;nobody&rsquo; complained.&lt;/p&gt;&lt;p&gt;It left at noon.&lt;/p&gt;</description>
    <guid>https://elsbypost.example/ferry</guid>
    <author>desk@elsbypost.example (Tom Reed)</author>
    <source url="https://marrowmail.example/rss">Marrow Mail</source>
  </item>
  <item><description>Fish & chips cost 5 pounds now.

A year ago they cost 4.</description><guid>17</guid></item>
  <item><title>Nothing but a link</title><link>https://elsbypost.example/link</link></item>
</channel>
</rss>
"#;

pub(crate) const JSON: &str = r#"{
  "authors": [{"name": "The desk"}],
  "home_page_url": "https://elsbypost.example/",
  "items": [
    {"id": "https://elsbypost.example/1", "url": "/1", "title": "Wall raised", "content_html": "<p>The wall was raised, Ada Brook said.</p>",
     "content_text": "Not this.", "date_published": "2026-03-04T09:05:00Z", "authors": [{"name": "Ines Vale"}, {"url": "x"}]},
    7,
    {"id": "2", "content_text": "  One line.\n\nAnd “two”.\n", "author": {"name": "Tom Reed"}, "title": 3},
    {"id": "3", "summary": "In short, no."}
  ],
  "title": "Elsby Post",
  "version": "https://jsonfeed.org/version/1.1"
}"#;

fn feed(name: &str, content: impl Into<Vec<u8>>) -> Vec<Result<Document, Error>> {
    all(&bytes(name, content), &with_worker())
}

/// The text of each entry, or why there is none.
fn shown(found: &[Result<Document, Error>]) -> Vec<String> {
    found.iter().map(|it| it.as_ref().map_or_else(ToString::to_string, |it| it.text.to_string())).collect()
}

/// The entry's document.
fn read(found: &[Result<Document, Error>], at: usize) -> &Document {
    found[at].as_ref().unwrap_or_else(|error| panic!("{error}"))
}

fn day(document: &Document) -> String {
    document.masthead.published.map(|it| it.to_string()).unwrap_or_default()
}

pub(crate) fn rss() {
    let found = feed("all.xml", RSS);
    let expected = [
        "Wall – to be raised\n\nThe wall will be raised, Ada Brook said & smiled.\n\n“It was time.”",
        "Ferry late\n\nThe ferry café was full, ‘nobody’ complained.\n\nIt left at noon.",
        "Fish & chips cost 5 pounds now.\n\nA year ago they cost 4.",
        "all.xml:31: the entry has neither content nor a summary",
    ];
    assert_eq!(shown(&found), expected);
    let wall = read(&found, 0);
    let kinds: Vec<BlockKind> = wall.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [BlockKind::Headline, BlockKind::Paragraph, BlockKind::Quote]);
    let head = &wall.masthead;
    assert_eq!((wall.id.as_str(), wall.origin.name.as_str()), ("tag:elsbypost.example,2026:wall", "all.xml:10"));
    assert_eq!(head.title.as_deref(), Some("Wall – to be raised"));
    assert_eq!(head.url.as_deref(), Some("https://elsbypost.example/2026/wall?from=feed"));
    assert_eq!(head.outlet.as_deref(), Some("Elsby Post & Echo"));
    assert_eq!((head.authors.as_slice(), head.language.as_deref()), (["Ines Vale".to_owned()].as_slice(), Some("en")));
    assert!(day(wall).starts_with("2026-03-04T09:05"), "{}", day(wall));
    let ferry = &read(&found, 1).masthead;
    assert_eq!(ferry.url.as_deref(), Some("https://elsbypost.example/ferry"));
    assert_eq!(
        (ferry.outlet.as_deref(), ferry.authors.first().map(String::as_str)),
        (Some("Marrow Mail"), Some("Tom Reed"))
    );
    let fish = read(&found, 2);
    assert_eq!((fish.masthead.url.as_deref(), fish.masthead.title.as_deref()), (None, None));
    assert_eq!(fish.id, fish.origin.digest, "17 may be another report's in another feed");
    // The same entry in a feed that was made again is the same, wherever it stands in it.
    let again = feed("all.xml", RSS.replace("<!-- made by hand -->", "\n\n").replace("<item><d", "<item>\n<d"));
    assert_eq!(read(&again, 2).id, fish.id);
    assert_eq!(read(&again, 2).origin.name, "all.xml:30");
}

pub(crate) fn rss_1_and_prefixes() {
    let rdf = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
         xmlns:d="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="x"><title>Marrow Mail</title><link>https://marrowmail.example/</link>
        <items><rdf:Seq><rdf:li resource="x"/></rdf:Seq></items></channel>
      <item rdf:about="y"><title>Mill sold</title><link>mill</link><d:date>2026-02-01</d:date><d:creator>Ada Brook</d:creator>
        <description>The mill was sold, its owner said.</description></item></rdf:RDF>"#;
    let found = feed("-", rdf);
    let mill = read(&found, 0);
    assert_eq!(&*mill.text, "Mill sold\n\nThe mill was sold, its owner said.");
    assert_eq!(mill.masthead.outlet.as_deref(), Some("Marrow Mail"));
    assert_eq!(mill.masthead.url.as_deref(), Some("https://marrowmail.example/mill"));
    assert_eq!((day(mill).as_str(), mill.masthead.authors[0].as_str()), ("2026-02-01", "Ada Brook"));
    // Prefixes that nobody declared, markup that nobody escaped, entities that nobody knows.
    let odd = "<rss><channel><item><content:encoded><p>The mill<br/>was sold, &who; said.</p></content:encoded>\
               <dc:date>2026-02-01</dc:date></item></channel></rss>";
    let found = feed("-", odd);
    assert!(read(&found, 0).text.ends_with("was sold, &who; said."), "{:?}", shown(&found));
    assert_eq!(day(read(&found, 0)), "2026-02-01");
    // Older encodings by what the feed says, and UTF-16 by its mark.
    let latin = "<?xml version='1.0' encoding='ISO-8859-1'?><rss><channel><item><description>Caf\u{e9}s close, she said.</description></item></channel></rss>";
    let single: Vec<u8> = latin.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin 1")).collect();
    assert_eq!(shown(&feed("-", single)), ["Cafés close, she said."]);
    assert_eq!(shown(&feed("-", latin)), ["Cafés close, she said."], "it says Latin 1 and is UTF-8");
    let double: Vec<u8> = format!("\u{feff}{latin}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(shown(&feed("-", double)), ["Cafés close, she said."]);
}

pub(crate) fn atom() {
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://elsbypost.example/news/">
      <title type="html">Elsby &lt;em>Post&lt;/em></title><link rel="hub" href="https://hub.example/"/>
      <entry><title>5 &lt; 6</title><id>urn:one</id><link rel="self" href="self"/><link rel="alternate" type="application/json" href="json"/>
        <link rel="alternate" type="text/html" href="one"/><published>2026-03-04T09:05:00+01:00</published><updated>2026-03-05T10:00:00Z</updated>
        <author><name>Ada Brook</name><email>ada@elsbypost.example</email></author>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Six is more, <i>she</i> said &amp; left.</p></div></content></entry>
      <entry><updated>2026-03-06T10:00:00Z</updated><summary>Tags such as &lt;b> were shown, she said.

Nobody minded.</summary></entry>
      <entry xml:base="two/"><link href="a"/><content type="html" xml:base="deeper/">&lt;p>Two &amp;amp; a half, he said.&lt;/p></content>
        <source><title>Marrow Mail</title></source></entry>
      <entry><content type="image/png">iVBORw0KGgo=</content><summary type="text">Only a picture, she said.</summary></entry>
    </feed>"#;
    let found = feed("-", atom);
    let expected = [
        "5 < 6\n\nSix is more, she said & left.",
        "Tags such as <b> were shown, she said.\n\nNobody minded.",
        "Two & a half, he said.",
        "Only a picture, she said.",
    ];
    assert_eq!(shown(&found), expected);
    let head = &read(&found, 0).masthead;
    assert_eq!((head.outlet.as_deref(), head.authors[0].as_str()), (Some("Elsby Post"), "Ada Brook"));
    assert_eq!(head.url.as_deref(), Some("https://elsbypost.example/news/one"));
    assert!(day(read(&found, 0)).starts_with("2026-03-04"));
    assert!(head.modified.is_some_and(|it| it.to_string().starts_with("2026-03-05")));
    assert!(day(read(&found, 1)).starts_with("2026-03-06"), "what is told of a time is better than nothing");
    let head = &read(&found, 2).masthead;
    assert_eq!(head.url.as_deref(), Some("https://elsbypost.example/news/two/deeper/a"));
    assert_eq!(head.outlet.as_deref(), Some("Marrow Mail"));
}

pub(crate) fn json_feed() {
    let found = feed("feed.json", JSON);
    let expected = [
        "Wall raised\n\nThe wall was raised, Ada Brook said.",
        "feed.json:item 2: the item is no JSON object",
        "  One line.\n\nAnd “two”.\n",
        "In short, no.",
    ];
    assert_eq!(shown(&found), expected);
    let wall = read(&found, 0);
    assert_eq!(
        (wall.id.as_str(), wall.masthead.outlet.as_deref()),
        ("https://elsbypost.example/1", Some("Elsby Post"))
    );
    assert_eq!(wall.masthead.url.as_deref(), Some("https://elsbypost.example/1"));
    assert_eq!(wall.masthead.authors, ["Ines Vale"]);
    assert!(day(wall).starts_with("2026-03-04T09:05"));
    assert_eq!(read(&found, 2).masthead.authors, ["Tom Reed"]);
    assert_eq!(read(&found, 3).origin.name, "feed.json:item 4");
    let flat = JSON.replace('\n', " ");
    assert_eq!(shown(&feed("-", flat)).len(), 4, "on one line it is no JSON Lines");
    // What breaks off keeps what came before.
    let cut = &JSON[..JSON.find("In short").expect("it is there")];
    let found = feed("feed.json", cut);
    assert_eq!(found.len(), 4);
    let last = found[3].as_ref().expect_err("it breaks off");
    assert_eq!((last.kind(), last.item()), (ErrorKind::Truncated, "feed.json:item 4"));
    let wrong = JSON.replace("\"items\": [", "\"items\": [}");
    assert_eq!(error(&bytes("f.json", wrong), &with_worker()).kind(), ErrorKind::Json);
}

pub(crate) fn told_by_content() {
    for name in ["-", "feed", "feed.html", "feed.json", "feed.rss"] {
        assert_eq!(feed(name, RSS).len(), 4, "{name}");
    }
    let dtd = RSS.replace("<!-- made by hand -->", "<!DOCTYPE rss [<!ENTITY a \"b\">]>");
    assert_eq!(feed("-", dtd).len(), 4);
    // What speaks of feeds is none.
    let page =
        format!("<html><body><p>A feed begins with {} and so on, as everybody knows.</p></body></html>", "&lt;rss>");
    assert!(shown(&feed("-", page))[0].starts_with("A feed begins"));
    let line = r#"{"text": "{\"version\": \"https://jsonfeed.org/version/1\"} is how it begins."}"#;
    assert!(shown(&feed("-", line))[0].starts_with("{\"version\""));
    assert_eq!(shown(&feed("a.txt", "<rss> is how it begins.")), ["<rss> is how it begins."]);
    let other = error(&bytes("map.xml", "<?xml version=\"1.0\"?><urlset><url>a</url></urlset>"), &with_worker());
    assert_eq!((other.kind(), other.reason()), (ErrorKind::Feed, "XML that is neither a feed nor a page"));
}

pub(crate) fn broken() {
    let (start, fine) = ("<rss><channel>\n", "<item><description>One boat sank, she said.</description></item>\n");
    let cases = [
        ("", ErrorKind::Truncated, "f.xml:3: truncated: the feed breaks off inside <channel>"),
        ("<item><description>Two", ErrorKind::Truncated, "f.xml:3: truncated"),
        (
            "<item><description>Two</description>",
            ErrorKind::Truncated,
            "f.xml:3: truncated: the feed breaks off inside an entry",
        ),
        ("<item><description><![CDATA[Two", ErrorKind::Truncated, "f.xml:3: truncated"),
        ("<item>\n<description>Two</summary></item></channel></rss>", ErrorKind::Feed, "f.xml:4: no well-formed XML"),
        ("</feed>", ErrorKind::Feed, "f.xml:3: no well-formed XML"),
    ];
    for (rest, kind, why) in cases {
        let found = feed("f.xml", format!("{start}{fine}{rest}"));
        assert_eq!(found.len(), 2, "{rest}: {found:?}");
        assert_eq!(&*read(&found, 0).text, "One boat sank, she said.", "what came before is read");
        let error = found[1].as_ref().expect_err("it is broken");
        assert!(error.kind() == kind && error.to_string().starts_with(why), "{error}");
    }
    let empty = error(&bytes("f.xml", "<rss><channel><title>Elsby</title></channel></rss>"), &with_worker());
    assert_eq!((empty.kind(), empty.reason()), (ErrorKind::Empty, "empty: the feed has no entry"));
    // A broken entry costs no other.
    let found = feed(
        "f.xml",
        format!("{start}<item><title>Two</title><description> </description></item>{fine}</channel></rss>"),
    );
    assert_eq!(found[0].as_ref().expect_err("no text").kind(), ErrorKind::NoText);
    assert!(found[1].is_ok() && found.len() == 2);
    // Nothing is expanded that a DTD declares.
    let laughs = format!(
        "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/hostname\">]>\
         {start}<item><description>He laughed &b; and &f; for long.</description></item></channel></rss>"
    );
    assert_eq!(shown(&feed("f.xml", laughs)), ["He laughed &b; and &f; for long."]);
}

pub(crate) fn at_their_limits() {
    let item = |words: &str| format!("<item><description>{words}</description></item>");
    let limits = Limits { entries: 3, page_bytes: 2000, feed_bytes: 10_000, line_bytes: 5000, ..Limits::default() };
    let options = Options { limits, ..with_worker() };
    let read = |items: String| shown(&all(&bytes("f.xml", format!("<rss><channel>{items}</channel></rss>")), &options));
    let found = read(item("Nobody was hurt.").repeat(3));
    assert_eq!(found, ["Nobody was hurt."; 3]);
    let found = read(item("Nobody was hurt.").repeat(5));
    assert_eq!(found.len(), 4);
    assert_eq!(found[3], "f.xml:1: too large: more than 3 entries; those before are read");
    let found = read(item(&"a ".repeat(1500)) + &item("Nobody was hurt."));
    assert_eq!(found, ["f.xml:1: too large: more than 2000 bytes", "Nobody was hurt."]);
    let found = read(item("Nobody was hurt.") + "\n" + &item(&"a ".repeat(70_000)));
    assert_eq!(found.last().map(String::as_str), Some("f.xml:1: too large: more than 10000 bytes"));
    let json = format!("{{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{}]}}", "1,".repeat(4000));
    assert!(shown(&all(&bytes("f.json", json), &options))[0].ends_with("too large: more than 5000 bytes"));
    let deep = format!("<rss><channel><item><description>{}", "<b>".repeat(100_000));
    let found = feed("f.xml", deep);
    assert_eq!(found[0].as_ref().expect_err("too deep").reason(), "too large: elements nested more than 1000 deep");
    assert_eq!(feed("f.xml", "<rss>".repeat(100_000)).len(), 1);
    // A hundred megabytes from a file, of which the entries before the limit are read and none is held.
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("feed-{}.xml", std::process::id()));
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).expect("a file"));
    let filler = format!("<!-- {} -->\n", "x".repeat(1 << 20));
    write!(file, "<rss><channel>\n{}\n", item("Nobody was hurt.")).expect("a disk");
    for _ in 0..101 {
        file.write_all(filler.as_bytes()).expect("a disk");
    }
    file.flush().expect("a disk");
    let found = shown(&all(&Input::File(path.clone()), &with_worker()));
    std::fs::remove_file(&path).expect("the file");
    assert_eq!((found.len(), found[0].as_str()), (2, "Nobody was hurt."));
    assert!(found[1].ends_with(": too large: more than 100 MB"), "{}", found[1]);
}
