//! Tests of the library through its public interface.

mod cases;
mod complete;
