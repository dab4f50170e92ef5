-- People: how they join and leave, what they hold, who stands in for whom, and what they were told about their data.

-- A person who was forgotten keeps the row (cases point to it) and loses all that says who it was.
-- only: sqlite
CREATE TABLE new_persons (
    community_id BIGINT NOT NULL REFERENCES communities,
    person_id BIGINT NOT NULL,
    user_id BIGINT CHECK (user_id > 0), -- nobody's: the person was forgotten
    name TEXT NOT NULL,
    language TEXT NOT NULL DEFAULT 'zh' CHECK (language IN ('zh', 'en')),
    reachable BOOLEAN NOT NULL DEFAULT FALSE,
    grid BIGINT,
    building TEXT,
    category TEXT,
    met_at BIGINT NOT NULL,
    phone TEXT CHECK (phone <> ''),
    plain BOOLEAN NOT NULL DEFAULT FALSE, -- large steps and few choices
    quiet_from BIGINT NOT NULL DEFAULT 1320 CHECK (quiet_from BETWEEN 0 AND 1439), -- minutes of the day
    quiet_to BIGINT NOT NULL DEFAULT 420 CHECK (quiet_to BETWEEN 0 AND 1439), -- the same as quiet_from: never
    consent BIGINT NOT NULL DEFAULT 0 CHECK (consent >= 0), -- the version of the notice that was agreed to
    consented_at BIGINT,
    erased_at BIGINT,
    PRIMARY KEY (community_id, person_id),
    UNIQUE (community_id, user_id),
    CHECK ((user_id IS NULL) = (erased_at IS NOT NULL)),
    CHECK ((consented_at IS NOT NULL) = (consent > 0))
);
INSERT INTO new_persons (community_id, person_id, user_id, name, language, reachable, grid, building, category, met_at)
SELECT community_id, person_id, user_id, name, language, reachable, grid, building, category, met_at FROM persons;
DROP TABLE persons;
ALTER TABLE new_persons RENAME TO persons;
-- end
-- only: postgres
ALTER TABLE persons ALTER COLUMN user_id DROP NOT NULL;
ALTER TABLE persons ADD COLUMN phone TEXT CHECK (phone <> '');
ALTER TABLE persons ADD COLUMN plain BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE persons ADD COLUMN quiet_from BIGINT NOT NULL DEFAULT 1320 CHECK (quiet_from BETWEEN 0 AND 1439);
ALTER TABLE persons ADD COLUMN quiet_to BIGINT NOT NULL DEFAULT 420 CHECK (quiet_to BETWEEN 0 AND 1439);
ALTER TABLE persons ADD COLUMN consent BIGINT NOT NULL DEFAULT 0 CHECK (consent >= 0);
ALTER TABLE persons ADD COLUMN consented_at BIGINT;
ALTER TABLE persons ADD COLUMN erased_at BIGINT;
ALTER TABLE persons ADD CHECK ((user_id IS NULL) = (erased_at IS NOT NULL));
ALTER TABLE persons ADD CHECK ((consented_at IS NOT NULL) = (consent > 0));
-- end

-- The person to whom everything belongs that has become nobody's.
ALTER TABLE communities ADD COLUMN nobody BIGINT;

-- What somebody holds. A resident is who was seen in the group of a grid: nobody appoints them.
CREATE TABLE new_appointments (
    community_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('secretary', 'deputy', 'grid_head', 'full_time', 'specialist', 'auxiliary',
                                       'duty', 'red_team', 'liaison', 'resident')),
    grid BIGINT NOT NULL DEFAULT 0 CHECK (grid >= 0), -- 0: the whole community
    unit TEXT NOT NULL DEFAULT '', -- the department of a liaison, the party group of the red team
    since BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (community_id, person_id, role, grid, unit),
    FOREIGN KEY (community_id, person_id) REFERENCES persons,
    CHECK (role <> 'liaison' OR unit <> ''),
    CHECK (role <> 'resident' OR grid > 0)
);
INSERT INTO new_appointments (community_id, person_id, role, grid)
SELECT community_id, person_id, role, grid FROM appointments;

-- What the configuration listed when the program started last: only what changed in it changes appointments.
CREATE TABLE listed_staff (
    community_id BIGINT NOT NULL REFERENCES communities,
    user_id BIGINT NOT NULL,
    role TEXT NOT NULL,
    grid BIGINT NOT NULL,
    unit TEXT NOT NULL,
    PRIMARY KEY (community_id, user_id, role, grid, unit)
);
INSERT INTO listed_staff (community_id, user_id, role, grid, unit)
SELECT a.community_id, p.user_id, a.role, a.grid, ''
FROM appointments a JOIN persons p ON p.community_id = a.community_id AND p.person_id = a.person_id;
DROP TABLE appointments;
ALTER TABLE new_appointments RENAME TO appointments;

-- What the bot lacks in a grid's group, as a list of words; told when it changes.
ALTER TABLE grid_groups ADD COLUMN lacks TEXT NOT NULL DEFAULT '';
ALTER TABLE grid_groups ADD COLUMN forum BOOLEAN NOT NULL DEFAULT FALSE;

-- Links that give a role to who opens them. Only the digest of the secret in the link is kept.
CREATE TABLE invitations (
    community_id BIGINT NOT NULL REFERENCES communities,
    invitation_id BIGINT NOT NULL CHECK (invitation_id > 0),
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    role TEXT NOT NULL,
    grid BIGINT NOT NULL DEFAULT 0 CHECK (grid >= 0),
    unit TEXT NOT NULL DEFAULT '',
    most BIGINT NOT NULL CHECK (most > 0), -- how many people may use it
    used BIGINT NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND most),
    made_by BIGINT, -- nobody: `liubu setup`
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    PRIMARY KEY (community_id, invitation_id),
    UNIQUE (community_id, digest),
    FOREIGN KEY (community_id, made_by) REFERENCES persons (community_id, person_id)
);

-- The staff list (名册): a place for somebody who claims it by their own phone number.
CREATE TABLE staff_places (
    community_id BIGINT NOT NULL REFERENCES communities,
    place_id BIGINT NOT NULL CHECK (place_id > 0),
    name TEXT NOT NULL CHECK (name <> ''),
    phone TEXT NOT NULL CHECK (phone <> ''),
    role TEXT NOT NULL,
    grid BIGINT NOT NULL DEFAULT 0 CHECK (grid >= 0),
    unit TEXT NOT NULL DEFAULT '',
    person_id BIGINT, -- who claimed it
    listed_by BIGINT NOT NULL,
    listed_at BIGINT NOT NULL,
    PRIMARY KEY (community_id, place_id),
    UNIQUE (community_id, phone, role, grid, unit),
    FOREIGN KEY (community_id, person_id) REFERENCES persons (community_id, person_id),
    FOREIGN KEY (community_id, listed_by) REFERENCES persons (community_id, person_id)
);

-- A staff list that somebody sent, until it is taken or thrown away.
CREATE TABLE staff_files (
    community_id BIGINT NOT NULL REFERENCES communities,
    number BIGINT NOT NULL CHECK (number > 0),
    person_id BIGINT NOT NULL,
    file_id TEXT NOT NULL, -- given up once it is read
    name TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'read', 'refused', 'taken', 'dropped')),
    lines TEXT, -- what was read, as JSON; given up once it is decided
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (community_id, number),
    FOREIGN KEY (community_id, person_id) REFERENCES persons,
    CHECK ((file_id <> '') = (state = 'waiting')),
    CHECK ((lines IS NOT NULL) = (state = 'read'))
);
CREATE INDEX staff_files_undecided ON staff_files (community_id, person_id) WHERE state IN ('waiting', 'read');

-- How often somebody claimed a place in vain.
CREATE INDEX audit_events_claim_refused ON audit_events (community_id, actor, at) WHERE act = 'claim.refused';

-- Who is away (请假), and who stands in for them.
CREATE TABLE absences (
    community_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    deputy BIGINT,
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    PRIMARY KEY (community_id, person_id),
    FOREIGN KEY (community_id, person_id) REFERENCES persons,
    FOREIGN KEY (community_id, deputy) REFERENCES persons (community_id, person_id),
    CHECK (until_at > from_at),
    CHECK (deputy <> person_id)
);

-- A case offered to somebody else, who has to say yes.
CREATE TABLE handovers (
    community_id BIGINT NOT NULL,
    handover_id BIGINT NOT NULL CHECK (handover_id > 0),
    case_id BIGINT NOT NULL,
    receiver BIGINT NOT NULL,
    asked_by BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    state TEXT NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'accepted', 'declined', 'withdrawn')),
    PRIMARY KEY (community_id, handover_id),
    FOREIGN KEY (community_id, case_id) REFERENCES cases,
    FOREIGN KEY (community_id, receiver) REFERENCES persons (community_id, person_id),
    FOREIGN KEY (community_id, asked_by) REFERENCES persons (community_id, person_id)
);
CREATE UNIQUE INDEX handovers_asked ON handovers (community_id, case_id) WHERE state = 'asked';

-- Who may not report for a while, and why.
CREATE TABLE blocks (
    community_id BIGINT NOT NULL,
    block_id BIGINT NOT NULL CHECK (block_id > 0),
    person_id BIGINT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    made_by BIGINT NOT NULL,
    since BIGINT NOT NULL,
    until_at BIGINT, -- nothing: until it is lifted
    appeal TEXT,
    appealed_at BIGINT,
    answered_at BIGINT, -- when the appeal was turned down; granting it lifts the block
    lifted_at BIGINT,
    PRIMARY KEY (community_id, block_id),
    FOREIGN KEY (community_id, person_id) REFERENCES persons,
    FOREIGN KEY (community_id, made_by) REFERENCES persons (community_id, person_id),
    CHECK ((appeal IS NOT NULL) = (appealed_at IS NOT NULL)),
    CHECK (answered_at IS NULL OR appealed_at IS NOT NULL)
);
CREATE UNIQUE INDEX blocks_standing ON blocks (community_id, person_id) WHERE lifted_at IS NULL;

-- Questions to the reporter and their answers, passed on without names (匿名转达).
CREATE TABLE relays (
    community_id BIGINT NOT NULL,
    relay_id BIGINT NOT NULL CHECK (relay_id > 0),
    case_id BIGINT NOT NULL,
    asker BIGINT NOT NULL,
    question TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    answer TEXT,
    answered_at BIGINT,
    PRIMARY KEY (community_id, relay_id),
    FOREIGN KEY (community_id, case_id) REFERENCES cases,
    FOREIGN KEY (community_id, asker) REFERENCES persons (community_id, person_id)
);
CREATE INDEX relays_of_case ON relays (community_id, case_id, relay_id);

-- What somebody sent before they had agreed to the notice; handled when they do, thrown away when they do not.
CREATE TABLE held_updates (
    community_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    raw TEXT NOT NULL,
    held_at BIGINT NOT NULL,
    PRIMARY KEY (community_id, person_id, number),
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);

-- Whether the worker may know who reported; which department has the case now; when the reporter was taken off it.
ALTER TABLE cases ADD COLUMN anonymous BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE cases ADD COLUMN referred_to TEXT CHECK (referred_to <> '');
ALTER TABLE cases ADD COLUMN anonymised_at BIGINT;
CREATE INDEX cases_referred ON cases (community_id, referred_to, case_id) WHERE referred_to IS NOT NULL;
CREATE INDEX cases_to_anonymise ON cases (community_id, closed_at) WHERE anonymised_at IS NULL AND closed_at IS NOT NULL;
CREATE INDEX case_followers_by_person ON case_followers (community_id, person_id, case_id);
CREATE INDEX cases_newest_of_reporter ON cases (community_id, reporter, reported_at);

CREATE INDEX audit_events_of_actor ON audit_events (community_id, actor, seq);

-- A file whose time is over leaves a tombstone: that it was there, when, and its hash.
CREATE TABLE new_media (
    community_id BIGINT NOT NULL REFERENCES communities,
    media_id BIGINT NOT NULL CHECK (media_id > 0),
    case_id BIGINT NOT NULL,
    owner BIGINT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('report', 'completion')),
    kind TEXT NOT NULL CHECK (kind IN ('photo', 'image', 'voice')), -- image: a photo sent as a file
    file_id TEXT NOT NULL,
    unique_id TEXT NOT NULL CHECK (unique_id <> ''),
    album TEXT,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'stored', 'lost', 'deleted')),
    sha256 TEXT CHECK (length(sha256) = 64),
    size BIGINT CHECK (size >= 0),
    taken_at BIGINT NOT NULL,
    deleted_at BIGINT,
    PRIMARY KEY (community_id, media_id),
    UNIQUE (community_id, case_id, purpose, unique_id),
    FOREIGN KEY (community_id, case_id) REFERENCES cases,
    FOREIGN KEY (community_id, owner) REFERENCES persons (community_id, person_id),
    CHECK (sha256 IS NOT NULL OR state <> 'stored'),
    CHECK (sha256 IS NULL OR state IN ('stored', 'deleted')),
    CHECK ((deleted_at IS NOT NULL) = (state = 'deleted')),
    CHECK ((file_id = '') = (state = 'deleted'))
);
INSERT INTO new_media (community_id, media_id, case_id, owner, purpose, kind, file_id, unique_id, album, state, sha256,
                       size, taken_at)
SELECT community_id, media_id, case_id, owner, purpose, kind, file_id, unique_id, album, state, sha256, size, taken_at
FROM media;
DROP TABLE media;
ALTER TABLE new_media RENAME TO media;
CREATE INDEX media_by_hash ON media (sha256) WHERE state = 'stored';
CREATE INDEX media_to_delete ON media (community_id, taken_at) WHERE state <> 'deleted';
