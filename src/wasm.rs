//! The browser's edge.
