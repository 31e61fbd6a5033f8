//! Small letters, without a copy of what has no others.

use std::borrow::Cow;

/// A word in lower case.
///
/// ```
/// use onrecord_rules::lower;
/// assert!(matches!(lower("talks"), std::borrow::Cow::Borrowed("talks")));
/// assert_eq!(lower("Élysée"), "élysée");
/// ```
pub fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    }
}
