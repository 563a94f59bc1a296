//! The sentences, out of the locale files that the page uses too; natively only.
