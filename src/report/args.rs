//! The values in one sentence.

use crate::arg::Arg;
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The values in one sentence, by name and in the order of names.
///
/// They are a handful at most, so they are kept in a list: the tree of the standard library alone
/// would add 14 KB to the WebAssembly.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(from = "BTreeMap<String, Arg>")]
pub struct Args(Vec<(Cow<'static, str>, Arg)>);

impl Args {
    /// Creates an empty list of values.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Returns the value with this name.
    pub fn get(&self, name: &str) -> Option<&Arg> {
        self.0.iter().find(|(n, _)| *n == name).map(|(_, arg)| arg)
    }

    /// Sets the value with this name.
    pub fn insert(&mut self, name: &'static str, arg: Arg) {
        let at = self.0.iter().take_while(|(n, _)| **n < *name).count();
        match self.0.get_mut(at).filter(|(n, _)| *n == name) {
            Some((_, old)) => *old = arg,
            None => self.0.insert(at, (name.into(), arg)),
        }
    }

    /// Returns the names and values, in the order of names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Arg)> {
        self.0.iter().map(|(name, arg)| (&**name, arg))
    }

    fn of(list: &[(&'static str, Arg)]) -> Self {
        let mut args = Self::new();
        for (name, arg) in list {
            args.insert(name, arg.clone());
        }
        args
    }
}

impl From<&[(&'static str, Arg)]> for Args {
    fn from(list: &[(&'static str, Arg)]) -> Self {
        Self::of(list)
    }
}

impl<const N: usize> From<[(&'static str, Arg); N]> for Args {
    fn from(list: [(&'static str, Arg); N]) -> Self {
        Self::of(&list)
    }
}

impl From<BTreeMap<String, Arg>> for Args {
    fn from(map: BTreeMap<String, Arg>) -> Self {
        Self(map.into_iter().map(|(name, arg)| (name.into(), arg)).collect())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Args {
    fn schema_name() -> Cow<'static, str> {
        "Args".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "The values in one sentence, by the name of their placeholder.",
            "type": "object",
            "additionalProperties": generator.subschema_for::<Arg>(),
        })
    }
}

impl Serialize for Args {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}
