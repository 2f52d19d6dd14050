//! What was read as columns: those of the report, and its statements, events and figures as lists of structs whose
//! fields are the columns of the ledger's exports.

use super::input::Known;
use crate::work::Report;
use arrow_array::builder::{Date32Builder, Float64Builder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, ListArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Fields};
use jiff::civil::Date;
use sayso_wire::Record;
use sayso_wire::flat::{self, Cell, Column, Holds, Kind};
use std::sync::Arc;

/// The findings that have a column each.
const KINDS: [Kind; 3] = [Kind::Statements, Kind::Events, Kind::Figures];

/// The columns of a report, in order.
pub(super) fn fields() -> Vec<FieldRef> {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    let mut fields: Vec<FieldRef> = ["id", "url", "title", "outlet", "published"].map(text).map(Arc::new).to_vec();
    fields.push(Arc::new(Field::new("day", DataType::Date32, true)));
    fields.extend(["record", "error"].map(text).map(Arc::new));
    fields.extend(KINDS.map(|kind| Arc::new(Field::new(kind.name(), DataType::List(item(kind)), true))));
    fields
}

fn item(kind: Kind) -> FieldRef {
    Arc::new(Field::new("item", DataType::Struct(columns(kind)), false))
}

fn columns(kind: Kind) -> Fields {
    kind.own_columns().into_iter().map(field).collect()
}

fn field(Column { name, holds, .. }: Column) -> Field {
    let list = |holds| DataType::List(Arc::new(Field::new("item", holds, true)));
    let (holds, nullable) = match holds {
        Holds::Text => (DataType::Utf8, true),
        Holds::Whole => (DataType::Int64, true),
        Holds::Number => (DataType::Float64, true),
        Holds::Day => (DataType::Date32, true),
        Holds::Texts => (list(DataType::Utf8), false),
        Holds::Wholes => (list(DataType::Int64), false),
    };
    Field::new(name, holds, nullable)
}

/// Columns under way.
pub(super) struct Gathered {
    id: StringBuilder,
    url: StringBuilder,
    title: StringBuilder,
    outlet: StringBuilder,
    published: StringBuilder,
    day: Date32Builder,
    record: StringBuilder,
    error: StringBuilder,
    findings: [Findings; 3],
}

impl Gathered {
    pub(super) fn new() -> Self {
        Self {
            id: StringBuilder::new(),
            url: StringBuilder::new(),
            title: StringBuilder::new(),
            outlet: StringBuilder::new(),
            published: StringBuilder::new(),
            day: Date32Builder::new(),
            record: StringBuilder::new(),
            error: StringBuilder::new(),
            findings: KINDS.map(Findings::new),
        }
    }

    /// The row of a report.
    pub(super) fn read(&mut self, Report { record, json, .. }: &Report) {
        let document = &record.document;
        self.id.append_value(&document.id);
        self.url.append_option(document.url.as_deref());
        self.title.append_option(document.title.as_deref());
        self.outlet.append_option(document.outlet.as_deref());
        self.published.append_option(document.published.as_deref());
        self.day.append_option(day(document.published.as_deref()));
        self.record.append_value(json);
        self.error.append_null();
        self.findings.iter_mut().for_each(|it| it.read(record));
    }

    /// The row of a report that could not be read: what it is known by, and why.
    pub(super) fn failed(&mut self, known: Known, why: &str) {
        self.id.append_option(known.id);
        self.url.append_option(known.url);
        self.title.append_option(known.title);
        self.outlet.append_option(known.outlet);
        self.published.append_null();
        self.day.append_null();
        self.record.append_null();
        self.error.append_value(why);
        self.findings.iter_mut().for_each(Findings::failed);
    }

    /// The columns of all rows.
    ///
    /// # Errors
    /// If they are not those that [`fields`] tells, which would be a bug.
    pub(super) fn finish(mut self) -> Result<Vec<ArrayRef>, ArrowError> {
        let mut columns: Vec<ArrayRef> = Vec::new();
        for text in [&mut self.id, &mut self.url, &mut self.title, &mut self.outlet, &mut self.published] {
            columns.push(Arc::new(text.finish()));
        }
        columns.push(Arc::new(self.day.finish()));
        columns.push(Arc::new(self.record.finish()));
        columns.push(Arc::new(self.error.finish()));
        for findings in self.findings {
            columns.push(Arc::new(findings.finish()?));
        }
        Ok(columns)
    }
}

/// The findings of one kind, of all reports so far.
struct Findings {
    kind: Kind,
    cells: Vec<Cells>,
    /// How many each report has.
    counts: Vec<usize>,
    read: Vec<bool>,
}

/// The cells of one column.
enum Cells {
    Text(StringBuilder),
    Whole(Int64Builder),
    Number(Float64Builder),
    Day(Date32Builder),
    Texts(ListBuilder<StringBuilder>),
    Wholes(ListBuilder<Int64Builder>),
}

impl Findings {
    fn new(kind: Kind) -> Self {
        let cells = kind.own_columns().iter().map(|it| Cells::new(it.holds)).collect();
        Self { kind, cells, counts: Vec::new(), read: Vec::new() }
    }

    fn read(&mut self, record: &Record) {
        let rows = self.kind.own_rows(&flat::Report::new(record));
        self.counts.push(rows.len());
        self.read.push(true);
        for row in rows {
            self.cells.iter_mut().zip(row).for_each(|(cells, cell)| cells.add(cell));
        }
    }

    fn failed(&mut self) {
        self.counts.push(0);
        self.read.push(false);
    }

    fn finish(self) -> Result<ListArray, ArrowError> {
        let Self { kind, cells, counts, read } = self;
        let columns = cells.into_iter().map(Cells::finish).collect();
        let structs = StructArray::try_new(self::columns(kind), columns, None)?;
        let offsets = OffsetBuffer::from_lengths(counts);
        ListArray::try_new(item(kind), offsets, Arc::new(structs), Some(NullBuffer::from(read)))
    }
}

impl Cells {
    fn new(holds: Holds) -> Self {
        match holds {
            Holds::Text => Self::Text(StringBuilder::new()),
            Holds::Whole => Self::Whole(Int64Builder::new()),
            Holds::Number => Self::Number(Float64Builder::new()),
            Holds::Day => Self::Day(Date32Builder::new()),
            Holds::Texts => Self::Texts(ListBuilder::new(StringBuilder::new())),
            Holds::Wholes => Self::Wholes(ListBuilder::new(Int64Builder::new())),
        }
    }

    fn add(&mut self, cell: Cell<'_>) {
        match (self, cell) {
            (Self::Text(out), Cell::Text(it)) => out.append_value(it),
            (Self::Whole(out), Cell::Whole(it)) => out.append_value(it),
            (Self::Number(out), Cell::Number(it)) => out.append_value(it),
            (Self::Day(out), Cell::Day(it)) => out.append_option(days(it)),
            (Self::Texts(out), Cell::Texts(all)) => out.append_value(all.into_iter().map(Some)),
            (Self::Wholes(out), Cell::Wholes(all)) => out.append_value(all.into_iter().map(Some)),
            // Null; a cell of another type cannot be, as a test of all columns holds.
            (Self::Text(out), _) => out.append_null(),
            (Self::Whole(out), _) => out.append_null(),
            (Self::Number(out), _) => out.append_null(),
            (Self::Day(out), _) => out.append_null(),
            (Self::Texts(out), _) => out.append(true),
            (Self::Wholes(out), _) => out.append(true),
        }
    }

    fn finish(self) -> ArrayRef {
        match self {
            Self::Text(mut it) => Arc::new(it.finish()),
            Self::Whole(mut it) => Arc::new(it.finish()),
            Self::Number(mut it) => Arc::new(it.finish()),
            Self::Day(mut it) => Arc::new(it.finish()),
            Self::Texts(mut it) => Arc::new(it.finish()),
            Self::Wholes(mut it) => Arc::new(it.finish()),
        }
    }
}

/// The day of a moment as written, whatever the offset.
fn day(published: Option<&str>) -> Option<i32> {
    days(published?.get(..10)?.parse().ok()?)
}

fn days(day: Date) -> Option<i32> {
    // Jiff's days lie within ±4 million of 1970.
    i32::try_from(day.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24).ok()
}
