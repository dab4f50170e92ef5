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
