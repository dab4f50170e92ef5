-- What happens on a shift: what was done about it, what was handed over, and the log of the duty.

-- What was done about a shift and whoever has it: each once.
CREATE TABLE shift_marks (
    community_id BIGINT NOT NULL,
    shift_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    mark TEXT NOT NULL CHECK (mark <> ''),
    at BIGINT NOT NULL,
    PRIMARY KEY (community_id, shift_id, person_id, mark),
    FOREIGN KEY (community_id, shift_id) REFERENCES shifts ON DELETE CASCADE,
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);
CREATE INDEX shift_marks_of_person ON shift_marks (community_id, person_id);

-- What the one on duty says to who comes after them, and who has signed for it.
CREATE TABLE shift_notes (
    community_id BIGINT NOT NULL,
    shift_id BIGINT NOT NULL, -- the shift that ends
    words TEXT NOT NULL DEFAULT '',
    facts TEXT NOT NULL DEFAULT '[]', -- the generated lines as they were signed, as JSON
    signed_by BIGINT,
    signed_at BIGINT CHECK ((signed_at IS NULL) = (signed_by IS NULL)),
    PRIMARY KEY (community_id, shift_id),
    FOREIGN KEY (community_id, shift_id) REFERENCES shifts ON DELETE CASCADE,
    FOREIGN KEY (community_id, signed_by) REFERENCES persons
);
CREATE INDEX shift_notes_signed ON shift_notes (community_id, signed_by);

-- The log of the duty (值班日志).
CREATE TABLE duty_log (
    community_id BIGINT NOT NULL,
    entry_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind <> ''),
    post TEXT,
    grid BIGINT,
    person_id BIGINT,
    facts TEXT NOT NULL DEFAULT '{}',
    words TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (community_id, entry_id),
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);
CREATE INDEX duty_log_by_time ON duty_log (community_id, at);
CREATE INDEX duty_log_of_person ON duty_log (community_id, person_id);

-- Patrol rounds: somebody looks at places, one after the other; they have one open round at most.
CREATE TABLE patrol_rounds (
    community_id BIGINT NOT NULL,
    round_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    post TEXT NOT NULL,
    points TEXT NOT NULL, -- the keys of the checkpoints, as JSON
    started_at BIGINT NOT NULL,
    ended_at BIGINT CHECK (ended_at >= started_at),
    PRIMARY KEY (community_id, round_id),
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);
CREATE UNIQUE INDEX patrol_rounds_open ON patrol_rounds (community_id, person_id) WHERE ended_at IS NULL;
CREATE INDEX patrol_rounds_by_time ON patrol_rounds (community_id, started_at);

-- What was found at a place on a round: what was said last counts.
CREATE TABLE patrol_ticks (
    community_id BIGINT NOT NULL,
    round_id BIGINT NOT NULL,
    point TEXT NOT NULL CHECK (point <> ''),
    found TEXT NOT NULL CHECK (found IN ('good', 'bad')),
    at BIGINT NOT NULL,
    photos TEXT NOT NULL DEFAULT '[]', -- Telegram's file ids, as JSON
    lat DOUBLE PRECISION,
    lon DOUBLE PRECISION CHECK ((lat IS NULL) = (lon IS NULL)),
    case_id BIGINT, -- what was reported of it
    PRIMARY KEY (community_id, round_id, point),
    FOREIGN KEY (community_id, round_id) REFERENCES patrol_rounds ON DELETE CASCADE,
    FOREIGN KEY (community_id, case_id) REFERENCES cases
);
CREATE INDEX patrol_ticks_of_case ON patrol_ticks (community_id, case_id);

-- How often whoever is on duty says that all is well (平安报); no row: they are not asked.
CREATE TABLE all_well_plan (
    community_id BIGINT NOT NULL PRIMARY KEY,
    every_ms BIGINT NOT NULL CHECK (every_ms > 0),
    round_id BIGINT -- the newest round
);

-- Who was asked in which round, and what they answered.
CREATE TABLE all_well_asked (
    community_id BIGINT NOT NULL,
    round_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    again_at BIGINT,
    told_at BIGINT, -- when the leader was told that no answer comes
    answered_at BIGINT,
    word TEXT CHECK (word IN ('well', 'trouble')),
    PRIMARY KEY (community_id, round_id, person_id),
    CHECK ((word IS NULL) = (answered_at IS NULL)),
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);
CREATE INDEX all_well_asked_of_person ON all_well_asked (community_id, person_id);
CREATE INDEX all_well_asked_by_time ON all_well_asked (community_id, asked_at);
