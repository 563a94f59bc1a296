//! Groups of messages and a sender's profile, read in pieces. The one object of the edge: what it
//! holds between two pieces stays on this side.

use super::to_js;
use headerlint::Options;
use headerlint::compare::{self, Fate};
use serde_wasm_bindgen::Error;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Reads files in pieces of any size and counts the messages in them; no text of them is kept.
#[wasm_bindgen]
pub struct Collector(compare::Collector);

#[wasm_bindgen]
#[expect(clippy::new_without_default, reason = "JavaScript knows constructors only")]
impl Collector {
    /// Nothing read yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self(compare::Collector::new(&Options::default()))
    }

    /// Begins a file of messages of that fate.
    pub fn open(&mut self, #[wasm_bindgen(unchecked_param_type = "Fate")] fate: &str) {
        self.0.open(match fate {
            "refused" => Fate::Refused,
            "accepted" => Fate::Accepted,
            _ => Fate::Sent,
        });
    }

    /// The next bytes of the file. Gives whether the rest is worth reading.
    pub fn push(&mut self, bytes: &[u8]) -> bool {
        self.0.push(bytes)
    }

    /// Messages counted so far in this file.
    pub fn messages(&self) -> usize {
        self.0.messages()
    }

    /// Ends the file.
    #[wasm_bindgen(unchecked_return_type = "FileReport")]
    pub fn close(&mut self) -> Result<JsValue, Error> {
        to_js(&self.0.close())
    }

    /// What the files so far show; more may be read after.
    #[wasm_bindgen(unchecked_return_type = "Collected")]
    pub fn report(&mut self) -> Result<JsValue, Error> {
        to_js(&self.0.report())
    }
}
