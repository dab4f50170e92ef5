-- The side roads of the loop: paused, bounced, extended, supervised, rejected, merged, split and reopened cases; who
-- helps the lead; what is said about a case; what somebody asks a director to decide; and a minute to take a tap back.

-- only: sqlite
CREATE TABLE new_cases (
    community_id BIGINT NOT NULL REFERENCES communities,
    case_id BIGINT NOT NULL CHECK (case_id > 0),
    grid BIGINT NOT NULL CHECK (grid > 0),
    category TEXT NOT NULL,
    state TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    text TEXT NOT NULL,
    building TEXT,
    place TEXT,
    lat DOUBLE PRECISION CHECK (lat BETWEEN -90 AND 90),
    lon DOUBLE PRECISION CHECK (lon BETWEEN -180 AND 180),
    reporter BIGINT NOT NULL,
    lead BIGINT,
    feedback TEXT,
    reported_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL CHECK (changed_at >= reported_at),
    due_at BIGINT,
    closed_at BIGINT,
    dialog_id BIGINT NOT NULL,
    anonymous BOOLEAN NOT NULL DEFAULT TRUE,
    referred_to TEXT CHECK (referred_to <> ''),
    anonymised_at BIGINT,
    assigned_at BIGINT,
    resumes TEXT,
    paused_at BIGINT,
    return_at BIGINT,
    extensions BIGINT NOT NULL DEFAULT 0 CHECK (extensions >= 0),
    bounces BIGINT NOT NULL DEFAULT 0 CHECK (bounces >= 0),
    reopened BIGINT NOT NULL DEFAULT 0 CHECK (reopened >= 0),
    supervised_at BIGINT,
    outcome TEXT,
    same_as BIGINT,
    parent BIGINT,
    checker BIGINT,
    checked BOOLEAN,
    PRIMARY KEY (community_id, case_id),
    UNIQUE (community_id, dialog_id), -- one dialog files one case, however often it is submitted
    FOREIGN KEY (community_id, reporter) REFERENCES persons (community_id, person_id),
    FOREIGN KEY (community_id, lead) REFERENCES persons (community_id, person_id),
    FOREIGN KEY (community_id, checker) REFERENCES persons (community_id, person_id),
    FOREIGN KEY (community_id, same_as) REFERENCES cases (community_id, case_id),
    FOREIGN KEY (community_id, parent) REFERENCES cases (community_id, case_id),
    CHECK ((lat IS NULL) = (lon IS NULL)),
    CHECK (building IS NOT NULL OR place IS NOT NULL OR lat IS NOT NULL),
    CHECK (state IN ('reported', 'opened', 'assigned', 'accepted', 'handling', 'fed_back', 'verified', 'closed',
                     'archived', 'need_info', 'referred', 'parked', 'rejected', 'merged', 'split')),
    CHECK (lead IS NOT NULL OR state NOT IN ('assigned', 'accepted', 'handling', 'fed_back', 'verified', 'closed')),
    CHECK ((closed_at IS NOT NULL) = (state IN ('closed', 'archived', 'rejected', 'merged', 'split'))),
    CHECK ((resumes IS NOT NULL) = (state IN ('need_info', 'referred', 'parked'))),
    CHECK (resumes IS NULL OR resumes IN ('opened', 'assigned', 'accepted', 'handling')),
    CHECK (resumes IS NULL OR resumes = 'opened' OR lead IS NOT NULL),
    CHECK ((paused_at IS NOT NULL) = (resumes IS NOT NULL)),
    CHECK ((return_at IS NOT NULL) = (resumes IS NOT NULL)),
    CHECK (state <> 'referred' OR referred_to IS NOT NULL),
    CHECK (state <> 'merged' OR same_as IS NOT NULL),
    CHECK (same_as <> case_id),
    CHECK (parent <> case_id),
    CHECK (outcome IN ('solved', 'partly', 'impossible', 'not_ours')),
    CHECK (checked IS NULL OR checker IS NOT NULL)
);
INSERT INTO new_cases (community_id, case_id, grid, category, state, version, text, building, place, lat, lon, reporter,
                       lead, feedback, reported_at, changed_at, due_at, closed_at, dialog_id, anonymous, referred_to,
                       anonymised_at)
SELECT community_id, case_id, grid, category, state, version, text, building, place, lat, lon, reporter,
       lead, feedback, reported_at, changed_at, due_at, closed_at, dialog_id, anonymous, referred_to, anonymised_at
FROM cases;
DROP TABLE cases;
ALTER TABLE new_cases RENAME TO cases;
CREATE INDEX cases_open_by_grid ON cases (community_id, grid, due_at) WHERE closed_at IS NULL;
CREATE INDEX cases_open_by_lead ON cases (community_id, lead, due_at) WHERE closed_at IS NULL;
CREATE INDEX cases_by_reporter ON cases (community_id, reporter, case_id);
CREATE INDEX cases_open_by_state ON cases (community_id, state, due_at) WHERE closed_at IS NULL;
CREATE INDEX cases_referred ON cases (community_id, referred_to, case_id) WHERE referred_to IS NOT NULL;
CREATE INDEX cases_to_anonymise ON cases (community_id, closed_at) WHERE anonymised_at IS NULL AND closed_at IS NOT NULL;
CREATE INDEX cases_newest_of_reporter ON cases (community_id, reporter, reported_at);
-- end
-- only: postgres
DO $$
DECLARE one RECORD;
BEGIN
    FOR one IN SELECT conname FROM pg_constraint WHERE conrelid = 'cases'::regclass AND contype = 'c' LOOP
        EXECUTE format('ALTER TABLE cases DROP CONSTRAINT %I', one.conname);
    END LOOP;
END $$;
ALTER TABLE cases
    ADD COLUMN assigned_at BIGINT,
    ADD COLUMN resumes TEXT,
    ADD COLUMN paused_at BIGINT,
    ADD COLUMN return_at BIGINT,
    ADD COLUMN extensions BIGINT NOT NULL DEFAULT 0 CHECK (extensions >= 0),
    ADD COLUMN bounces BIGINT NOT NULL DEFAULT 0 CHECK (bounces >= 0),
    ADD COLUMN reopened BIGINT NOT NULL DEFAULT 0 CHECK (reopened >= 0),
    ADD COLUMN supervised_at BIGINT,
    ADD COLUMN outcome TEXT,
    ADD COLUMN same_as BIGINT,
    ADD COLUMN parent BIGINT,
    ADD COLUMN checker BIGINT,
    ADD COLUMN checked BOOLEAN,
    ADD FOREIGN KEY (community_id, checker) REFERENCES persons (community_id, person_id),
    ADD FOREIGN KEY (community_id, same_as) REFERENCES cases (community_id, case_id),
    ADD FOREIGN KEY (community_id, parent) REFERENCES cases (community_id, case_id),
    ADD CHECK (case_id > 0),
    ADD CHECK (grid > 0),
    ADD CHECK (version > 0),
    ADD CHECK (lat BETWEEN -90 AND 90),
    ADD CHECK (lon BETWEEN -180 AND 180),
    ADD CHECK (changed_at >= reported_at),
    ADD CHECK (referred_to <> ''),
    ADD CHECK ((lat IS NULL) = (lon IS NULL)),
    ADD CHECK (building IS NOT NULL OR place IS NOT NULL OR lat IS NOT NULL),
    ADD CHECK (state IN ('reported', 'opened', 'assigned', 'accepted', 'handling', 'fed_back', 'verified', 'closed',
                         'archived', 'need_info', 'referred', 'parked', 'rejected', 'merged', 'split')),
    ADD CHECK (lead IS NOT NULL OR state NOT IN ('assigned', 'accepted', 'handling', 'fed_back', 'verified', 'closed')),
    ADD CHECK ((closed_at IS NOT NULL) = (state IN ('closed', 'archived', 'rejected', 'merged', 'split'))),
    ADD CHECK ((resumes IS NOT NULL) = (state IN ('need_info', 'referred', 'parked'))),
    ADD CHECK (resumes IS NULL OR resumes IN ('opened', 'assigned', 'accepted', 'handling')),
    ADD CHECK (resumes IS NULL OR resumes = 'opened' OR lead IS NOT NULL),
    ADD CHECK ((paused_at IS NOT NULL) = (resumes IS NOT NULL)),
    ADD CHECK ((return_at IS NOT NULL) = (resumes IS NOT NULL)),
    ADD CHECK (state <> 'referred' OR referred_to IS NOT NULL),
    ADD CHECK (state <> 'merged' OR same_as IS NOT NULL),
    ADD CHECK (same_as <> case_id),
    ADD CHECK (parent <> case_id),
    ADD CHECK (outcome IN ('solved', 'partly', 'impossible', 'not_ours')),
    ADD CHECK (checked IS NULL OR checker IS NOT NULL);
-- end
CREATE INDEX cases_by_parent ON cases (community_id, parent) WHERE parent IS NOT NULL;
CREATE INDEX cases_by_checker ON cases (community_id, checker) WHERE checker IS NOT NULL AND closed_at IS NULL;
CREATE INDEX cases_merged_into ON cases (community_id, same_as) WHERE same_as IS NOT NULL;

-- What was closed before was closed as solved: nothing else could be said. What a department had stands still now, and
-- comes back after a week at the latest; what it had while others were already verifying it is theirs no more.
UPDATE cases SET outcome = 'solved' WHERE closed_at IS NOT NULL;
UPDATE cases SET referred_to = NULL WHERE closed_at IS NULL AND state NOT IN ('opened', 'assigned', 'accepted', 'handling');
UPDATE cases SET resumes = state, state = 'referred', paused_at = changed_at, return_at = changed_at + 604800000
WHERE closed_at IS NULL AND referred_to IS NOT NULL;

-- Who works at a case with its lead.
CREATE TABLE case_helpers (
    community_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    place BIGINT NOT NULL CHECK (place > 0), -- in which order they were named
    PRIMARY KEY (community_id, case_id, person_id),
    FOREIGN KEY (community_id, case_id) REFERENCES cases,
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);
CREATE INDEX case_helpers_by_person ON case_helpers (community_id, person_id, case_id);

-- A case with its helpers, as it is read.
-- only: sqlite
CREATE VIEW case_sheets AS
SELECT c.*, (SELECT group_concat(person_id, ',') FROM (
    SELECT h.person_id FROM case_helpers h
    WHERE h.community_id = c.community_id AND h.case_id = c.case_id ORDER BY h.place)) AS helpers
FROM cases c;
-- end
-- only: postgres
CREATE VIEW case_sheets AS
SELECT c.*, (SELECT string_agg(h.person_id::text, ',' ORDER BY h.place) FROM case_helpers h
             WHERE h.community_id = c.community_id AND h.case_id = c.case_id) AS helpers
FROM cases c;
-- end

-- What is said about a case: visits, reasons, answers. Words stand here and never in the audit trail, so that they can
-- be forgotten. A confidential note is for those who handle and direct the case, and for nobody else.
CREATE TABLE case_notes (
    community_id BIGINT NOT NULL,
    note_id BIGINT NOT NULL CHECK (note_id > 0),
    case_id BIGINT NOT NULL,
    author BIGINT, -- nobody: the program itself
    kind TEXT NOT NULL CHECK (kind <> ''),
    act TEXT NOT NULL DEFAULT '', -- what was done when it was said
    reason TEXT NOT NULL DEFAULT '', -- the key of a reason of a list
    text TEXT NOT NULL,
    confidential BOOLEAN NOT NULL DEFAULT FALSE,
    at BIGINT NOT NULL,
    PRIMARY KEY (community_id, note_id),
    FOREIGN KEY (community_id, case_id) REFERENCES cases,
    FOREIGN KEY (community_id, author) REFERENCES persons (community_id, person_id)
);
CREATE INDEX case_notes_of_case ON case_notes (community_id, case_id, note_id);
CREATE INDEX case_notes_of_author ON case_notes (community_id, author, note_id);

-- What somebody asks a director to decide: more time, to open a case again, to take one up that was rejected.
CREATE TABLE petitions (
    community_id BIGINT NOT NULL,
    petition_id BIGINT NOT NULL CHECK (petition_id > 0),
    case_id BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('extend', 'reopen', 'object')),
    asked_by BIGINT NOT NULL,
    text TEXT NOT NULL,
    wish_at BIGINT, -- until when more time is asked for
    asked_at BIGINT NOT NULL,
    decided_by BIGINT,
    decided_at BIGINT,
    granted BOOLEAN,
    PRIMARY KEY (community_id, petition_id),
    FOREIGN KEY (community_id, case_id) REFERENCES cases,
    FOREIGN KEY (community_id, asked_by) REFERENCES persons (community_id, person_id),
    FOREIGN KEY (community_id, decided_by) REFERENCES persons (community_id, person_id),
    CHECK ((kind = 'extend') = (wish_at IS NOT NULL)),
    CHECK ((granted IS NOT NULL) = (decided_at IS NOT NULL)),
    CHECK (decided_by IS NULL OR decided_at IS NOT NULL)
);
CREATE UNIQUE INDEX petitions_open ON petitions (community_id, case_id, kind) WHERE decided_at IS NULL;
CREATE INDEX petitions_of_case ON petitions (community_id, case_id, petition_id);
CREATE INDEX petitions_by_person ON petitions (community_id, asked_by, petition_id);

-- How a case was before the last tap, for the minute in which that can be taken back.
CREATE TABLE undos (
    community_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    actor BIGINT NOT NULL,
    act TEXT NOT NULL,
    version BIGINT NOT NULL, -- of the case after the tap
    before TEXT NOT NULL, -- as JSON
    until_at BIGINT NOT NULL,
    PRIMARY KEY (community_id, case_id),
    FOREIGN KEY (community_id, case_id) REFERENCES cases,
    FOREIGN KEY (community_id, actor) REFERENCES persons (community_id, person_id)
);

-- Whom a director has picked for a case, until they say by when.
CREATE TABLE picks (
    community_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL, -- who picks
    version BIGINT NOT NULL, -- of the case as they saw it
    chosen TEXT NOT NULL, -- as a JSON list of person ids, the lead first
    PRIMARY KEY (community_id, case_id, person_id),
    FOREIGN KEY (community_id, case_id) REFERENCES cases,
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);
