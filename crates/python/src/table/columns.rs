//! A stream of batches, read while it is consumed: some rows are handed out while the next ones are being read.

use super::input::{Known, Rows};
use super::rows::{Gathered, fields};
use crate::work::{Outcome, Pool, lost};
use arrow_array::{RecordBatch, RecordBatchOptions, RecordBatchReader};
use arrow_schema::{ArrowError, Field, FieldRef, Schema, SchemaRef};
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

/// Most rows that are handed out at once. Few enough that the first come soon and that their records fit in memory,
/// enough that no thread waits for another for long.
const ROWS: usize = 128;

/// Most bytes of texts and pages that are handed out at once, but for a single one that has more.
const BYTES: usize = 8 << 20;

/// Batches of what was read, for batches of reports.
pub(crate) struct Columns {
    stream: Box<dyn RecordBatchReader + Send>,
    pool: Pool,
    schema: SchemaRef,
    /// Which columns are handed on as they came.
    others: Vec<usize>,
    /// The batch at hand, and how many of its rows were taken.
    at_hand: Option<(RecordBatch, Arc<Rows>, usize)>,
    /// How many rows were taken in all.
    taken: usize,
    waiting: VecDeque<Part>,
    /// What the stream failed with; told once everything before it is handed out.
    failed: Option<ArrowError>,
}

/// Rows that are being read.
struct Part {
    batch: RecordBatch,
    results: Vec<(Known, Receiver<Outcome>)>,
}

impl Columns {
    /// What comes of a stream.
    ///
    /// # Errors
    /// If its columns hold no reports; tells why.
    pub(crate) fn new(stream: Box<dyn RecordBatchReader + Send>, pool: Pool) -> Result<Self, String> {
        let given = stream.schema();
        Rows::check(&given)?;
        let mut columns = fields();
        let ours = |it: &Field| columns.iter().any(|column| column.name() == it.name());
        let read = |it: &Field| matches!(it.name().as_str(), "text" | "html");
        let others: Vec<(usize, FieldRef)> =
            given.fields().iter().cloned().enumerate().filter(|(_, it)| !ours(it) && !read(it)).collect();
        columns.extend(others.iter().map(|(_, field)| Arc::clone(field)));
        Ok(Self {
            stream,
            pool,
            schema: Arc::new(Schema::new(columns)),
            others: others.into_iter().map(|(at, _)| at).collect(),
            at_hand: None,
            taken: 0,
            waiting: VecDeque::new(),
            failed: None,
        })
    }

    pub(crate) fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    /// Has the next rows read, if there are any.
    fn take(&mut self) -> Result<bool, ArrowError> {
        let (batch, rows, start) = loop {
            match self.at_hand.take() {
                Some((batch, rows, start)) if start < batch.num_rows() => break (batch, rows, start),
                _ => {
                    let Some(batch) = self.stream.next() else { return Ok(false) };
                    let batch = batch?;
                    let rows = Arc::new(Rows::of(&batch)?);
                    self.at_hand = Some((batch, rows, 0));
                }
            }
        };
        let (mut end, mut bytes) = (start, 0);
        while end < batch.num_rows() && end - start < ROWS && (end == start || bytes + rows.bytes(end) <= BYTES) {
            bytes += rows.bytes(end);
            end += 1;
        }
        let read = |row: usize| {
            let (rows, number) = (Arc::clone(&rows), self.taken + row - start);
            self.pool.read(move |shared, extractor| {
                let (input, options) = rows.input(row, number, &shared.options)?;
                shared.only(extractor, &input, &options)
            })
        };
        let results = (start..end).map(|row| (rows.known(row), read(row))).collect();
        self.waiting.push_back(Part { batch: batch.slice(start, end - start), results });
        self.taken += end - start;
        self.at_hand = Some((batch, rows, end));
        Ok(true)
    }

    fn finish(&self, Part { batch, results }: Part) -> Result<RecordBatch, ArrowError> {
        let mut gathered = Gathered::new();
        for (known, result) in results {
            match result.recv().unwrap_or_else(|_| Err(lost("a row"))) {
                Ok(report) => gathered.read(&report),
                Err(failed) => gathered.failed(known, &failed.why),
            }
        }
        let mut columns = gathered.finish()?;
        columns.extend(self.others.iter().map(|&at| Arc::clone(batch.column(at))));
        let options = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
        RecordBatch::try_new_with_options(Arc::clone(&self.schema), columns, &options)
    }
}

impl Iterator for Columns {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        // Two parts: while one is handed out, the threads are at the next.
        while self.waiting.len() < 2 && self.failed.is_none() {
            match self.take() {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => self.failed = Some(error),
            }
        }
        match self.waiting.pop_front() {
            Some(part) => Some(self.finish(part)),
            None => self.failed.take().map(Err),
        }
    }
}
