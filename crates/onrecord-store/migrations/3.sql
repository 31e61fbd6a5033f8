-- Dates are found through the index of words too (`calendar.rs` says as which words), and the program
-- fills it itself, a row a finding: a trigger made every row an undertaking of its own. The indexes
-- beside it, that served dates and kinds, go.

DROP TRIGGER findings_to_words;
DROP TABLE finding_words;
DROP INDEX findings_by_dispatch;
DROP INDEX findings_by_kind;
DROP INDEX findings_by_till;
DROP INDEX findings_by_since;

-- Only an index: the words themselves are in `findings`.
CREATE VIRTUAL TABLE finding_words USING fts5 (
    words, who, about, channel, code, stance, kind, days, content = '',
    tokenize = "unicode61 remove_diacritics 2"
);
