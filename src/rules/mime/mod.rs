//! MIME-Version, Content-Type and Content-Transfer-Encoding.

mod fields;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &fields::BOUNDARY_MALFORMED,
    &fields::BOUNDARY_MISSING,
    &fields::CHARSET_MISSING,
    &fields::CHARSET_UNKNOWN,
    &fields::CONTENT_TYPE_EXTRA_SEMICOLON,
    &fields::CONTENT_TYPE_MALFORMED,
    &fields::CONTENT_TYPE_PARAMETER_MALFORMED,
    &fields::ISO_2022_JP_NOT_7BIT,
    &fields::MESSAGE_PARTIAL,
    &fields::MIME_VERSION_MISSING,
    &fields::MIME_VERSION_WRONG,
    &fields::PARAMETER_ENCODED_WORD,
    &fields::PARAMETER_EXTENDED_BROKEN,
    &fields::REPORT_TYPE_MISSING,
    &fields::TEXT_BASE64_NEEDLESS,
    &fields::TRANSFER_ENCODING_CASE,
    &fields::TRANSFER_ENCODING_ON_MULTIPART,
    &fields::TRANSFER_ENCODING_UNKNOWN,
];
