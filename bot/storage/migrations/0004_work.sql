-- Work and proof: files that belong to a note, pictures that were there before, what a worker has promised, and
-- agreements that both sides of a dispute confirm.

-- note_id: the note that a file belongs to; looks: what a picture looks like, as 16 hexadecimal digits; copy_of: the
-- case for which the same picture was sent before.
-- only: sqlite
CREATE TABLE new_media (
    community_id BIGINT NOT NULL REFERENCES communities,
    media_id BIGINT NOT NULL CHECK (media_id > 0),
    case_id BIGINT NOT NULL,
    owner BIGINT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('report', 'completion', 'visit', 'answer')),
    kind TEXT NOT NULL CHECK (kind IN ('photo', 'image', 'voice')), -- image: a photo sent as a file
    file_id TEXT NOT NULL,
    unique_id TEXT NOT NULL CHECK (unique_id <> ''),
    album TEXT,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'stored', 'lost', 'deleted')),
    sha256 TEXT CHECK (length(sha256) = 64),
    size BIGINT CHECK (size >= 0),
    taken_at BIGINT NOT NULL,
    deleted_at BIGINT,
    note_id BIGINT,
    looks TEXT CHECK (length(looks) = 16),
    copy_of BIGINT,
    PRIMARY KEY (community_id, media_id),
    UNIQUE (community_id, case_id, purpose, unique_id),
    FOREIGN KEY (community_id, case_id) REFERENCES cases,
    FOREIGN KEY (community_id, owner) REFERENCES persons (community_id, person_id),
    FOREIGN KEY (community_id, note_id) REFERENCES case_notes (community_id, note_id),
    FOREIGN KEY (community_id, copy_of) REFERENCES cases (community_id, case_id),
    CHECK ((note_id IS NOT NULL) = (purpose IN ('visit', 'answer'))),
    CHECK (sha256 IS NOT NULL OR state <> 'stored'),
    CHECK (sha256 IS NULL OR state IN ('stored', 'deleted')),
    CHECK ((deleted_at IS NOT NULL) = (state = 'deleted')),
    CHECK ((file_id = '') = (state = 'deleted'))
);
INSERT INTO new_media (community_id, media_id, case_id, owner, purpose, kind, file_id, unique_id, album, state, sha256,
                       size, taken_at, deleted_at)
SELECT community_id, media_id, case_id, owner, purpose, kind, file_id, unique_id, album, state, sha256, size, taken_at,
       deleted_at
FROM media;
DROP TABLE media;
ALTER TABLE new_media RENAME TO media;
CREATE INDEX media_by_hash ON media (sha256) WHERE state = 'stored';
CREATE INDEX media_to_delete ON media (community_id, taken_at) WHERE state <> 'deleted';
-- end
-- only: postgres
ALTER TABLE media DROP CONSTRAINT new_media_purpose_check;
ALTER TABLE media
    ADD COLUMN note_id BIGINT,
    ADD COLUMN looks TEXT CHECK (length(looks) = 16),
    ADD COLUMN copy_of BIGINT,
    ADD CONSTRAINT media_purpose_check CHECK (purpose IN ('report', 'completion', 'visit', 'answer')),
    ADD FOREIGN KEY (community_id, note_id) REFERENCES case_notes (community_id, note_id),
    ADD FOREIGN KEY (community_id, copy_of) REFERENCES cases (community_id, case_id),
    ADD CHECK ((note_id IS NOT NULL) = (purpose IN ('visit', 'answer')));
-- end
CREATE INDEX media_of_note ON media (community_id, note_id) WHERE note_id IS NOT NULL;
CREATE INDEX media_by_unique ON media (community_id, unique_id);
CREATE INDEX media_by_sha256 ON media (community_id, sha256) WHERE sha256 IS NOT NULL;

-- What pictures look like, in four parts of 16 bits each: two that differ in at most three bits share one part.
CREATE TABLE picture_parts (
    community_id BIGINT NOT NULL,
    place BIGINT NOT NULL CHECK (place BETWEEN 0 AND 3),
    part TEXT NOT NULL CHECK (length(part) = 4),
    media_id BIGINT NOT NULL,
    PRIMARY KEY (community_id, place, part, media_id),
    FOREIGN KEY (community_id, media_id) REFERENCES media
);

-- What a worker has said will be done by a day; they are reminded then.
CREATE TABLE promises (
    community_id BIGINT NOT NULL,
    promise_id BIGINT NOT NULL CHECK (promise_id > 0),
    case_id BIGINT NOT NULL,
    note_id BIGINT NOT NULL, -- the note in which it was said
    person_id BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'kept', 'void')),
    PRIMARY KEY (community_id, promise_id),
    UNIQUE (community_id, note_id),
    FOREIGN KEY (community_id, case_id) REFERENCES cases,
    FOREIGN KEY (community_id, note_id) REFERENCES case_notes (community_id, note_id),
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);
CREATE INDEX promises_of_person ON promises (community_id, person_id, promise_id);

-- What the two sides of a dispute agree on (调解协议); it is confirmed when both have said yes.
CREATE TABLE agreements (
    community_id BIGINT NOT NULL,
    agreement_id BIGINT NOT NULL CHECK (agreement_id > 0),
    case_id BIGINT NOT NULL,
    text TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'confirmed', 'refused', 'void')),
    settled_at BIGINT,
    PRIMARY KEY (community_id, agreement_id),
    FOREIGN KEY (community_id, case_id) REFERENCES cases,
    FOREIGN KEY (community_id, made_by) REFERENCES persons (community_id, person_id),
    CHECK ((settled_at IS NOT NULL) = (state <> 'open'))
);
CREATE UNIQUE INDEX agreements_open ON agreements (community_id, case_id) WHERE state IN ('open', 'confirmed');
CREATE INDEX agreements_of_case ON agreements (community_id, case_id, agreement_id);

-- The two sides: known by person, or by the digest of the secret in a link that nobody has opened yet.
CREATE TABLE agreement_sides (
    community_id BIGINT NOT NULL,
    agreement_id BIGINT NOT NULL,
    side BIGINT NOT NULL CHECK (side IN (1, 2)),
    digest TEXT CHECK (length(digest) = 64),
    expires_at BIGINT,
    person_id BIGINT,
    agreed BOOLEAN,
    answered_at BIGINT,
    PRIMARY KEY (community_id, agreement_id, side),
    UNIQUE (community_id, digest),
    UNIQUE (community_id, agreement_id, person_id),
    FOREIGN KEY (community_id, agreement_id) REFERENCES agreements,
    FOREIGN KEY (community_id, person_id) REFERENCES persons,
    CHECK ((digest IS NOT NULL) = (expires_at IS NOT NULL)),
    CHECK ((answered_at IS NOT NULL) = (agreed IS NOT NULL))
);
CREATE INDEX agreement_sides_of_person ON agreement_sides (community_id, person_id) WHERE person_id IS NOT NULL;
