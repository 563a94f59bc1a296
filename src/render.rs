//! The report as text, lines quoted and spans underlined as rustc does it.
