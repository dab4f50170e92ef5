-- The clocks of a case: since when it is in its state, from when its deadline counts; which rungs of a ladder were
-- taken and who stood on them; what is to be told to whom in their next reminder; and what a director picks from a list.

ALTER TABLE cases ADD COLUMN state_at BIGINT;
ALTER TABLE cases ADD COLUMN due_from BIGINT;
UPDATE cases SET state_at = changed_at WHERE closed_at IS NULL;

DROP VIEW case_sheets;
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

-- What opened and closed today in a grid, and what has ended and is not in the archive: each is asked for every day.
-- What was reported today is found by time: an index by grid would be taken for the open cases of a grid, too, and lead
-- through all that were ever reported there.
CREATE INDEX cases_by_reported ON cases (community_id, reported_at);
CREATE INDEX cases_by_grid_closed ON cases (community_id, grid, closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX cases_unarchived ON cases (community_id, case_id) WHERE closed_at IS NOT NULL AND state <> 'archived';

-- The old timers of deadlines came once. Without them every open case counts as unwatched, and is given all its timers
-- when the program starts.
DELETE FROM timers WHERE kind = 'deadline';

-- The rungs of a case's ladders: each is taken at most once in a run of its clock.
CREATE TABLE rungs (
    community_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    clock TEXT NOT NULL CHECK (clock <> ''),
    run BIGINT NOT NULL, -- the instant that tells one run of the clock from another
    rung TEXT NOT NULL CHECK (rung <> ''),
    at BIGINT NOT NULL, -- when it was its time
    many BIGINT NOT NULL CHECK (many >= 0), -- how many were told
    PRIMARY KEY (community_id, case_id, clock, run, rung),
    FOREIGN KEY (community_id, case_id) REFERENCES cases
);

-- Who was told on a rung: nobody is told twice in one run.
CREATE TABLE rung_people (
    community_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    clock TEXT NOT NULL,
    run BIGINT NOT NULL,
    rung TEXT NOT NULL,
    person_id BIGINT NOT NULL,
    PRIMARY KEY (community_id, case_id, clock, run, rung, person_id),
    FOREIGN KEY (community_id, case_id, clock, run, rung) REFERENCES rungs,
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);
CREATE INDEX rung_people_by_person ON rung_people (community_id, person_id);

-- What waits to be told to somebody in their next reminder; one line for each case and clock.
CREATE TABLE reminders (
    community_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    clock TEXT NOT NULL CHECK (clock <> ''),
    run BIGINT NOT NULL,
    rung TEXT NOT NULL, -- on which rung they stand; '': they have it to do; 'asked': somebody has asked for it
    urgent BOOLEAN NOT NULL,
    set_at BIGINT NOT NULL,
    PRIMARY KEY (community_id, person_id, case_id, clock),
    FOREIGN KEY (community_id, case_id) REFERENCES cases,
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);
CREATE INDEX reminders_of_case ON reminders (community_id, case_id);

-- The cases that a director has picked from a list, to do something to all of them at once.
CREATE TABLE bulk_picks (
    community_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    PRIMARY KEY (community_id, person_id, case_id),
    FOREIGN KEY (community_id, case_id) REFERENCES cases,
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);
