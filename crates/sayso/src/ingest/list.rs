//! Lists of addresses: a text file with one `http` or `https` address a line.

use super::error::{ErrorKind, Fault};
use super::items::{read_up_to, too_large};
use super::{Error, Input, Limits, charset};
use std::io::Read;
use std::path::Path;
use url::Url;

/// The addresses in a list, in its order; `-` is standard input. Empty lines and lines that begin with `#` tell nothing;
/// any other line that is no address is an input of its own, [`Input::None`], named by the list and the line. So is a
/// list that cannot be read, or holds no address.
#[must_use]
pub fn list(path: &Path, limits: &Limits) -> Vec<Input> {
    let name = path.display().to_string();
    let lines = text(path, limits).map(|text| lines(&text, &name));
    let lines = lines.and_then(|inputs| {
        let empty = || Fault::new(ErrorKind::Empty, "empty: no address in the list");
        if inputs.is_empty() { Err(empty()) } else { Ok(inputs) }
    });
    lines.unwrap_or_else(|fault| vec![Input::None(fault.of(&name))])
}

fn text(path: &Path, limits: &Limits) -> Result<String, Fault> {
    let mut source: Box<dyn Read> = match path.to_str() {
        Some("-") => Box::new(std::io::stdin()),
        _ => Box::new(std::fs::File::open(path).map_err(|error| Fault::io(&error))?),
    };
    let bytes = read_up_to(&mut source, limits.page_bytes + 1)?;
    if bytes.len() > limits.page_bytes {
        return Err(too_large(limits.page_bytes));
    }
    charset::plain(&bytes, None)
}

fn lines(text: &str, name: &str) -> Vec<Input> {
    let told = text.lines().zip(1..).map(|(line, at)| (line.trim(), at));
    told.filter(|(line, _)| !line.is_empty() && !line.starts_with('#'))
        .map(|(line, at)| {
            let web = Url::parse(line).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
            if web && !line.contains(char::is_whitespace) {
                return Input::Url(line.to_owned());
            }
            let shown: String = line.chars().take(80).collect();
            Input::None(Error::new(
                ErrorKind::Address,
                &format!("{name}:{at}"),
                &format!("no http or https address: {shown}"),
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_line_costs_no_other() {
        let text = "# reports\nhttps://elsbypost.example/a\r\n\n  http://elsbypost.example/b \nelsbypost.example/c\nhttp://\nftp://a.example/\nhttp://a.example/ b\n";
        let found: Vec<String> = lines(text, "l.txt")
            .into_iter()
            .map(|input| if let Input::None(error) = input { error.to_string() } else { input.name() })
            .collect();
        let expected = [
            "https://elsbypost.example/a",
            "http://elsbypost.example/b",
            "l.txt:5: no http or https address: elsbypost.example/c",
            "l.txt:6: no http or https address: http://",
            "l.txt:7: no http or https address: ftp://a.example/",
            "l.txt:8: no http or https address: http://a.example/ b",
        ];
        assert_eq!(found, expected);
    }
}
