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
