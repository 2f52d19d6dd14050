//! The record `sayso/1`.
