//! The extension module `_sayso` of the Python package `sayso`: reading on Rust's threads, without the interpreter's lock.
//!
//! What Python code sees of it is in `python/sayso`, which gives records as dictionaries; here they are JSON, made by
//! the same code as the program's, so the two cannot differ. Only `given`, `reader` and `reports` hold Python objects:
//! what works on threads never needs the interpreter, so nobody can wait for it in a circle.
//!
//! | module | purpose |
//! | --- | --- |
//! | `given` | what Python hands over, as an input and what is known of it |
//! | `work` | reading one item, and threads that do, with what they share |
//! | `reader` | the class `Reader` |
//! | `reports` | the class `Reports`: results in order, as they come |
//! | `table` | Arrow in, Arrow out: the classes `Table` and `Batches` |

#![cfg(feature = "extension")]

mod given;
mod reader;
mod reports;
mod table;
mod work;

use pyo3::prelude::*;

/// Extracts pages for another process until that ends: what `python/sayso/_extract.py` is started for.
#[pyfunction]
fn serve(py: Python<'_>) -> PyResult<()> {
    // A pipe that is gone leaves nobody to tell.
    py.detach(|| drop(sayso::ingest::worker::serve()));
    Ok(())
}

/// A record as JSON, from JSON: the fields in their order, the numbers as the program writes them.
#[pyfunction]
fn line(py: Python<'_>, json: &str, pretty: bool) -> PyResult<String> {
    let written = py.detach(|| {
        let record: sayso_wire::Record = serde_json::from_str(json)?;
        if pretty { serde_json::to_string_pretty(&record) } else { serde_json::to_string(&record) }
    });
    written.map_err(|error| pyo3::exceptions::PyValueError::new_err(format!("no record sayso/1: {error}")))
}

/// The module.
#[pymodule]
#[pyo3(name = "_sayso")]
fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("SCHEMA", sayso_wire::SCHEMA)?;
    module.add_class::<reader::Reader>()?;
    module.add_class::<reports::Reports>()?;
    module.add_class::<table::Table>()?;
    module.add_class::<table::Batches>()?;
    module.add_function(wrap_pyfunction!(serve, module)?)?;
    module.add_function(wrap_pyfunction!(line, module)?)
}
