-- Channels, codes, stances and kinds are found through the index too, and a finding knows by itself
-- from when to when it is, which is its dispatch's time where it has none of its own.

ALTER TABLE findings ADD COLUMN since INTEGER;  -- Unix seconds
ALTER TABLE findings ADD COLUMN till INTEGER;

UPDATE findings SET
    since = coalesce(earliest, (SELECT d.earliest FROM dispatches d WHERE d.key = dispatch)),
    till = coalesce(latest, (SELECT d.latest FROM dispatches d WHERE d.key = dispatch));

CREATE INDEX findings_by_till ON findings (till, since);
CREATE INDEX findings_by_since ON findings (since);

DROP TRIGGER findings_to_words;
DROP TABLE finding_words;

CREATE VIRTUAL TABLE finding_words USING fts5 (
    words, who, about, channel, code, stance, kind, content = 'findings', content_rowid = 'key',
    tokenize = "unicode61 remove_diacritics 2"
);

INSERT INTO finding_words (finding_words) VALUES ('rebuild');

CREATE TRIGGER findings_to_words AFTER INSERT ON findings BEGIN
    INSERT INTO finding_words (rowid, words, who, about, channel, code, stance, kind)
    VALUES (new.key, new.words, new.who, new.about, new.channel, new.code, new.stance, new.kind);
END;
