-- What the weather sources said last, and how each of them does.

-- The health of a source: read_at is the last good answer, failing_since the first bad one after it.
CREATE TABLE weather_sources (
    community_id BIGINT NOT NULL,
    source TEXT NOT NULL CHECK (source <> ''),
    first_at BIGINT NOT NULL,
    tried_at BIGINT NOT NULL CHECK (tried_at >= first_at),
    read_at BIGINT CHECK (read_at >= first_at AND read_at <= tried_at),
    failures BIGINT NOT NULL DEFAULT 0 CHECK (failures >= 0),
    failing_since BIGINT,
    told_at BIGINT, -- when somebody was last told that it cannot be read
    error TEXT NOT NULL DEFAULT '',
    etag TEXT NOT NULL DEFAULT '',
    modified TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (community_id, source),
    CHECK ((failures > 0) = (failing_since IS NOT NULL)),
    CHECK (told_at IS NULL OR failing_since IS NOT NULL),
    CHECK (read_at IS NOT NULL OR failing_since IS NOT NULL)
);

-- What of a source has been taken and is not fetched again, and the faults that were told.
CREATE TABLE weather_items (
    community_id BIGINT NOT NULL,
    source TEXT NOT NULL,
    guid TEXT NOT NULL CHECK (guid <> ''),
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (community_id, source, guid),
    FOREIGN KEY (community_id, source) REFERENCES weather_sources
);

-- The last forecast of a source as JSON, and what of our estimates from it was told (bot/domain/estimate.py, Told).
CREATE TABLE weather_forecasts (
    community_id BIGINT NOT NULL,
    source TEXT NOT NULL,
    read_at BIGINT NOT NULL,
    body TEXT NOT NULL CHECK (body <> ''),
    told_rank BIGINT NOT NULL DEFAULT 0 CHECK (told_rank BETWEEN 0 AND 4),
    lower_since BIGINT,
    PRIMARY KEY (community_id, source),
    CHECK (lower_since IS NULL OR told_rank > 0),
    FOREIGN KEY (community_id, source) REFERENCES weather_sources
);
