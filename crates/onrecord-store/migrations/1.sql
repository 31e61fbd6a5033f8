-- What came in, what was read in it, where it belongs, and when somebody looked. Rows are only
-- ever added: nothing here is changed or taken away (see the triggers at the end).

CREATE TABLE dispatches (
    key       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL,
    sha256    TEXT NOT NULL,          -- of the canonical text, in hexadecimal
    outlet    TEXT,
    url       TEXT,
    title     TEXT,
    text      TEXT NOT NULL,
    earliest  INTEGER,                -- publication, Unix seconds
    latest    INTEGER,
    learned   INTEGER NOT NULL,       -- when it was added, Unix seconds
    UNIQUE (id, sha256)
) STRICT;

CREATE INDEX dispatches_by_hash ON dispatches (sha256);
CREATE INDEX dispatches_by_learned ON dispatches (learned);

CREATE TABLE records (
    dispatch  INTEGER PRIMARY KEY REFERENCES dispatches (key),
    sha256    TEXT NOT NULL,          -- of the record's JSON below
    record    TEXT NOT NULL
) STRICT;

CREATE TABLE links (
    dispatch  INTEGER PRIMARY KEY REFERENCES dispatches (key),
    story     INTEGER NOT NULL REFERENCES dispatches (key),  -- the dispatch that opened the story
    origin    INTEGER NOT NULL REFERENCES dispatches (key)   -- the first of its near-copies
) STRICT;

CREATE INDEX links_by_story ON links (story);

CREATE TABLE looks (
    key       INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL,       -- Unix seconds
    seen      INTEGER NOT NULL        -- the last dispatch there was
) STRICT;

-- One row a finding, for questions; everything in it stands in the record too.
CREATE TABLE findings (
    key       INTEGER PRIMARY KEY,
    dispatch  INTEGER NOT NULL REFERENCES dispatches (key),
    kind      TEXT NOT NULL,          -- statement, position, figure, contact, event
    id        TEXT NOT NULL,          -- in its record
    who       TEXT NOT NULL,          -- names of speakers, parties, actors; parted by |
    about     TEXT NOT NULL,          -- proposal, what is counted, topics
    channel   TEXT,
    code      TEXT,                   -- PLOVER type and CAMEO code, parted by a blank
    stance    TEXT,
    earliest  INTEGER,                -- when it was said or happened, Unix seconds
    latest    INTEGER,
    start     INTEGER NOT NULL,       -- evidence, in Unicode scalar values of the text
    stop      INTEGER NOT NULL,
    words     TEXT NOT NULL           -- the evidence itself
) STRICT;

CREATE INDEX findings_by_dispatch ON findings (dispatch);
CREATE INDEX findings_by_kind ON findings (kind, key);

CREATE VIRTUAL TABLE finding_words USING fts5 (
    words, who, about, content = 'findings', content_rowid = 'key',
    tokenize = "unicode61 remove_diacritics 2"
);

CREATE TRIGGER findings_to_words AFTER INSERT ON findings BEGIN
    INSERT INTO finding_words (rowid, words, who, about)
    VALUES (new.key, new.words, new.who, new.about);
END;

CREATE TRIGGER keep_dispatches BEFORE UPDATE ON dispatches BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER hold_dispatches BEFORE DELETE ON dispatches BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER keep_records BEFORE UPDATE ON records BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER hold_records BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER keep_links BEFORE UPDATE ON links BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER hold_links BEFORE DELETE ON links BEGIN SELECT RAISE(ABORT, 'append-only'); END;
