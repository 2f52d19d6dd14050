//! Reports as sites build them, and pages that are none, each with its address: all of our own writing.

use super::{is_news, score};

/// So many sentences of a report, between these marks.
fn paragraphs(count: usize, open: &str, close: &str) -> String {
    let sentence = |n: usize| {
        format!(
            "{open}The council of Port Elsby said on Monday that wall number {n} would be raised by two metres before the next flood.{close}\n"
        )
    };
    (0..count).map(sentence).collect()
}

/// So many teasers: a headline that is a link, a picture, and a sentence.
fn teasers(count: usize) -> String {
    let teaser = |n: usize| {
        format!(
            "<article><a href='/news/{n}'><img src='{n}.jpg'><h3>Wall number {n} is to be raised</h3></a>\
             <p>The council said on Monday that the wall would be raised by two metres before the flood.</p></article>\n"
        )
    };
    (0..count).map(teaser).collect()
}

fn page(head: &str, body: &str) -> String {
    let menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li><li><a href='/sport'>Sport</a></li></ul></nav>";
    format!(
        "<!doctype html><html><head><title>Elsby Post</title>{head}</head><body>{menu}{body}<footer>© Elsby Post</footer></body></html>"
    )
}

#[test]
fn reports_are_let_in() {
    let article = "<meta property='og:type' content='article'>";
    let time = "<meta property=\"article:published_time\" content=\"2026-03-04T09:05:00Z\">";
    let ld = "<script type='application/ld+json'>{\"@context\": \"https://schema.org\", \"@type\": [\"ReportageNewsArticle\"], \"headline\": \"x\"}</script>";
    let slug = "https://elsbypost.example/2026/03/04/wall-to-be-raised-by-two-metres/";
    let short = "https://elsbypost.example/world-europe-50473792";
    for (what, html, address) in [
        (
            "a whole one",
            page(&[article, time, ld].concat(), &format!("<article>{}</article>", paragraphs(8, "<p>", "</p>"))),
            slug,
        ),
        ("with paragraphs alone", page("", &paragraphs(8, "<p>", "</p>")), slug),
        ("with lines parted by breaks", page(article, &paragraphs(8, "", "<br><br>")), short),
        ("with paragraphs in blocks", page(ld, &paragraphs(6, "<div class='zn'>", "</div>")), short),
        (
            "with microdata",
            page(
                "",
                &format!(
                    "<div itemscope itemtype='https://schema.org/NewsArticle'><time itemprop=datePublished>4 March</time>{}</div>",
                    paragraphs(5, "<p>", "</p>")
                ),
            ),
            short,
        ),
        ("short news", page(&[article, time].concat(), &paragraphs(2, "<p>", "</p>")), short),
        ("one that ends in teasers", page(ld, &(paragraphs(6, "<p>", "</p>") + &teasers(20))), slug),
        (
            "with links in its words",
            page(article, &paragraphs(6, "<p>As <a href='/a'>was told</a> before, <b>", "</b></p>")),
            short,
        ),
        (
            "cut off",
            page(&[article, time].concat(), &format!("<article>{}<p>And th", paragraphs(6, "<p>", "</p>"))),
            slug,
        ),
        ("with little text, behind a wall", page(&[article, time, ld].concat(), &paragraphs(1, "<p>", "</p>")), slug),
        (
            "called by its number",
            page("", &paragraphs(9, "<p>", "</p>")),
            "https://elsbypost.example/news/view.php?idx=8576",
        ),
        (
            "about a gallery",
            page(&[article, time].concat(), &paragraphs(6, "<p>", "</p>")),
            "https://elsbypost.example/2026/03/04/gallery-opens-in-old-mill",
        ),
        ("without an address", page(&[article, time].concat(), &paragraphs(6, "<p>", "</p>")), "urn:uuid:1"),
    ] {
        assert!(is_news(html.as_bytes(), Some(address)), "{what}: {}", score(html.as_bytes(), Some(address)));
        assert!(score(html.to_ascii_uppercase().as_bytes(), Some(address)) > 0, "{what}, written large");
    }
}

#[test]
fn what_is_none_is_kept_out() {
    let website = "<meta property='og:type' content='website'>";
    let article = "<meta property='og:type' content='article'>";
    let typed = |kind: &str| format!("<script type=\"application/ld+json\">{{\"@type\":\"{kind}\"}}</script>");
    let many = "<script type=\"application/ld+json\">[{\"@type\": \"NewsArticle\"}, {\"@type\": \"NewsArticle\"}, {\"@type\": \"NewsArticle\"}, {\"@type\": \"NewsArticle\"}]</script>";
    let long = paragraphs(10, "<p>", "</p>");
    let pictures: String = (0..20).map(|n| format!("<figure><img src={n}.jpg><figcaption>Wall {n} at noon on Monday. Photo: Ines Vale</figcaption></figure>")).collect();
    let form = "<form><input name=user><input type=password name=word><button>Sign in</button></form>";
    let links: String = (0..80).map(|n| format!("<li><a href='/{n}'>The council of Port Elsby says that wall number {n} will be raised by two metres</a></li>")).collect();
    let goods: String = (0..30).map(|n| format!("<div class=card><a href='/p/{n}'>Wall paint {n}</a><span>12.50</span><button>Add to basket</button></div>")).collect();
    for (what, html, address) in [
        ("a front page", page(website, &teasers(30)), "https://elsbypost.example/"),
        ("a front page that says nothing", page("", &teasers(30)), "https://elsbypost.example"),
        (
            "a front page that is a file",
            page(article, &(teasers(30) + &long)),
            "https://elsbypost.example/en/index.html",
        ),
        ("a front page of links", page("", &links), "https://elsbypost.example/home"),
        ("a section", page(website, &teasers(30)), "https://elsbypost.example/news/world"),
        ("a section with data of each report", page(many, &teasers(30)), "https://elsbypost.example/news/world/"),
        ("a section of many reports in short", page(website, &teasers(60)), "https://elsbypost.example/politics"),
        (
            "a tag",
            page(&(article.to_owned() + &typed("CollectionPage")), &teasers(12)),
            "https://elsbypost.example/tag/sea-wall-of-the-north",
        ),
        ("a topic", page(article, &teasers(12)), "https://elsbypost.example/topic/floods-in-port-elsby-and-marrow"),
        ("a category with whole reports", page(article, &long), "https://elsbypost.example/category/news/page/2/"),
        (
            "an author",
            page(&typed("ProfilePage"), &(paragraphs(2, "<p>", "</p>") + &teasers(12))),
            "https://elsbypost.example/author/ada-brook",
        ),
        ("what a search found", page("", &teasers(12)), "https://elsbypost.example/?s=wall"),
        ("a month of the archive", page("", &links), "https://elsbypost.example/2026/03/"),
        (
            "a gallery",
            page(article, &pictures),
            "https://elsbypost.example/gallery/2026/03/04/walls-of-the-north-in-pictures",
        ),
        (
            "a gallery by its data",
            page(&typed("ImageGallery"), &pictures),
            "https://elsbypost.example/2026/03/04/walls-of-the-north",
        ),
        (
            "a film",
            page("<meta property='og:type' content='video.other'>", &paragraphs(1, "<p>", "</p>")),
            "https://elsbypost.example/video/2026/03/04/wall-is-raised-by-two-metres",
        ),
        ("a shop", page(website, &goods), "https://shop.elsbypost.example/paint"),
        (
            "goods",
            page("<meta property='og:type' content='product'>", &long),
            "https://elsbypost.example/wall-paint-of-the-north-12345",
        ),
        (
            "goods by their data",
            page(&typed("Product"), &paragraphs(4, "<p>", "</p>")),
            "https://elsbypost.example/shop/wall-paint-of-the-north-12345",
        ),
        ("a basket", page("", &goods), "https://elsbypost.example/cart"),
        (
            "signing in",
            page("", form),
            "https://elsbypost.example/login?back=/2026/03/04/wall-to-be-raised-by-two-metres",
        ),
        (
            "signing up",
            page(
                website,
                &format!(
                    "{form}<p>Read as much as you like for one crown a week, and end it whenever you want to.</p>"
                ),
            ),
            "https://elsbypost.example/subscribe",
        ),
        ("terms", page("", &paragraphs(40, "<p>", "</p>")), "https://elsbypost.example/terms-of-service"),
        ("privacy", page(website, &long), "https://elsbypost.example/about/privacy-policy.html"),
        ("about us", page("", &long), "https://elsbypost.example/about-us"),
        ("a place to write to", page(&typed("ContactPage"), form), "https://elsbypost.example/contact"),
        (
            "the weather",
            page("", "<table><tr><td>Monday</td><td>7°</td></tr></table>"),
            "https://elsbypost.example/weather/port-elsby",
        ),
        ("a map of the site", page("", &links), "https://elsbypost.example/sitemap"),
        ("jobs", page("", &(links + &long)), "https://elsbypost.example/jobs/12345-mason"),
        (
            "nothing that is there",
            page("", "<h1>404</h1><p>This page is not there.</p>"),
            "https://elsbypost.example/2026/03/04/wall-to-be-raised",
        ),
        (
            "a page that leads on",
            page("<meta http-equiv=refresh content='0;url=/a'>", ""),
            "https://elsbypost.example/news/12345",
        ),
        ("nothing", String::new(), "https://elsbypost.example/news/wall-to-be-raised-by-two-metres"),
    ] {
        assert!(!is_news(html.as_bytes(), Some(address)), "{what}: {}", score(html.as_bytes(), Some(address)));
    }
}

#[test]
fn days_in_addresses() {
    for (path, day) in [
        ("/2026/03/04/wall", true),
        ("/news/2026/mar/4/wall", true),
        ("/26/03/wall", true),
        ("/wall-2026-03-04.html", true),
        ("/20260304/wall", true),
        ("/2026-election/wall", false),
        ("/wall-2026", false),
        ("/news/12345678", false),
    ] {
        let segments: Vec<&str> = path.split('/').filter(|it| !it.is_empty()).collect();
        assert_eq!(super::has_day(&segments), day, "{path}");
    }
}

/// What no page should be: it must end all the same, and soon.
#[test]
fn odd_pages_end() {
    let begin = std::time::Instant::now();
    for odd in [
        "<",
        "<a b=\"",
        "<!--",
        "<script>",
        "<svg>",
        "<p>",
        "&",
        "<meta name='",
        "\"@type\":",
        "<script type=ld+json>\"@type\"",
    ] {
        let _ = is_news(odd.repeat(200_000).as_bytes(), None);
    }
    assert!(begin.elapsed().as_secs() < 60, "{:?}", begin.elapsed());
}
