//! Writes a report as JSON: the shortest way over the browser's edge, for `JSON.parse` makes all
//! objects at once. A serializer that calls JavaScript for each value is three times the code.

use serde::ser::{self, Serialize, Serializer};
use std::fmt::{self, Display};

/// The JSON text of a value.
pub fn json(value: &impl Serialize) -> String {
    let mut out = Json(String::new());
    match value.serialize(&mut out) {
        Ok(()) => out.0,
        Err(never) => match never {},
    }
}

struct Json(String);

/// Nothing fails here; a type without values leaves no checks in the code.
#[derive(Debug)]
enum Never {}

impl Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    fn custom<T: Display>(_: T) -> Self {
        unreachable!("no value of a report refuses to be written")
    }
}

type Done = Result<(), Never>;

impl Json {
    #[inline(never)]
    #[expect(clippy::unnecessary_wraps, reason = "what serializers hand back")]
    fn raw(&mut self, text: &str) -> Done {
        self.0.push_str(text);
        Ok(())
    }

    #[inline(never)]
    fn text(&mut self, text: &str) {
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => self.0.extend(['\\', c]),
                '\n' => self.0.push_str("\\n"),
                '\0'..='\u{1f}' => {
                    self.0.push_str("\\u00");
                    let digit = |n: u32| char::from_digit(n, 16).unwrap_or('0');
                    self.0.extend([digit(u32::from(c) >> 4), digit(u32::from(c) & 15)]);
                }
                _ => self.0.push(c),
            }
        }
        self.0.push('"');
    }

    #[inline(never)]
    fn number(&mut self, negative: bool, mut magnitude: u64) {
        let mut digits = [0; 20];
        let mut used = 0;
        for slot in digits.iter_mut().rev() {
            *slot = b'0' + (magnitude % 10) as u8;
            magnitude /= 10;
            used += 1;
            if magnitude == 0 {
                break;
            }
        }
        if negative {
            self.0.push('-');
        }
        self.0.extend(digits.iter().skip(digits.len() - used).map(|digit| char::from(*digit)));
    }

    /// A comma, unless this is the first of its list or object.
    #[inline(never)]
    fn next(&mut self) {
        if !self.0.ends_with(['[', '{']) {
            self.0.push(',');
        }
    }

    #[inline(never)]
    fn key(&mut self, key: &str) {
        self.next();
        self.text(key);
        self.0.push(':');
    }

    #[expect(clippy::unnecessary_wraps, reason = "what serializers hand back")]
    fn open(&mut self, bracket: char) -> Result<&mut Self, Never> {
        self.0.push(bracket);
        Ok(self)
    }
}

impl<'a> Serializer for &'a mut Json {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = &'a mut Json;
    type SerializeTuple = &'a mut Json;
    type SerializeTupleStruct = &'a mut Json;
    type SerializeTupleVariant = ser::Impossible<(), Never>;
    type SerializeMap = &'a mut Json;
    type SerializeStruct = &'a mut Json;
    type SerializeStructVariant = ser::Impossible<(), Never>;

    fn serialize_bool(self, value: bool) -> Done {
        self.raw(if value { "true" } else { "false" })
    }

    fn serialize_i8(self, value: i8) -> Done {
        self.serialize_i64(i64::from(value))
    }

    fn serialize_i16(self, value: i16) -> Done {
        self.serialize_i64(i64::from(value))
    }

    fn serialize_i32(self, value: i32) -> Done {
        self.serialize_i64(i64::from(value))
    }

    fn serialize_i64(self, value: i64) -> Done {
        self.number(value < 0, value.unsigned_abs());
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Done {
        self.serialize_u64(u64::from(value))
    }

    fn serialize_u16(self, value: u16) -> Done {
        self.serialize_u64(u64::from(value))
    }

    fn serialize_u32(self, value: u32) -> Done {
        self.serialize_u64(u64::from(value))
    }

    fn serialize_u64(self, value: u64) -> Done {
        self.number(false, value);
        Ok(())
    }

    /// Weights: in thousandths.
    #[expect(clippy::cast_possible_truncation, reason = "saturates")]
    fn serialize_f32(self, value: f32) -> Done {
        let thousandths = (f64::from(value) * 1000.0).round() as i64;
        self.serialize_i64(thousandths)?;
        self.raw("e-3")
    }

    /// Probabilities: six digits that say something, however small the number is.
    #[expect(clippy::cast_possible_truncation, reason = "below a million, or saturates")]
    fn serialize_f64(self, mut value: f64) -> Done {
        let mut exponent = 0;
        // No number above zero is below 1e-324.
        while value != 0.0 && value.abs() < 100_000.0 && exponent > -330 {
            value *= 10.0;
            exponent -= 1;
        }
        self.serialize_i64(value.round() as i64)?;
        self.raw("e")?;
        self.serialize_i64(exponent)
    }

    fn serialize_char(self, value: char) -> Done {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Done {
        self.text(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Done {
        value.serialize(self)
    }

    fn serialize_none(self) -> Done {
        self.raw("null")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Done {
        self.raw("null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Done {
        self.raw("null")
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Done {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Done {
        self.raw("{")?;
        self.key(variant);
        value.serialize(&mut *self)?;
        self.raw("}")
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Never> {
        self.open('[')
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Never> {
        self.open('[')
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Never> {
        self.open('[')
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Never> {
        unreachable!("no part of a report is a tuple variant")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Never> {
        self.open('{')
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Never> {
        self.open('{')
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Never> {
        unreachable!("no part of a report is a struct variant without a tag")
    }
}

impl ser::SerializeSeq for &mut Json {
    type Ok = ();
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.next();
        value.serialize(&mut **self)
    }

    fn end(self) -> Done {
        self.raw("]")
    }
}

impl ser::SerializeTuple for &mut Json {
    type Ok = ();
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Done {
        self.raw("]")
    }
}

impl ser::SerializeTupleStruct for &mut Json {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Done {
        self.raw("]")
    }
}

impl ser::SerializeMap for &mut Json {
    type Ok = ();
    type Error = Never;

    /// Keys are names; anything else would not be JSON.
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Done {
        self.next();
        key.serialize(&mut **self)?;
        self.raw(":")
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        value.serialize(&mut **self)
    }

    fn end(self) -> Done {
        self.raw("}")
    }
}

impl ser::SerializeStruct for &mut Json {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Done {
        self.key(key);
        value.serialize(&mut **self)
    }

    fn end(self) -> Done {
        self.raw("}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, inspect};
    use proptest::prelude::*;
    use serde_json::Value;

    fn same(value: &impl Serialize) {
        let ours: Value = serde_json::from_str(&json(value)).unwrap();
        // Once around, so that 5.0 and 5 are the same number.
        assert_eq!(numbers(ours), numbers(serde_json::to_value(value).unwrap()));
    }

    fn numbers(value: Value) -> Value {
        match value {
            Value::Number(number) => number.as_f64().into(),
            Value::Array(list) => list.into_iter().map(numbers).collect(),
            Value::Object(map) => map.into_iter().map(|(key, v)| (key, numbers(v))).collect(),
            other => other,
        }
    }

    #[test]
    fn the_catalog_is_what_serde_json_makes_of_it() {
        same(&crate::catalog::rules());
    }

    #[test]
    fn extreme_numbers_are_kept() {
        assert_eq!(json(&(i64::MIN, u64::MAX, 0, -7)), format!("[{},{},0,-7]", i64::MIN, u64::MAX));
        assert_eq!(json(&(2.6f32, -0.1f32, None::<u8>)), "[2600e-3,-100e-3,null]");
    }

    #[test]
    fn small_probabilities_keep_their_digits() {
        for p in [0.0, 1.0, 0.05, 0.123_456_7, 1.326_411e-11, 7.5e-300] {
            let read: f64 = json(&p).parse().unwrap();
            assert!((read - p).abs() <= p * 1e-5, "{p}: {}", json(&p));
        }
    }

    proptest! {
        #[test]
        fn every_text_is_what_serde_json_makes_of_it(text in any::<String>()) {
            same(&text);
            same(&inspect(&text, &Options::default()));
        }

        #[test]
        fn every_report_is_what_serde_json_makes_of_it(
            text in "(From: |Subject: =\\?utf-8\\?Q\\?|Received: from x|X-Spam-Score: 5\n|[a-z <>@.\"\\\\\u{1}\n?=🙂;]{0,9}){0,20}"
        ) {
            same(&inspect(&text, &Options::default()));
        }
    }
}
