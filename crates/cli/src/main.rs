//! The program `sayso`.
fn main() {}
