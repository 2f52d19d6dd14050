//! The head of a WARC record: its version, its fields, and how one is told where nothing says that it begins.

/// The fields of a head, as a WARC record and an HTTP message have them: names in any case, values that may be folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The fields in these lines, and whether each line is one: has a name and a colon, or goes on with the line before it.
    pub(super) fn read(lines: &[u8]) -> (Self, bool) {
        let (mut fields, mut whole) = (Vec::<(String, String)>::new(), true);
        for line in lines.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line)) {
            let words = String::from_utf8_lossy(line);
            if line.trim_ascii().is_empty() {
                continue;
            }
            if let (true, Some((_, value))) = (line.starts_with(b" ") || line.starts_with(b"\t"), fields.last_mut()) {
                *value = format!("{value} {}", words.trim()).trim().to_owned();
                continue;
            }
            match words.split_once(':') {
                Some((name, value)) if !name.trim().is_empty() => {
                    fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                }
                _ => whole = false,
            }
        }
        (Self(fields), whole)
    }

    /// The first value of a field; its name in small letters.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }
}

/// Whether a version of WARC stands here, and it is all of its line, as far as there is any.
pub(super) fn is_version(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.strip_prefix(b"WARC/") else { return false };
    let line = &rest[..rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len())];
    let line = line.trim_ascii_end();
    line.len() <= 8
        && line.first().is_some_and(u8::is_ascii_digit)
        && line.iter().all(|it| it.is_ascii_digit() || *it == b'.')
}

/// Where a head ends: behind its first empty line, which is looked for from `from` on.
pub(super) fn end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(found) = bytes.get(at..)?.iter().position(|byte| *byte == b'\n') {
        at += found + 1;
        match bytes.get(at..)? {
            [b'\n', ..] => return Some(at + 1),
            [b'\r', b'\n', ..] => return Some(at + 2),
            _ => {}
        }
    }
    None
}

/// The length of the head that stands here, and of the content that it tells; `None` where it is none, or not as it should be.
pub(super) fn lengths(bytes: &[u8]) -> Option<(usize, u64)> {
    let head = bytes.get(..end(bytes, 0)?).filter(|head| is_version(head))?;
    let first = head.iter().position(|byte| *byte == b'\n')? + 1;
    let (fields, whole) = Fields::read(&head[first..]);
    let length =
        fields.get("content-length").filter(|it| it.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()?;
    let typed = fields.get("warc-type").is_some_and(|it| !it.is_empty());
    (whole && typed).then_some((head.len(), length))
}

/// Whether these lines are the head of a record, whatever its first line says.
pub(super) fn is_like_one(bytes: &[u8]) -> bool {
    let head = &bytes[..end(bytes, 0).unwrap_or(bytes.len())];
    head.split(|byte| *byte == b'\n').skip(1).any(is_field)
}

/// Whether a line is a field that WARC alone has.
fn is_field(line: &[u8]) -> bool {
    line.get(..5).is_some_and(|name| name.eq_ignore_ascii_case(b"WARC-")) && line.contains(&b':')
}

/// Bytes behind a line's start that tell whether a record begins there.
pub(super) const TELLING: usize = 64;

/// The first place from `from` on, and before `to`, where a record seems to begin: at a version of WARC at a line's start, or at the
/// line before a field of WARC if that follows an empty one, whatever stands in it.
pub(super) fn find(bytes: &[u8], from: usize, to: usize) -> Option<usize> {
    let mut at = from;
    while at < to {
        let starts = at == 0 || at == from || bytes[at - 1] == b'\n';
        let line = &bytes[at..];
        if starts && is_version(line) && line.len() > 8 {
            return Some(at);
        }
        if starts
            && is_field(&line[..line.len().min(TELLING)])
            && let Some(begin) = before(bytes, from, at)
        {
            return Some(begin);
        }
        at += line.iter().position(|byte| *byte == b'\n').map_or(line.len(), |end| end + 1);
    }
    None
}

/// Where the line before `at` begins, if it follows an empty line, and does not lie before `from`.
fn before(bytes: &[u8], from: usize, at: usize) -> Option<usize> {
    let begin = bytes.get(..at.checked_sub(1)?)?.iter().rposition(|byte| *byte == b'\n')? + 1;
    (begin >= from && begin < at - 1 && is_apart(&bytes[..begin])).then_some(begin)
}

/// Whether bytes end with an empty line, as what lies before a record does.
pub(super) fn is_apart(bytes: &[u8]) -> bool {
    bytes.ends_with(b"\n\n") || bytes.ends_with(b"\n\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_they_come() {
        let (fields, whole) = Fields::read(
            b"WARC-Type:response\r\nwarc-target-uri :   <https://a.example/>\nX: a\r\n  b\r\n\tc\n: d\r\n",
        );
        assert!(!whole, "the last line has no name");
        assert_eq!(fields.get("warc-type"), Some("response"));
        assert_eq!(fields.get("warc-target-uri"), Some("<https://a.example/>"));
        assert_eq!((fields.get("x"), fields.get("y")), (Some("a b c"), None));
    }

    #[test]
    fn versions_and_ends() {
        for (line, is) in [
            ("WARC/1.0\r\n", true),
            ("WARC/1.1\n", true),
            ("WARC/0.18 \r\n", true),
            ("WARC/1.", true),
            ("WARC/one\r\n", false),
            ("WARC/1.0 and more\r\n", false),
            ("WARC/\n", false),
            ("warc/1.0\r\n", false),
        ] {
            assert_eq!(is_version(line.as_bytes()), is, "{line:?}");
        }
        assert_eq!(end(b"a\r\nb\r\n\r\nc", 0), Some(8));
        assert_eq!((end(b"a\nb\n\nc", 0), end(b"a\nb\nc", 0), end(b"", 0)), (Some(5), None, None));
        for (head, told) in [
            ("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 7\r\n\r\ncontent", Some((52, 7))),
            ("WARC/1.0\nContent-Length:7\nwarc-type:a\n\n", Some((39, 7))),
            ("WARC/1.0\nContent-Length: 7\nWARC-Type: a\n", None),
            ("WARC/1.0\nContent-Length: -7\nWARC-Type: a\n\n", None),
            ("WARC/1.0\nContent-Length:\nWARC-Type: a\n\n", None),
            ("WARC/1.0\nContent-Length: 7\n\n", None),
            ("WARC/1.0\nContent-Length: 7\nWARC-Type: a\nno colon\n\n", None),
            ("WRAC/1.0\nContent-Length: 7\nWARC-Type: a\n\n", None),
        ] {
            assert_eq!(lengths(head.as_bytes()), told, "{head:?}");
        }
    }

    #[test]
    fn beginnings_are_found() {
        let bytes = b"rest of a page\n\nWARC is a format\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\n\r\n";
        assert_eq!(find(bytes, 0, bytes.len()), Some(36));
        let bytes = b"rest\n\nmore\r\n\r\nWRAC/1.0\r\nwarc-type: response\r\n\r\n";
        assert_eq!(find(bytes, 0, bytes.len()), Some(14));
        assert_eq!((find(bytes, 14, bytes.len()), find(bytes, 15, bytes.len())), (Some(14), None));
    }
}
