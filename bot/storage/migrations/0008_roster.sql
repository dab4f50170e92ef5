-- The duty roster (值班表): who stands on which post from when until when. Every shift is a row, also those that a
-- pattern has made; what a person has set is not taken back by a pattern.

CREATE TABLE shifts (
    community_id BIGINT NOT NULL,
    shift_id BIGINT NOT NULL,
    post TEXT NOT NULL CHECK (post <> ''),
    seat BIGINT NOT NULL CHECK (seat >= 1),
    person_id BIGINT NOT NULL,
    planned BIGINT NOT NULL, -- who stood there first, before a swap or a cover
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL CHECK (until_at > from_at),
    origin TEXT NOT NULL CHECK (origin IN ('pattern', 'list', 'hand', 'response')),
    accepted_at BIGINT,
    PRIMARY KEY (community_id, shift_id),
    UNIQUE (community_id, post, seat, from_at),
    FOREIGN KEY (community_id, person_id) REFERENCES persons,
    FOREIGN KEY (community_id, planned) REFERENCES persons
);
CREATE INDEX shifts_by_end ON shifts (community_id, until_at);
CREATE INDEX shifts_of_person ON shifts (community_id, person_id, until_at);
CREATE INDEX shifts_planned_of ON shifts (community_id, planned);

-- Patterns: people take turns on a post. The shifts of the next weeks are made of them, as rows.
CREATE TABLE duty_patterns (
    community_id BIGINT NOT NULL,
    pattern_id BIGINT NOT NULL,
    post TEXT NOT NULL CHECK (post <> ''),
    length TEXT NOT NULL CHECK (length IN ('whole', 'halves')),
    days TEXT NOT NULL CHECK (days IN ('all', 'work', 'off')),
    since TEXT NOT NULL, -- the first day, as YYYY-MM-DD
    until TEXT, -- the first day on which it does not stand any more
    change BIGINT NOT NULL CHECK (change BETWEEN 0 AND 1439), -- minutes of the day
    night BIGINT NOT NULL CHECK (night > change AND night <= 1439),
    made_by BIGINT,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (community_id, pattern_id),
    FOREIGN KEY (community_id, made_by) REFERENCES persons
);
CREATE INDEX duty_patterns_made_by ON duty_patterns (community_id, made_by);

CREATE TABLE duty_turns (
    community_id BIGINT NOT NULL,
    pattern_id BIGINT NOT NULL,
    place BIGINT NOT NULL CHECK (place >= 1),
    person_id BIGINT NOT NULL,
    PRIMARY KEY (community_id, pattern_id, place),
    FOREIGN KEY (community_id, pattern_id) REFERENCES duty_patterns,
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);
CREATE INDEX duty_turns_of_person ON duty_turns (community_id, person_id);

-- What was found to be wrong with the roster, and told: each once for each time ahead.
CREATE TABLE roster_told (
    community_id BIGINT NOT NULL,
    flaw TEXT NOT NULL CHECK (flaw <> ''),
    post TEXT NOT NULL,
    at BIGINT NOT NULL, -- from when it is wrong
    ahead TEXT NOT NULL CHECK (ahead IN ('week', 'day', 'hours')),
    told_at BIGINT NOT NULL,
    PRIMARY KEY (community_id, flaw, post, at, ahead)
);

-- Somebody looks for a colleague who stands a shift for them (求替班).
CREATE TABLE shift_covers (
    community_id BIGINT NOT NULL,
    shift_id BIGINT NOT NULL,
    asked_by BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'taken', 'withdrawn', 'void')),
    taken_by BIGINT CHECK ((taken_by IS NULL) = (state <> 'taken')),
    PRIMARY KEY (community_id, shift_id),
    FOREIGN KEY (community_id, shift_id) REFERENCES shifts ON DELETE CASCADE,
    FOREIGN KEY (community_id, asked_by) REFERENCES persons,
    FOREIGN KEY (community_id, taken_by) REFERENCES persons
);
CREATE INDEX shift_covers_asked ON shift_covers (community_id, asked_by);
CREATE INDEX shift_covers_taken ON shift_covers (community_id, taken_by);

-- Who was asked to stand it.
CREATE TABLE shift_cover_asked (
    community_id BIGINT NOT NULL,
    shift_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    declined_at BIGINT,
    PRIMARY KEY (community_id, shift_id, person_id),
    FOREIGN KEY (community_id, shift_id) REFERENCES shift_covers ON DELETE CASCADE,
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);
CREATE INDEX shift_cover_asked_of ON shift_cover_asked (community_id, person_id);
