//! Comparing in the browser: a module of its own, because few readers compare and it adds a tenth to
//! the size. It holds all that the page's module holds too, so that a worker needs only this one.
#![cfg(target_arch = "wasm32")]

mod groups;

use headerlint_wasm::{options, to_js};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Compares two pasted texts, the refused one on the left by custom. Spans are UTF-16 units of the
/// text of their side. `now`: seconds since 1970.
#[wasm_bindgen(unchecked_return_type = "Comparison")]
pub fn compare(left: &str, right: &str, now: Option<f64>) -> Result<JsValue, JsValue> {
    to_js(&headerlint::compare(left, right, &options(now, None)).in_utf16(left, right))
}

/// The same with the reports on both, for the page: to compare is to inspect them anyhow.
#[wasm_bindgen(unchecked_return_type = "Compared")]
pub fn compare_inspected(left: &str, right: &str, now: Option<f64>) -> Result<JsValue, JsValue> {
    let compared = headerlint::compare_inspected(left, right, &options(now, None));
    to_js(&compared.in_utf16(left, right))
}
