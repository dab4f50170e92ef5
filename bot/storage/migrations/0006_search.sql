-- Finding cases: an index of our own, by blocks of cases, and what each person looked for last.

-- Which cases of a block of 4,096 numbers an entry stands for (bot/storage/blocksets.py has the form). An entry is a
-- word with the face of the case on which it stands, or a fact (grid, state, lead ...).
CREATE TABLE search_words (
    community_id BIGINT NOT NULL REFERENCES communities,
    entry TEXT NOT NULL CHECK (entry <> ''),
    block BIGINT NOT NULL CHECK (block >= 0),
    cases TEXT NOT NULL CHECK (cases <> ''),
    PRIMARY KEY (community_id, entry, block)
)
-- only: sqlite
WITHOUT ROWID
-- end
;

-- What stands for a case in the index now: what is forgotten is taken from there by this, to the last word.
CREATE TABLE search_cases (
    community_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    entries TEXT NOT NULL CHECK (entries <> ''), -- one a line
    PRIMARY KEY (community_id, case_id),
    FOREIGN KEY (community_id, case_id) REFERENCES cases
)
-- only: sqlite
WITHOUT ROWID
-- end
;

-- Cases that have changed and are to be put into the index.
CREATE TABLE search_waiting (
    community_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    PRIMARY KEY (community_id, case_id),
    FOREIGN KEY (community_id, case_id) REFERENCES cases
);

-- How far the cases that were there before the index, or before its words changed, have been put into it.
CREATE TABLE search_progress (
    community_id BIGINT NOT NULL REFERENCES communities,
    made_of TEXT NOT NULL, -- changes when the words do
    below BIGINT NOT NULL CHECK (below > 0), -- the cases of smaller numbers are left
    PRIMARY KEY (community_id)
);

-- What somebody looked for last, so that they can turn its pages; a button names the version.
CREATE TABLE finds (
    community_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    query TEXT NOT NULL,
    starts TEXT NOT NULL, -- below which case's number each page begins that was seen
    many BIGINT NOT NULL CHECK (many >= 0),
    found_at BIGINT NOT NULL,
    PRIMARY KEY (community_id, person_id),
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);
