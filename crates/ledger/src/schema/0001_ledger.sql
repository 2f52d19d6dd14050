-- A ledger of reports, and of what was read in them.
--
-- Tables are named for one row (`statement`) and hold every reading ever made; views are named for many (`statements`)
-- and show what is in force: the newest reading of each report. Positions are Unicode code points into the report's
-- text. A day is counted from 1970-01-01. Dates and intervals are ISO 8601.

-- What read: the version of the rules, the digests of the weights ('' where there were none) and of the tables.
CREATE TABLE reader (
    id INTEGER PRIMARY KEY,
    version TEXT NOT NULL,
    weights TEXT NOT NULL,
    data TEXT NOT NULL,
    UNIQUE (version, weights, data)
) STRICT;

-- Reports about the same happenings within days; a story may have one report. `reports` counts pages, not their earlier versions.
CREATE TABLE story (
    id INTEGER PRIMARY KEY,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    reports INTEGER NOT NULL
) STRICT;
CREATE INDEX story_last_day ON story (last_day) WHERE reports > 1;

-- A report as it was ingested. A page that has changed makes another document, `earlier` is the one before it. What is long
-- stands last: whatever comes after it costs more to read.
CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    url TEXT,
    title TEXT,
    outlet TEXT,
    authors TEXT NOT NULL,
    published TEXT,
    modified TEXT,
    language TEXT,
    keys TEXT NOT NULL,
    day INTEGER NOT NULL,
    added TEXT NOT NULL,
    earlier INTEGER REFERENCES document,
    replaced INTEGER NOT NULL DEFAULT 0,
    story INTEGER REFERENCES story,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX document_url ON document (url) WHERE url IS NOT NULL;
CREATE INDEX document_name ON document (name);
CREATE INDEX document_day ON document (day);
CREATE INDEX document_earlier ON document (earlier) WHERE earlier IS NOT NULL;
CREATE INDEX document_story ON document (story) WHERE story IS NOT NULL;

-- One pass of a reader over a report. `record` is the whole record sayso/1 but for the text, as deflated JSON.
CREATE TABLE reading (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document,
    reader INTEGER NOT NULL REFERENCES reader,
    read_at TEXT NOT NULL,
    superseded INTEGER NOT NULL DEFAULT 0,
    record BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX reading_in_force ON reading (document) WHERE superseded = 0;
CREATE INDEX reading_document ON reading (document);

-- The register: people, bodies and places known across reports. `key` says who is taken for the same.
CREATE TABLE party (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    country TEXT,
    sector TEXT,
    code TEXT,
    merged_into INTEGER REFERENCES party
) STRICT;
CREATE INDEX party_merged ON party (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE alias (
    folded TEXT NOT NULL,
    party INTEGER NOT NULL REFERENCES party,
    name TEXT NOT NULL,
    PRIMARY KEY (folded, party)
) STRICT, WITHOUT ROWID;

-- That a party is mentioned in a reading; `number` is its id in the record.
CREATE TABLE appearance (
    reading INTEGER NOT NULL REFERENCES reading,
    number INTEGER NOT NULL,
    party INTEGER NOT NULL REFERENCES party,
    name TEXT NOT NULL,
    role TEXT,
    mentions INTEGER NOT NULL,
    PRIMARY KEY (reading, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX appearance_party ON appearance (party, reading);

-- What people decided about the register and about readings, in their order; it stands above what is read.
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    made TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('merge', 'split', 'correct')),
    subject TEXT NOT NULL,
    value TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX decision_subject ON decision (what, subject);

CREATE TABLE statement (
    id INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES reading,
    number INTEGER NOT NULL,
    day INTEGER NOT NULL,
    speaker INTEGER REFERENCES party,
    speaker_name TEXT,
    source TEXT,
    cue TEXT,
    words TEXT NOT NULL,
    keys TEXT NOT NULL,
    manner TEXT NOT NULL,
    act TEXT NOT NULL,
    said_on TEXT,
    addressee TEXT,
    within INTEGER,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    found_by TEXT NOT NULL,
    score REAL NOT NULL,
    quotation INTEGER REFERENCES statement
) STRICT;
CREATE INDEX statement_reading ON statement (reading);
CREATE INDEX statement_speaker ON statement (speaker, day) WHERE speaker IS NOT NULL;
CREATE INDEX statement_quotation ON statement (quotation) WHERE quotation IS NOT NULL;

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES reading,
    number INTEGER NOT NULL,
    day INTEGER NOT NULL,
    type TEXT NOT NULL,
    modes TEXT NOT NULL,
    status TEXT NOT NULL,
    words TEXT NOT NULL,
    names TEXT NOT NULL,
    keys TEXT NOT NULL,
    "when" TEXT,
    place TEXT,
    lat REAL,
    lon REAL,
    country TEXT,
    geonames_id INTEGER,
    dead_low INTEGER,
    dead_high INTEGER,
    injured_low INTEGER,
    injured_high INTEGER,
    cameo TEXT,
    quad INTEGER NOT NULL,
    scale REAL NOT NULL,
    statement INTEGER REFERENCES statement,
    same_as INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    found_by TEXT NOT NULL,
    score REAL NOT NULL,
    happening INTEGER REFERENCES event
) STRICT;
CREATE INDEX event_reading ON event (reading);
CREATE INDEX event_type ON event (type, day);
CREATE INDEX event_happening ON event (happening) WHERE happening IS NOT NULL;

CREATE TABLE participant (
    event INTEGER NOT NULL REFERENCES event,
    role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
    place INTEGER NOT NULL,
    party INTEGER REFERENCES party,
    name TEXT NOT NULL,
    PRIMARY KEY (event, role, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_party ON participant (party, event) WHERE party IS NOT NULL;

CREATE TABLE figure (
    id INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES reading,
    number INTEGER NOT NULL,
    day INTEGER NOT NULL,
    words TEXT NOT NULL,
    low REAL,
    high REAL,
    unit TEXT NOT NULL,
    "of" TEXT NOT NULL,
    keys TEXT NOT NULL,
    per TEXT,
    "when" TEXT,
    place TEXT,
    statement INTEGER REFERENCES statement,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    found_by TEXT NOT NULL,
    score REAL NOT NULL
) STRICT;
CREATE INDEX figure_reading ON figure (reading);

CREATE TABLE place (
    reading INTEGER NOT NULL REFERENCES reading,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    name TEXT NOT NULL,
    lat REAL NOT NULL,
    lon REAL NOT NULL,
    country TEXT,
    admin1 TEXT,
    geonames_id INTEGER,
    PRIMARY KEY (reading, start)
) STRICT, WITHOUT ROWID;

-- What is put side by side. Keys are fixed hashes (see the code that compares): rows that share one may be alike.
CREATE TABLE copy (
    document INTEGER NOT NULL REFERENCES document,
    of INTEGER NOT NULL REFERENCES document,
    kind TEXT NOT NULL,
    share REAL NOT NULL,
    PRIMARY KEY (document, of)
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_of ON copy (of);

CREATE TABLE copy_key (key INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (key, document)) STRICT, WITHOUT ROWID;
CREATE TABLE quotation_key (key INTEGER NOT NULL, statement INTEGER NOT NULL, PRIMARY KEY (key, statement)) STRICT, WITHOUT ROWID;
CREATE TABLE figure_key (key INTEGER NOT NULL, day INTEGER NOT NULL, figure INTEGER NOT NULL, PRIMARY KEY (key, day, figure)) STRICT, WITHOUT ROWID;
CREATE TABLE story_term (term INTEGER NOT NULL, day INTEGER NOT NULL, document INTEGER NOT NULL, weight REAL NOT NULL, PRIMARY KEY (term, day, document)) STRICT, WITHOUT ROWID;

CREATE TABLE term_count (term INTEGER PRIMARY KEY, reports INTEGER NOT NULL) STRICT;

-- Figures about one thing that cannot both hold; a factor of 0 stands for one that has no end.
CREATE TABLE difference (
    figure INTEGER NOT NULL REFERENCES figure,
    other INTEGER NOT NULL REFERENCES figure,
    factor REAL NOT NULL,
    PRIMARY KEY (figure, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX difference_other ON difference (other);

-- Runs of `sayso add`. One that was not finished goes on where it was stopped.
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    inputs TEXT NOT NULL,
    started TEXT NOT NULL,
    finished TEXT
) STRICT;
CREATE TABLE item (run INTEGER NOT NULL REFERENCES run, name TEXT NOT NULL, PRIMARY KEY (run, name)) STRICT, WITHOUT ROWID;
CREATE TABLE failure (name TEXT PRIMARY KEY, why TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, times INTEGER NOT NULL) STRICT;

-- Full text; `content="…"` is written so that datasette and sqlite-utils find it. `keys` holds tokens that narrow a search: y2026 m202603 d20260304 (the report's day), o… (outlet), p… (speaker),
-- a… and r… (actor, recipient), t… (type), s… (status), n… (country).
CREATE VIRTUAL TABLE document_words USING fts5 (
    title, text, keys, content="document", content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE statement_words USING fts5 (
    words, keys, content="statement", content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE event_words USING fts5 (
    words, names, keys, content="event", content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE figure_words USING fts5 (
    words, "of", keys, content="figure", content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);

-- What is in force.
CREATE VIEW documents AS
    SELECT id, name, url, title, outlet, authors, published, modified, language, text, added, earlier, story
    FROM document WHERE replaced = 0;
CREATE VIEW statements AS
    SELECT s.id, d.id AS document, d.outlet, d.published, d.title, d.url, coalesce(m.name, p.name, s.speaker_name) AS speaker,
           coalesce(p.merged_into, p.id) AS party, s.source, s.cue, s.words, s.manner, s.act, s.said_on, s.addressee, s.start, s."end",
           s.found_by, s.score, s.quotation
    FROM statement s JOIN reading r ON r.id = s.reading AND r.superseded = 0 JOIN document d ON d.id = r.document AND d.replaced = 0
    LEFT JOIN party p ON p.id = s.speaker LEFT JOIN party m ON m.id = p.merged_into;
CREATE VIEW events AS
    SELECT e.id, d.id AS document, d.outlet, d.published, d.title, d.url, e.type, e.modes, e.status, e.words, e."when", e.place, e.lat, e.lon,
           e.country, e.geonames_id, e.dead_low, e.dead_high, e.injured_low, e.injured_high, e.cameo, e.quad, e.scale,
           (SELECT group_concat(name, '; ') FROM participant WHERE event = e.id AND role = 'actor') AS actors,
           (SELECT group_concat(name, '; ') FROM participant WHERE event = e.id AND role = 'recipient') AS recipients,
           e.statement, coalesce(m.name, p.name, s.speaker_name, s.source) AS on_the_word_of, e.start, e."end", e.found_by, e.score, e.happening
    FROM event e JOIN reading r ON r.id = e.reading AND r.superseded = 0 JOIN document d ON d.id = r.document AND d.replaced = 0
    LEFT JOIN statement s ON s.id = e.statement LEFT JOIN party p ON p.id = s.speaker LEFT JOIN party m ON m.id = p.merged_into;
CREATE VIEW figures AS
    SELECT f.id, d.id AS document, d.outlet, d.published, d.title, d.url, f.words, f.low, f.high, f.unit, f."of", f.per, f."when", f.place,
           f.statement, coalesce(m.name, p.name, s.speaker_name, s.source) AS on_the_word_of, f.start, f."end", f.found_by, f.score
    FROM figure f JOIN reading r ON r.id = f.reading AND r.superseded = 0 JOIN document d ON d.id = r.document AND d.replaced = 0
    LEFT JOIN statement s ON s.id = f.statement LEFT JOIN party p ON p.id = s.speaker LEFT JOIN party m ON m.id = p.merged_into;
CREATE VIEW parties AS SELECT id, name, kind, country, sector, code FROM party WHERE merged_into IS NULL;
CREATE VIEW places AS
    SELECT p.name, p.country, p.admin1, p.geonames_id, p.lat, p.lon, d.id AS document, p.start, p."end"
    FROM place p JOIN reading r ON r.id = p.reading AND r.superseded = 0 JOIN document d ON d.id = r.document AND d.replaced = 0;
