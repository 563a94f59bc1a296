//! The browser's edge: plain functions, no objects to free. The TypeScript types of what they give
//! stand in `types.ts`; `tests/types.rs` keeps them true.
#![cfg(target_arch = "wasm32")]

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

/// Takes the tables that the module goes without, the file `tables.txt` beside it, once, before the first
/// inspection. A report without them is silent on programs, on what filters wrote, on brands and words that press, and on the
/// meaning of refusals.
#[wasm_bindgen]
pub fn learn_tables(tables: &str) {
    headerlint::learn(tables);
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
pub fn options(now: Option<f64>, message: Option<usize>) -> Options {
    let now = now.filter(|now| now.is_finite());
    #[expect(clippy::cast_possible_truncation, reason = "saturates, and fractions do not matter")]
    let now = now.map(|now| now as i64);
    Options { now, message: message.unwrap_or(0), ..Options::default() }
}

/// A report as a plain JavaScript value.
pub fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(&headerlint::json::json(value))
}
