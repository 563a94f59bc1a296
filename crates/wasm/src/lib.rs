//! The browser's edge: plain functions, and one object that reads groups. The TypeScript types of
//! what they give stand in `types.ts`, which `cargo run -p schema` writes out of the Rust types.
#![cfg(target_arch = "wasm32")]

mod groups;

use headerlint::Report;
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::{Error, Serializer};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.ts");

#[wasm_bindgen(typescript_custom_section)]
const OPTIONS: &str = r#"
/** What an inspection depends on beside the text. */
export interface Options {
  /** Seconds since 1970; without it, what compares with today stays silent. */
  now?: number;
  /** Which of `Report.messages` to inspect, from 0; the first where not given. */
  message?: number;
  /**
   * How much of a report is made; all of it where not given. "counted": what providers ask is only
   * counted, which is half of a report.
   */
  detail?: "full" | "counted";
}
"#;

/// Makes a panic readable in the console before the instance ends.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// Inspects pasted text. Spans are UTF-16 units of `text`, as `String.prototype.slice` counts them.
#[wasm_bindgen(unchecked_return_type = "Report")]
pub fn inspect(
    text: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
) -> Result<JsValue, Error> {
    to_js(&headerlint::inspect(text, &parse_options(options)?).in_utf16(text))
}

/// Inspects the bytes of a file in whatever charset; gives the text read out of them too.
#[wasm_bindgen(unchecked_return_type = "Inspected")]
pub fn inspect_bytes(
    bytes: &[u8],
    #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
) -> Result<JsValue, Error> {
    let (text, report) = headerlint::inspect_bytes(bytes, &parse_options(options)?);
    to_js(&Inspected { report: report.in_utf16(&text), text })
}

/// Compares two pasted texts, the refused one on the left by custom. Spans are UTF-16 units of the
/// text of their side.
#[wasm_bindgen(unchecked_return_type = "Comparison")]
pub fn compare(
    left: &str,
    right: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
) -> Result<JsValue, Error> {
    to_js(&headerlint::compare(left, right, &parse_options(options)?).in_utf16(left, right))
}

/// The same with the reports on both, for the page: to compare is to inspect them anyhow.
#[wasm_bindgen(unchecked_return_type = "Compared")]
pub fn compare_inspected(
    left: &str,
    right: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
) -> Result<JsValue, Error> {
    let compared = headerlint::compare_inspected(left, right, &parse_options(options)?);
    to_js(&compared.in_utf16(left, right))
}

/// All rules, sorted by id.
#[wasm_bindgen(unchecked_return_type = "RuleReport[]")]
pub fn rules() -> Result<JsValue, Error> {
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

/// The options as JavaScript writes them.
#[derive(Default, Deserialize)]
struct Options {
    now: Option<f64>,
    message: Option<usize>,
    detail: Option<headerlint::Detail>,
}

/// The limits are the usual ones.
fn parse_options(options: JsValue) -> Result<headerlint::Options, Error> {
    let given: Option<Options> = serde_wasm_bindgen::from_value(options)?;
    let Options { now, message, detail } = given.unwrap_or_default();
    #[expect(clippy::cast_possible_truncation, reason = "saturates, and fractions do not matter")]
    let now = now.filter(|now| now.is_finite()).map(|now| now as i64);
    Ok(headerlint::Options {
        now,
        message: message.unwrap_or_default(),
        detail: detail.unwrap_or_default(),
        ..headerlint::Options::default()
    })
}

/// A report as the plain JavaScript value that `JSON.parse` would make of its JSON.
fn to_js(value: &impl Serialize) -> Result<JsValue, Error> {
    value.serialize(&Serializer::json_compatible())
}
