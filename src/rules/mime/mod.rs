//! MIME-Version, Content-Type and Content-Transfer-Encoding of the top-level block.

mod charset;
mod content_type;
mod transfer_encoding;
mod version;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &version::ATTACHMENT_UNNAMED,
    &content_type::BOUNDARY_MALFORMED,
    &content_type::BOUNDARY_MISSING,
    &charset::CHARSET_MISSING,
    &charset::CHARSET_UNKNOWN,
    &charset::CHARSET_UNQUOTED,
    &content_type::CONTENT_TYPE_EXTRA_SEMICOLON,
    &content_type::CONTENT_TYPE_MALFORMED,
    &content_type::CONTENT_TYPE_PARAMETER_MALFORMED,
    &charset::ISO_2022_JP_NOT_7BIT,
    &version::MESSAGE_PARTIAL,
    &version::MIME_VERSION_MISSING,
    &version::MIME_VERSION_WRONG,
    &content_type::PARAMETER_ENCODED_WORD,
    &content_type::PARAMETER_EXTENDED_BROKEN,
    &version::REPORT_TYPE_MISSING,
    &transfer_encoding::TEXT_BASE64_NEEDLESS,
    &transfer_encoding::TRANSFER_ENCODING_CASE,
    &transfer_encoding::TRANSFER_ENCODING_ON_MULTIPART,
    &transfer_encoding::TRANSFER_ENCODING_UNKNOWN,
];
