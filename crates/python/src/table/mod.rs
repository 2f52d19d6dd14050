//! Tables in Arrow's memory: the classes `Table` and `Batches`, which hand them on without copying.

mod columns;
mod input;
mod rows;

pub(crate) use columns::Columns;

use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{ArrowError, Field, SchemaRef};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};
use std::sync::{Arc, Mutex, PoisonError};

/// A table that was read. Whatever takes Arrow takes it, any number of times.
#[pyclass(frozen, module = "sayso._sayso")]
pub(crate) struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl Table {
    pub(crate) fn new(schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        Self { schema, batches }
    }
}

#[pymethods]
impl Table {
    #[getter]
    fn num_rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    #[getter]
    fn column_names(&self) -> Vec<String> {
        names(&self.schema)
    }

    fn __len__(&self) -> usize {
        self.num_rows()
    }

    fn __repr__(&self) -> String {
        format!("<sayso.Table: {} rows of {}>", self.num_rows(), names(&self.schema).join(", "))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, self.schema.as_ref())?)
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        stream(py, &self.schema, self.batches.clone().into_iter().map(Ok), requested_schema)
    }

    fn to_pyarrow<'py>(it: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        it.py().import("pyarrow")?.getattr("table")?.call1((it,))
    }

    fn to_pandas<'py>(it: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::to_pyarrow(it)?.call_method0("to_pandas")
    }

    fn to_polars<'py>(it: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        it.py().import("polars")?.getattr("DataFrame")?.call1((it,))
    }
}

/// A stream of tables, read while it is consumed, once.
#[pyclass(frozen, module = "sayso._sayso")]
pub(crate) struct Batches {
    schema: SchemaRef,
    columns: Mutex<Option<Columns>>,
}

impl Batches {
    pub(crate) fn new(columns: Columns) -> Self {
        Self { schema: columns.schema(), columns: Mutex::new(Some(columns)) }
    }
}

#[pymethods]
impl Batches {
    #[getter]
    fn column_names(&self) -> Vec<String> {
        names(&self.schema)
    }

    fn __repr__(&self) -> String {
        format!("<sayso.Batches: {}>", names(&self.schema).join(", "))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, self.schema.as_ref())?)
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let columns = self.columns.lock().unwrap_or_else(PoisonError::into_inner).take();
        let columns = columns.ok_or_else(|| PyValueError::new_err("the stream was taken already; it is read once"))?;
        stream(py, &self.schema, Released(columns), requested_schema)
    }

    fn to_pyarrow<'py>(it: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        it.py().import("pyarrow")?.getattr("RecordBatchReader")?.call_method1("from_stream", (it,))
    }
}

/// Batches made without the interpreter's lock, whether or not whoever asks for them has it: while they are made,
/// other Python threads go on.
struct Released(Columns);

impl Iterator for Released {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let columns = &mut self.0;
        match Python::try_attach(|py| py.detach(|| columns.next())) {
            Some(batch) => batch,
            // The interpreter is ending; nobody can have its lock.
            None => self.0.next(),
        }
    }
}

fn names(schema: &SchemaRef) -> Vec<String> {
    schema.fields().iter().map(|it| it.name().clone()).collect()
}

fn stream<'py>(
    py: Python<'py>,
    schema: &SchemaRef,
    batches: impl Iterator<Item = Result<RecordBatch, ArrowError>> + Send + 'static,
    requested: Option<Bound<'py, PyCapsule>>,
) -> PyResult<Bound<'py, PyCapsule>> {
    let field = Field::new_struct("", schema.fields().clone(), false).with_metadata(schema.metadata().clone());
    let arrays = batches.map(|batch| batch.map(|it| Arc::new(StructArray::from(it)) as ArrayRef));
    Ok(to_stream_pycapsule(py, Box::new(ArrayIterator::new(arrays, Arc::new(field))), requested)?)
}
