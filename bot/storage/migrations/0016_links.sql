-- A list that somebody sent is of the staff or of the duty roster: what is in the file decides.
ALTER TABLE staff_files ADD COLUMN kind TEXT NOT NULL DEFAULT 'staff' CHECK (kind IN ('staff', 'roster'));

-- Secret links by which a calendar reads the roster. Only the digest of the secret is kept.
CREATE TABLE roster_links (
    community_id BIGINT NOT NULL REFERENCES communities,
    link_id BIGINT NOT NULL CHECK (link_id > 0),
    person_id BIGINT NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('own', 'all')),
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    made_at BIGINT NOT NULL,
    read_at BIGINT CHECK (read_at >= made_at), -- when a calendar last came for it
    PRIMARY KEY (community_id, link_id),
    UNIQUE (community_id, digest),
    UNIQUE (community_id, person_id, scope),
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);
