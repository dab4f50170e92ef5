-- Pages: somebody on duty is called, and the next ones, until somebody has it.

CREATE TABLE pages (
    community_id BIGINT NOT NULL,
    page_id BIGINT NOT NULL,
    matter TEXT NOT NULL CHECK (matter <> ''),
    subject BIGINT NOT NULL,
    run BIGINT NOT NULL CHECK (run >= 1), -- how often it began anew
    data TEXT NOT NULL, -- what the message says, as JSON
    grids TEXT NOT NULL, -- whom it concerns, as JSON
    must_all BOOLEAN NOT NULL,
    quick BOOLEAN NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'over')),
    started_at BIGINT NOT NULL,
    settled_at BIGINT CHECK ((settled_at IS NULL) = (state = 'open')),
    PRIMARY KEY (community_id, page_id),
    UNIQUE (community_id, matter, subject)
);
CREATE INDEX pages_open ON pages (community_id, page_id) WHERE state = 'open';

-- The rungs of a page that were taken; the last one several times.
CREATE TABLE page_rungs (
    community_id BIGINT NOT NULL,
    page_id BIGINT NOT NULL,
    run BIGINT NOT NULL,
    rung TEXT NOT NULL CHECK (rung <> ''),
    nth BIGINT NOT NULL CHECK (nth >= 1),
    at BIGINT NOT NULL,
    PRIMARY KEY (community_id, page_id, run, rung, nth),
    FOREIGN KEY (community_id, page_id) REFERENCES pages
);

-- Who was called, and who has answered.
CREATE TABLE page_calls (
    community_id BIGINT NOT NULL,
    page_id BIGINT NOT NULL,
    run BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    rung TEXT NOT NULL CHECK (rung <> ''),
    called_at BIGINT NOT NULL,
    reachable BOOLEAN NOT NULL,
    answered_at BIGINT,
    PRIMARY KEY (community_id, page_id, run, person_id),
    FOREIGN KEY (community_id, page_id) REFERENCES pages,
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);
CREATE INDEX page_calls_of_person ON page_calls (community_id, person_id);
