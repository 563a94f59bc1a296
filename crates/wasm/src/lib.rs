//! The browser's edge: plain functions, and one object that reads groups. The TypeScript types of
//! what they give stand in `types.ts` and `groups.ts`; `tests/types.rs` and `tests/group_types.rs`
//! keep them true.
#![cfg(target_arch = "wasm32")]

mod groups;

use headerlint::{Options, Report};
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.ts");

/// Makes a panic readable in the console before the instance ends.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// Inspects pasted text. Spans are UTF-16 units of `text`, as `String.prototype.slice` counts them.
/// `now`: seconds since 1970; without it, what compares with today stays silent. `message`: which of
/// `Report.messages` to inspect, the first where not given.
#[wasm_bindgen(unchecked_return_type = "Report")]
pub fn inspect(text: &str, now: Option<f64>, message: Option<usize>) -> Result<JsValue, JsValue> {
    to_js(&headerlint::inspect(text, &options(now, message)).in_utf16(text))
}

/// Inspects the bytes of a file in whatever charset; gives the text read out of them too.
#[wasm_bindgen(unchecked_return_type = "Inspected")]
pub fn inspect_bytes(
    bytes: &[u8],
    now: Option<f64>,
    message: Option<usize>,
) -> Result<JsValue, JsValue> {
    let (text, report) = headerlint::inspect_bytes(bytes, &options(now, message));
    to_js(&Inspected { report: report.in_utf16(&text), text })
}

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

/// All rules, sorted by id.
#[wasm_bindgen(unchecked_return_type = "RuleReport[]")]
pub fn rules() -> Result<JsValue, JsValue> {
    to_js(&headerlint::catalog::rules())
}

/// The version of this build.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

#[derive(Serialize)]
struct Inspected {
    text: String,
    report: Report,
}

/// The limits are the usual ones; `now` in seconds since 1970.
fn options(now: Option<f64>, message: Option<usize>) -> Options {
    let now = now.filter(|now| now.is_finite());
    #[expect(clippy::cast_possible_truncation, reason = "saturates, and fractions do not matter")]
    let now = now.map(|now| now as i64);
    Options { now, message: message.unwrap_or(0), ..Options::default() }
}

/// A report as a plain JavaScript value.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(&headerlint::json::json(value))
}
