-- Warnings, and who was told of them.

-- A warning: all messages about it, whatever source told them. What it says is in its messages; here is how it stands.
CREATE TABLE warnings (
    community_id BIGINT NOT NULL,
    warning_id BIGINT NOT NULL,
    hazard TEXT NOT NULL CHECK (hazard <> ''),
    colour TEXT NOT NULL CHECK (colour IN ('unknown', 'blue', 'yellow', 'orange', 'red')),
    state TEXT NOT NULL CHECK (state IN ('in_force', 'lifted', 'expired', 'joined')),
    begun_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    into_id BIGINT, -- the warning with which it was found to be one
    changed_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1 CHECK (version >= 1),
    PRIMARY KEY (community_id, warning_id),
    FOREIGN KEY (community_id, into_id) REFERENCES warnings (community_id, warning_id),
    CHECK ((state = 'joined') = (into_id IS NOT NULL))
);
CREATE INDEX warnings_in_force ON warnings (community_id, ends_at) WHERE state = 'in_force';
CREATE INDEX warnings_by_change ON warnings (community_id, changed_at);

-- Each message as the source told it last. What is not real (an exercise, a test) is kept, and is of no warning.
CREATE TABLE warning_messages (
    community_id BIGINT NOT NULL,
    source TEXT NOT NULL CHECK (source <> ''),
    sender TEXT NOT NULL,
    identifier TEXT NOT NULL CHECK (identifier <> ''),
    warning_id BIGINT,
    status TEXT NOT NULL CHECK (status IN ('Actual', 'Exercise', 'System', 'Test', 'Draft')),
    hazard TEXT NOT NULL CHECK (hazard <> ''),
    sent_at BIGINT NOT NULL,
    content TEXT NOT NULL CHECK (content <> ''),
    seen_at BIGINT NOT NULL,
    listed BOOLEAN NOT NULL DEFAULT FALSE, -- a source that lists all that is in force lists it
    ended_at BIGINT, -- since when it does not any more
    PRIMARY KEY (community_id, source, sender, identifier),
    FOREIGN KEY (community_id, warning_id) REFERENCES warnings (community_id, warning_id),
    CHECK (status = 'Actual' OR warning_id IS NULL),
    CHECK (ended_at IS NULL OR NOT listed)
);
CREATE INDEX warning_messages_of ON warning_messages (community_id, warning_id);
CREATE INDEX warning_messages_listed ON warning_messages (community_id, source) WHERE listed;
CREATE INDEX warning_messages_by_time ON warning_messages (community_id, seen_at);

-- What people were told of a warning last, so that they are told what is news, and nothing twice.
CREATE TABLE warning_told (
    community_id BIGINT NOT NULL,
    warning_id BIGINT NOT NULL,
    is_over BOOLEAN NOT NULL,
    colour TEXT NOT NULL CHECK (colour IN ('unknown', 'blue', 'yellow', 'orange', 'red')),
    ends_at BIGINT NOT NULL,
    source TEXT NOT NULL,
    identifier TEXT NOT NULL,
    words TEXT NOT NULL,
    rose_at BIGINT NOT NULL,
    told_at BIGINT NOT NULL,
    PRIMARY KEY (community_id, warning_id),
    FOREIGN KEY (community_id, warning_id) REFERENCES warnings (community_id, warning_id)
);

-- What is shown in a chat, or about to be, is asked for everybody on the staff while tens of thousands of messages wait.
CREATE INDEX outbox_slots ON outbox (community_id, chat_id, slot)
    WHERE state IN ('waiting', 'sending') AND slot IS NOT NULL;
