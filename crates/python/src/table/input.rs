//! The columns that are read: whose text it is, and what is known of it, in whatever way Arrow holds strings.

use crate::given::moment;
use crate::work::Failed;
use arrow_array::cast::AsArray as _;
use arrow_array::{
    Array, BinaryArray, BinaryViewArray, LargeBinaryArray, LargeStringArray, ListArray, RecordBatch, StringArray,
    StringViewArray,
};
use arrow_cast::cast;
use arrow_schema::{ArrowError, DataType, Field, Schema};
use sayso::ingest::{Format, Hint, Input, Options};
use std::sync::Arc;

/// Rows of a table, with the columns that tell of a report.
pub(super) struct Rows {
    text: Option<Strings>,
    html: Option<Strings>,
    id: Option<Strings>,
    url: Option<Strings>,
    title: Option<Strings>,
    outlet: Option<Strings>,
    published: Option<Strings>,
    modified: Option<Strings>,
    authors: Option<Authors>,
}

/// What a row that could not be read is still known by.
pub(super) struct Known {
    pub(super) id: Option<String>,
    pub(super) url: Option<String>,
    pub(super) title: Option<String>,
    pub(super) outlet: Option<String>,
}

/// A column of strings or bytes as it came, not copied.
enum Strings {
    Utf8(StringArray),
    LargeUtf8(LargeStringArray),
    Utf8View(StringViewArray),
    Binary(BinaryArray),
    LargeBinary(LargeBinaryArray),
    BinaryView(BinaryViewArray),
}

/// Names, one or several a row.
enum Authors {
    One(Strings),
    Several(ListArray),
}

impl Rows {
    /// What is told of the columns alone: whether anything can be read of such a table.
    ///
    /// # Errors
    /// If no column holds reports.
    pub(super) fn check(schema: &Schema) -> Result<(), String> {
        let is_there = |name: &str| schema.column_with_name(name).is_some();
        if is_there("text") || is_there("html") {
            return Ok(());
        }
        Err("has no column of reports: neither text nor html".to_owned())
    }

    /// The rows of a batch.
    ///
    /// # Errors
    /// If a column holds what cannot be meant by its name, such as numbers for texts.
    pub(super) fn of(batch: &RecordBatch) -> Result<Self, ArrowError> {
        let column = |name: &str| batch.column_by_name(name);
        let strings = |name: &str| column(name).map(|it| Strings::of(name, it.as_ref())).transpose();
        Ok(Self {
            text: strings("text")?,
            html: strings("html")?,
            id: strings("id")?,
            url: strings("url")?,
            title: strings("title")?,
            outlet: strings("outlet")?,
            published: strings("published")?,
            modified: strings("modified")?,
            authors: column("authors").map(|it| Authors::of(it.as_ref())).transpose()?,
        })
    }

    /// How many bytes a row has to be read.
    pub(super) fn bytes(&self, row: usize) -> usize {
        self.body(row).map_or(0, |(bytes, _)| bytes.len())
    }

    fn body(&self, row: usize) -> Option<(&[u8], Format)> {
        let of = |column: &'_ Option<Strings>| column.as_ref().is_some_and(|it| !it.array().is_null(row));
        let column = if of(&self.text) { (&self.text, Format::Text) } else { (&self.html, Format::Html) };
        Some((column.0.as_ref()?.bytes(row)?, column.1))
    }

    /// What a row is known by.
    pub(super) fn known(&self, row: usize) -> Known {
        Known {
            id: told(&self.id, row),
            url: told(&self.url, row),
            title: told(&self.title, row),
            outlet: told(&self.outlet, row),
        }
    }

    /// The report of a row, and how it is read; `number` is what the row is called if it has neither id nor address.
    ///
    /// # Errors
    /// If there is none, or one of its dates is none.
    pub(super) fn input(&self, row: usize, number: usize, options: &Options) -> Result<(Input, Options), Failed> {
        let known = self.known(row);
        let name = known.id.clone().or_else(|| known.url.clone()).unwrap_or_else(|| format!("row [{number}]"));
        let Some((bytes, format)) = self.body(row) else {
            return Err(Failed { name, why: "there is nothing to read: neither text nor html".to_owned() });
        };
        let hint = Hint {
            id: known.id,
            url: known.url,
            title: known.title,
            outlet: known.outlet,
            authors: self.authors.as_ref().map_or_else(Vec::new, |it| it.of_row(row)),
            published: moment("published", told(&self.published, row).as_deref(), &name)?,
            modified: moment("modified", told(&self.modified, row).as_deref(), &name)?,
            name,
        };
        let input = Input::Bytes { name: String::new(), bytes: bytes.to_vec() };
        Ok((input, Options { hint, format: Some(format), ..options.clone() }))
    }
}

/// What a field of a row tells, if anything.
fn told(column: &Option<Strings>, row: usize) -> Option<String> {
    let bytes = column.as_ref()?.bytes(row)?;
    let words = String::from_utf8_lossy(bytes);
    Some(words.trim()).filter(|it| !it.is_empty()).map(str::to_owned)
}

impl Strings {
    /// A column of strings as it is; of categories, days, moments and numbers, what they are as strings.
    fn of(name: &str, column: &dyn Array) -> Result<Self, ArrowError> {
        Ok(match column.data_type() {
            DataType::Utf8 => Self::Utf8(column.as_string().clone()),
            DataType::LargeUtf8 => Self::LargeUtf8(column.as_string().clone()),
            DataType::Utf8View => Self::Utf8View(column.as_string_view().clone()),
            DataType::Binary => Self::Binary(column.as_binary().clone()),
            DataType::LargeBinary => Self::LargeBinary(column.as_binary().clone()),
            DataType::BinaryView => Self::BinaryView(column.as_binary_view().clone()),
            other => {
                let wrong = |why: &dyn std::fmt::Display| {
                    ArrowError::InvalidArgumentError(format!("the column {name} holds no text but {other}: {why}"))
                };
                if matches!(name, "text" | "html") && !matches!(other, DataType::Dictionary(..) | DataType::Null) {
                    return Err(wrong(&"nothing to read"));
                }
                Self::Utf8(cast(column, &DataType::Utf8).map_err(|error| wrong(&error))?.as_string().clone())
            }
        })
    }

    fn array(&self) -> &dyn Array {
        match self {
            Self::Utf8(it) => it,
            Self::LargeUtf8(it) => it,
            Self::Utf8View(it) => it,
            Self::Binary(it) => it,
            Self::LargeBinary(it) => it,
            Self::BinaryView(it) => it,
        }
    }

    fn bytes(&self, row: usize) -> Option<&[u8]> {
        if self.array().is_null(row) {
            return None;
        }
        Some(match self {
            Self::Utf8(it) => it.value(row).as_bytes(),
            Self::LargeUtf8(it) => it.value(row).as_bytes(),
            Self::Utf8View(it) => it.value(row).as_bytes(),
            Self::Binary(it) => it.value(row),
            Self::LargeBinary(it) => it.value(row),
            Self::BinaryView(it) => it.value(row),
        })
    }
}

impl Authors {
    fn of(column: &dyn Array) -> Result<Self, ArrowError> {
        match column.data_type() {
            DataType::List(_) | DataType::LargeList(_) | DataType::FixedSizeList(..) => {
                let list = DataType::List(Arc::new(Field::new("item", DataType::Utf8, true)));
                Ok(Self::Several(cast(column, &list)?.as_list().clone()))
            }
            _ => Strings::of("authors", column).map(Self::One),
        }
    }

    fn of_row(&self, row: usize) -> Vec<String> {
        let names = match self {
            Self::One(names) => {
                return names.bytes(row).map(|it| String::from_utf8_lossy(it).trim().to_owned()).into_iter().collect();
            }
            Self::Several(lists) if lists.is_null(row) => return Vec::new(),
            Self::Several(lists) => lists.value(row),
        };
        let names = names.as_string::<i32>();
        names.iter().flatten().map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect()
    }
}
