//! Parquet, one file a kind: typed columns that data frames and DuckDB read as they are.
//!
//! Text is `string`, days are `date32`, lists are `list<string>` and `list<int64>` in Arrow's terms. Rows gather in
//! memory until [`GROUP_ROWS`] or [`GROUP_BYTES`], then leave as one row group, so memory does not grow with reports.
//! What each column tells stands in the file's metadata, under the column's name.

use super::rows::{Cell, Column, Holds, Kind, Report};
use super::{Error, file};
use ::parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use ::parquet::column::writer::ColumnWriter;
use ::parquet::data_type::ByteArray;
use ::parquet::errors::{ParquetError, Result};
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::types::{Type, TypePtr};
use sayso_wire::Record;
use std::borrow::Borrow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most rows of one row group.
const GROUP_ROWS: usize = 65_536;
/// Bytes of text after which a row group is closed; six tables may be open at once.
const GROUP_BYTES: usize = 16 << 20;

/// Writes `documents.parquet`, `statements.parquet`, … into a folder.
///
/// # Errors
/// The first file that cannot be written.
pub fn write<R: Borrow<Record>>(records: impl IntoIterator<Item = R>, folder: &Path) -> std::result::Result<(), Error> {
    file::folder(folder)?;
    let mut tables = Vec::new();
    for kind in Kind::ALL {
        tables.push(Table::create(kind, folder.join(format!("{}.parquet", kind.name())))?);
    }
    for record in records {
        let report = Report::new(record.borrow());
        for table in &mut tables {
            for row in table.kind.rows(&report) {
                table.add(row).map_err(|source| table.error(source))?;
            }
        }
    }
    tables.into_iter().try_for_each(Table::finish)
}

/// One file under way.
struct Table {
    kind: Kind,
    path: PathBuf,
    out: SerializedFileWriter<file::Whole>,
    columns: Vec<Gathered>,
    rows: usize,
    bytes: usize,
}

impl Table {
    fn create(kind: Kind, path: PathBuf) -> std::result::Result<Self, Error> {
        let file = file::Whole::create(&path)?;
        let columns = kind.columns();
        let tells = columns.iter().map(|it| KeyValue::new(it.name.into(), it.tells.to_owned())).collect();
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("sayso ", env!("CARGO_PKG_VERSION")).into())
            .set_key_value_metadata(Some(tells));
        let out = schema(kind, &columns)
            .and_then(|schema| SerializedFileWriter::new(file, schema, Arc::new(properties.build())))
            .map_err(|source| Error::Parquet { path: path.clone(), source })?;
        let columns = columns.iter().map(|it| Gathered::new(it.holds)).collect();
        Ok(Self { kind, path, out, columns, rows: 0, bytes: 0 })
    }

    fn add(&mut self, row: Vec<Cell<'_>>) -> Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(row) {
            self.bytes += column.add(cell);
        }
        self.rows += 1;
        if self.rows >= GROUP_ROWS || self.bytes >= GROUP_BYTES { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.out.next_row_group()?;
        for column in &mut self.columns {
            column.write(&mut group)?;
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }

    fn finish(mut self) -> std::result::Result<(), Error> {
        self.flush().map_err(|source| self.error(source))?;
        let Self { path, out, .. } = self;
        out.into_inner().map_err(|source| Error::Parquet { path, source })?.finish()
    }

    fn error(&self, source: ParquetError) -> Error {
        Error::Parquet { path: self.path.clone(), source }
    }
}

/// The values of one column of the row group under way. A value that is not null stands in `values`; `defined` holds
/// one level for each row (0 null, 1 told), and for each element of a list (0 an empty list, 1 an element), and
/// `repeated` 0 where an element begins a row, 1 where it goes on.
struct Gathered {
    values: Values,
    defined: Vec<i16>,
    repeated: Option<Vec<i16>>,
}

enum Values {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Number(Vec<f64>),
    Day(Vec<i32>),
}

impl Gathered {
    fn new(holds: Holds) -> Self {
        let values = match holds {
            Holds::Text | Holds::Texts => Values::Text(Vec::new()),
            Holds::Whole | Holds::Wholes => Values::Whole(Vec::new()),
            Holds::Number => Values::Number(Vec::new()),
            Holds::Day => Values::Day(Vec::new()),
        };
        let repeated = matches!(holds, Holds::Texts | Holds::Wholes).then(Vec::new);
        Self { values, defined: Vec::new(), repeated }
    }

    /// Takes one row's cell and returns about how many bytes it takes.
    fn add(&mut self, cell: Cell<'_>) -> usize {
        match (cell, &mut self.values) {
            (Cell::Text(it), Values::Text(all)) => {
                let bytes = it.len();
                all.push(it.into_owned().into_bytes().into());
                self.defined.push(1);
                return bytes + 32;
            }
            (Cell::Texts(list), Values::Text(all)) => {
                let bytes = list.iter().map(|it| it.len() + 32).sum();
                let elements = list.len();
                all.extend(list.into_iter().map(|it| ByteArray::from(it.into_owned().into_bytes())));
                self.levels(elements);
                return bytes;
            }
            (Cell::Wholes(list), Values::Whole(all)) => {
                let elements = list.len();
                all.extend(list);
                self.levels(elements);
            }
            (Cell::Whole(it), Values::Whole(all)) => {
                all.push(it);
                self.defined.push(1);
            }
            (Cell::Number(it), Values::Number(all)) => {
                all.push(it);
                self.defined.push(1);
            }
            (Cell::Day(it), Values::Day(all)) => {
                // Jiff's days lie within ±4 million of 1970.
                let days = it.duration_since(jiff::civil::Date::constant(1970, 1, 1)).as_hours() / 24;
                all.push(i32::try_from(days).unwrap_or_default());
                self.defined.push(1);
            }
            // Null; a cell of another type cannot be, as a test of all columns holds.
            _ => self.levels(0),
        }
        16
    }

    fn levels(&mut self, elements: usize) {
        self.defined.extend(std::iter::repeat_n(i16::from(elements > 0), elements.max(1)));
        if let Some(repeated) = &mut self.repeated {
            repeated.push(0);
            repeated.extend(std::iter::repeat_n(1, elements.saturating_sub(1)));
        }
    }

    /// Writes the column's chunk and forgets its values.
    fn write(&mut self, group: &mut SerializedRowGroupWriter<'_, file::Whole>) -> Result<()> {
        let Some(mut column) = group.next_column()? else {
            return Err(ParquetError::General("fewer columns than were declared".into()));
        };
        let (defined, repeated) = (Some(self.defined.as_slice()), self.repeated.as_deref());
        match (column.untyped(), &mut self.values) {
            (ColumnWriter::ByteArrayColumnWriter(out), Values::Text(all)) => out.write_batch(all, defined, repeated)?,
            (ColumnWriter::Int64ColumnWriter(out), Values::Whole(all)) => out.write_batch(all, defined, repeated)?,
            (ColumnWriter::DoubleColumnWriter(out), Values::Number(all)) => out.write_batch(all, defined, repeated)?,
            (ColumnWriter::Int32ColumnWriter(out), Values::Day(all)) => out.write_batch(all, defined, repeated)?,
            _ => return Err(ParquetError::General("a column of another type than was declared".into())),
        };
        column.close()?;
        match &mut self.values {
            Values::Text(all) => all.clear(),
            Values::Whole(all) => all.clear(),
            Values::Number(all) => all.clear(),
            Values::Day(all) => all.clear(),
        }
        self.defined.clear();
        self.repeated.iter_mut().for_each(Vec::clear);
        Ok(())
    }
}

fn schema(kind: Kind, columns: &[Column]) -> Result<TypePtr> {
    let fields = columns.iter().map(|it| column(*it)).collect::<Result<Vec<_>>>()?;
    Ok(Arc::new(Type::group_type_builder(kind.name()).with_fields(fields).build()?))
}

fn column(Column { name, holds, .. }: Column) -> Result<TypePtr> {
    let one = |name: &str, repetition| {
        let (physical, logical, converted) = match holds {
            Holds::Text | Holds::Texts => (Physical::BYTE_ARRAY, Some(LogicalType::String), ConvertedType::UTF8),
            Holds::Whole | Holds::Wholes => (Physical::INT64, None, ConvertedType::NONE),
            Holds::Number => (Physical::DOUBLE, None, ConvertedType::NONE),
            Holds::Day => (Physical::INT32, Some(LogicalType::Date), ConvertedType::DATE),
        };
        let builder = Type::primitive_type_builder(name, physical).with_repetition(repetition);
        Ok(Arc::new(builder.with_logical_type(logical).with_converted_type(converted).build()?))
    };
    if !matches!(holds, Holds::Texts | Holds::Wholes) {
        return one(name, Repetition::OPTIONAL);
    }
    // The three levels that the format asks of lists.
    let list = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![one("element", Repetition::REQUIRED)?])
        .build()?;
    let outer = Type::group_type_builder(name)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::List))
        .with_converted_type(ConvertedType::LIST)
        .with_fields(vec![Arc::new(list)]);
    Ok(Arc::new(outer.build()?))
}
