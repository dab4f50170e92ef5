-- The ground: who is who, the dialogs, the cases, the proof, and the two queues.
-- Instants are milliseconds since 1970 UTC. Every table of a community has community_id first in its key.

CREATE TABLE communities (
    community_id BIGINT PRIMARY KEY CHECK (community_id > 0),
    slug TEXT NOT NULL UNIQUE CHECK (slug <> ''),
    created_at BIGINT NOT NULL
);

-- Numbers given out one by one: persons, cases, media, dialogs.
CREATE TABLE counters (
    community_id BIGINT NOT NULL REFERENCES communities,
    name TEXT NOT NULL,
    value BIGINT NOT NULL CHECK (value > 0),
    PRIMARY KEY (community_id, name)
);

CREATE TABLE persons (
    community_id BIGINT NOT NULL REFERENCES communities,
    person_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL CHECK (user_id > 0),
    name TEXT NOT NULL,
    language TEXT NOT NULL DEFAULT 'zh' CHECK (language IN ('zh', 'en')),
    reachable BOOLEAN NOT NULL DEFAULT FALSE,
    grid BIGINT,
    building TEXT,
    category TEXT,
    met_at BIGINT NOT NULL,
    PRIMARY KEY (community_id, person_id),
    UNIQUE (community_id, user_id)
);

CREATE TABLE appointments (
    community_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('secretary', 'grid_head', 'full_time', 'specialist', 'auxiliary')),
    grid BIGINT NOT NULL DEFAULT 0 CHECK (grid >= 0), -- 0: the whole community
    PRIMARY KEY (community_id, person_id, role, grid),
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);

-- The chat of a grid. A group that becomes a supergroup keeps its row and changes its chat_id.
CREATE TABLE grid_groups (
    community_id BIGINT NOT NULL REFERENCES communities,
    grid BIGINT NOT NULL CHECK (grid > 0),
    chat_id BIGINT NOT NULL CHECK (chat_id < 0),
    thread_id BIGINT,
    reachable BOOLEAN NOT NULL DEFAULT TRUE,
    bound_by BIGINT NOT NULL,
    bound_at BIGINT NOT NULL,
    PRIMARY KEY (community_id, grid),
    UNIQUE (community_id, chat_id),
    FOREIGN KEY (community_id, bound_by) REFERENCES persons (community_id, person_id)
);

-- The place of a person in a dialog: at most one open dialog each.
CREATE TABLE dialogs (
    community_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    dialog_id BIGINT NOT NULL,
    flow TEXT NOT NULL,
    step TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    answers TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (community_id, person_id),
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);

-- What somebody began to report in a group, until they come to the private chat.
CREATE TABLE drafts (
    community_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    answers TEXT NOT NULL,
    kept_at BIGINT NOT NULL,
    PRIMARY KEY (community_id, person_id),
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);

CREATE TABLE cases (
    community_id BIGINT NOT NULL REFERENCES communities,
    case_id BIGINT NOT NULL CHECK (case_id > 0),
    grid BIGINT NOT NULL CHECK (grid > 0),
    category TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('reported', 'opened', 'assigned', 'accepted', 'handling', 'fed_back',
                                         'verified', 'closed', 'archived')),
    version BIGINT NOT NULL CHECK (version > 0),
    text TEXT NOT NULL,
    building TEXT,
    place TEXT,
    lat DOUBLE PRECISION CHECK (lat BETWEEN -90 AND 90),
    lon DOUBLE PRECISION CHECK (lon BETWEEN -180 AND 180),
    reporter BIGINT NOT NULL,
    lead BIGINT,
    feedback TEXT,
    reported_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL CHECK (changed_at >= reported_at),
    due_at BIGINT,
    closed_at BIGINT,
    dialog_id BIGINT NOT NULL,
    PRIMARY KEY (community_id, case_id),
    UNIQUE (community_id, dialog_id), -- one dialog files one case, however often it is submitted
    FOREIGN KEY (community_id, reporter) REFERENCES persons (community_id, person_id),
    FOREIGN KEY (community_id, lead) REFERENCES persons (community_id, person_id),
    CHECK ((lat IS NULL) = (lon IS NULL)),
    CHECK (building IS NOT NULL OR place IS NOT NULL OR lat IS NOT NULL),
    CHECK (lead IS NOT NULL OR state IN ('reported', 'opened')),
    CHECK ((closed_at IS NOT NULL) = (state IN ('closed', 'archived')))
);
CREATE INDEX cases_open_by_grid ON cases (community_id, grid, due_at) WHERE closed_at IS NULL;
CREATE INDEX cases_open_by_lead ON cases (community_id, lead, due_at) WHERE closed_at IS NULL;
CREATE INDEX cases_by_reporter ON cases (community_id, reporter, case_id);
CREATE INDEX cases_open_by_state ON cases (community_id, state, due_at) WHERE closed_at IS NULL;

CREATE TABLE case_followers (
    community_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (community_id, case_id, person_id),
    FOREIGN KEY (community_id, case_id) REFERENCES cases,
    FOREIGN KEY (community_id, person_id) REFERENCES persons
);

-- Photos and voice notes. Telegram has them first (file_id); a worker fetches them into the store (sha256) later.
CREATE TABLE media (
    community_id BIGINT NOT NULL REFERENCES communities,
    media_id BIGINT NOT NULL CHECK (media_id > 0),
    case_id BIGINT NOT NULL,
    owner BIGINT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('report', 'completion')),
    kind TEXT NOT NULL CHECK (kind IN ('photo', 'image', 'voice')), -- image: a photo sent as a file
    file_id TEXT NOT NULL CHECK (file_id <> ''),
    unique_id TEXT NOT NULL CHECK (unique_id <> ''),
    album TEXT,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'stored', 'lost')),
    sha256 TEXT CHECK (length(sha256) = 64),
    size BIGINT CHECK (size >= 0),
    taken_at BIGINT NOT NULL,
    PRIMARY KEY (community_id, media_id),
    UNIQUE (community_id, case_id, purpose, unique_id),
    FOREIGN KEY (community_id, case_id) REFERENCES cases,
    FOREIGN KEY (community_id, owner) REFERENCES persons (community_id, person_id),
    CHECK ((sha256 IS NOT NULL) = (state = 'stored'))
);

-- What happened, for good. Each event carries the hash of the one before it; `liubu audit verify` proves the chain.
CREATE TABLE audit_events (
    community_id BIGINT NOT NULL REFERENCES communities,
    seq BIGINT NOT NULL CHECK (seq > 0),
    at BIGINT NOT NULL,
    actor BIGINT, -- a person_id; nobody: the program itself
    act TEXT NOT NULL,
    case_id BIGINT,
    facts TEXT NOT NULL,
    previous TEXT NOT NULL CHECK (length(previous) = 64),
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    PRIMARY KEY (community_id, seq)
);
CREATE INDEX audit_events_of_case ON audit_events (community_id, case_id, seq);

CREATE TABLE audit_heads (
    community_id BIGINT PRIMARY KEY REFERENCES communities,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL
);

-- only: sqlite
CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events
BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END;
CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events
BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END;
-- end
-- only: postgres
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'audit events are append-only'; END $$;
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
-- end

-- Raw updates, stored before Telegram is told that they arrived. They belong to a bot until they are read.
CREATE TABLE inbox (
-- only: sqlite
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
-- end
-- only: postgres
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
-- end
    bot_id BIGINT NOT NULL,
    update_id BIGINT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed')),
    raw TEXT,
    attempts BIGINT NOT NULL DEFAULT 0,
    error TEXT,
    received_at BIGINT NOT NULL,
    done_at BIGINT,
    UNIQUE (bot_id, update_id),
    CHECK (raw IS NOT NULL OR state = 'done'),
    CHECK ((error IS NOT NULL) OR state <> 'failed')
);
CREATE INDEX inbox_waiting ON inbox (bot_id, seq) WHERE state = 'waiting';
CREATE INDEX inbox_failed ON inbox (seq) WHERE state = 'failed';
CREATE INDEX inbox_done ON inbox (done_at) WHERE state = 'done';

-- What must go out: a row before it is a message.
CREATE TABLE outbox (
-- only: sqlite
    outbox_id INTEGER PRIMARY KEY AUTOINCREMENT,
    community_id BIGINT NOT NULL REFERENCES communities,
-- end
-- only: postgres
    outbox_id BIGINT GENERATED ALWAYS AS IDENTITY,
    community_id BIGINT NOT NULL REFERENCES communities,
    PRIMARY KEY (community_id, outbox_id),
-- end
    chat_id BIGINT NOT NULL CHECK (chat_id <> 0),
    kind TEXT NOT NULL, -- of notice: says how urgent it is, and what follows when it is unknown whether it arrived
    slot TEXT, -- which living message of the chat it shows; none: a message of its own
    screen TEXT, -- what to show, as JSON; given up once it is sent
    priority BIGINT NOT NULL CHECK (priority BETWEEN 0 AND 9),
    fresh BOOLEAN NOT NULL DEFAULT FALSE, -- a new message below, instead of an edit
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'dropped')),
    attempts BIGINT NOT NULL DEFAULT 0,
    not_before BIGINT NOT NULL,
    doubtful BOOLEAN NOT NULL DEFAULT FALSE, -- it may have arrived already: a repetition says so
    message_id BIGINT,
    error TEXT,
    queued_at BIGINT NOT NULL,
    settled_at BIGINT,
    CHECK (screen IS NOT NULL OR state IN ('sent', 'dropped')),
    CHECK ((settled_at IS NOT NULL) = (state IN ('sent', 'failed', 'dropped')))
);
CREATE INDEX outbox_open ON outbox (community_id, priority, outbox_id) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_failed ON outbox (community_id, outbox_id) WHERE state = 'failed';
CREATE INDEX outbox_settled ON outbox (settled_at) WHERE state IN ('sent', 'dropped');
-- Edits of one message that wait are one: the newest.
CREATE UNIQUE INDEX outbox_coalesced ON outbox (community_id, chat_id, slot) WHERE state = 'waiting' AND slot IS NOT NULL;

-- Which message of a chat shows what (a case's card, a dialog's step).
CREATE TABLE slots (
    community_id BIGINT NOT NULL REFERENCES communities,
    chat_id BIGINT NOT NULL,
    slot TEXT NOT NULL,
    message_id BIGINT NOT NULL,
    shape TEXT NOT NULL CHECK (shape IN ('text', 'photo')),
    PRIMARY KEY (community_id, chat_id, slot)
);
CREATE INDEX slots_by_message ON slots (community_id, chat_id, message_id);

-- All timed work: one loop sleeps until the earliest.
CREATE TABLE timers (
    community_id BIGINT NOT NULL REFERENCES communities,
    kind TEXT NOT NULL,
    subject BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    error TEXT,
    PRIMARY KEY (community_id, kind, subject)
);
CREATE INDEX timers_due ON timers (community_id, due_at);
