-- Pages: somebody on duty is called, and the next ones, until somebody has it.

CREATE TABLE pages (
    community_id BIGINT NOT NULL,
    page_id BIGINT NOT NULL,
    matter TEXT NOT NULL CHECK (matter <> ''),
    subject BIGINT NOT NULL,
    run BIGINT NOT NULL CHECK (run >= 1), -- how often it began anew
    data TEXT NOT NULL, -- what the message says, as JSON
    grids TEXT NOT NULL, -- whom it concerns, as JSON
    posts TEXT NOT NULL, -- what has to be answered for, as JSON
    manned BOOLEAN NOT NULL, -- somebody stood on the roster as it began
    must_all BOOLEAN NOT NULL,
    quick BOOLEAN NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'unanswered', 'over')),
    started_at BIGINT NOT NULL,
    settled_at BIGINT CHECK ((settled_at IS NULL) = (state = 'open')),
    PRIMARY KEY (community_id, page_id),
    UNIQUE (community_id, matter, subject)
);
CREATE INDEX pages_waiting ON pages (community_id, page_id) WHERE state IN ('open', 'unanswered');

-- The rungs of a page that were taken for each post; the last one several times.
CREATE TABLE page_rungs (
    community_id BIGINT NOT NULL,
    page_id BIGINT NOT NULL,
    run BIGINT NOT NULL,
    post TEXT NOT NULL CHECK (post <> ''),
    rung TEXT NOT NULL CHECK (rung <> ''),
    nth BIGINT NOT NULL CHECK (nth >= 1),
    at BIGINT NOT NULL,
    PRIMARY KEY (community_id, page_id, run, post, rung, nth),
    FOREIGN KEY (community_id, page_id) REFERENCES pages
);

-- Who was called on which rung for which posts, and who has answered.
CREATE TABLE page_calls (
    community_id BIGINT NOT NULL,
    page_id BIGINT NOT NULL,
    run BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    rung TEXT NOT NULL CHECK (rung <> ''),
    posts TEXT NOT NULL, -- as JSON
    whole BOOLEAN NOT NULL, -- their answer is one for all posts
    called_at BIGINT NOT NULL,
    answered_at BIGINT,
    lost_at BIGINT, -- since when no message reaches them
    relieved_at BIGINT, -- when somebody came on duty in their place
    PRIMARY KEY (community_id, page_id, run, person_id, rung),
    FOREIGN KEY (community_id, page_id) REFERENCES pages,
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);
CREATE INDEX page_calls_of_person ON page_calls (community_id, person_id);
